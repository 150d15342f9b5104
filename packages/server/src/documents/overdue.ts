/**
 * Receipts that have not come within the pact's time: the pact alarms, not somebody's memory.
 *
 * @module
 */
import type { Ledger } from '../ledger/index.ts'
import type { Store } from '../store/index.ts'

/** What looking for them needs. */
export interface OverdueDeps {
  readonly store: Store
  readonly ledger: Ledger
  readonly now: () => Date
}

/** Marks every delivery whose receipt is due and has not come; one that comes later still counts. */
export async function markOverdue({ store, ledger, now }: OverdueDeps): Promise<number> {
  const at = now().toISOString()
  const late = await store.db
    .selectFrom('deliveries')
    .select(['release', 'recipient'])
    .where('state', '=', 'queued')
    .where('due_at', '<', at)
    .execute()
  if (late.length === 0) return 0
  await ledger.record(async (tx, append) => {
    for (const { release, recipient } of late) {
      const { numUpdatedRows } = await tx
        .updateTable('deliveries')
        .set({ state: 'overdue', updated_at: at })
        .where('release', '=', release)
        .where('recipient', '=', recipient)
        .where('state', '=', 'queued')
        .executeTakeFirst()
      if (numUpdatedRows === 1n) append({ kind: 'receipt-overdue', at, release, member: recipient })
    }
  })
  return late.length
}
