/**
 * Receipts that have not come, or have not been taken, within the pact's time: the pact alarms on both
 * sides, not somebody's memory.
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

/**
 * Marks every delivery of ours whose receipt is due and has not come, and every copy here whose receipt
 * the originator has not taken. One that comes later still counts.
 */
export async function markOverdue(deps: OverdueDeps): Promise<void> {
  await markDeliveries(deps)
  await markCopies(deps)
}

async function markDeliveries({ store, ledger, now }: OverdueDeps): Promise<void> {
  const at = now().toISOString()
  const late = await store.db
    .selectFrom('deliveries')
    .select(['release', 'recipient'])
    .where('state', '=', 'queued')
    .where('due_at', '<', at)
    .execute()
  if (late.length === 0) return
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
}

async function markCopies({ store, ledger, now }: OverdueDeps): Promise<void> {
  const at = now().toISOString()
  const late = await store.db
    .selectFrom('copies')
    .innerJoin('documents', 'documents.document', 'copies.document')
    .select(['copies.release', 'documents.originator'])
    .where('copies.receipt_state', '=', 'owed')
    .where('copies.receipt_due_at', '<', at)
    .execute()
  if (late.length === 0) return
  await ledger.record(async (tx, append) => {
    for (const { release, originator } of late) {
      const { numUpdatedRows } = await tx
        .updateTable('copies')
        .set({ receipt_state: 'overdue' })
        .where('release', '=', release)
        .where('receipt_state', '=', 'owed')
        .executeTakeFirst()
      if (numUpdatedRows === 1n)
        append({ kind: 'receipt-overdue', at, release, member: originator })
    }
  })
}
