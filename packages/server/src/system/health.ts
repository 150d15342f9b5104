/**
 * What a server needs to work: asked by machines at `/readyz`, and shown to operators.
 *
 * @module
 */
import type { ReadinessChecks } from '../http/index.ts'
import type { Kas } from '../kas/index.ts'
import type { Store } from '../store/index.ts'
import { freeBytes } from '../telemetry/index.ts'

/** Below this the next commits may fail, and a failed commit ends the server. */
const leastFreeBytes = 256 * 2 ** 20

/** The checks of a member whose data folder is `data`. */
export function readinessChecks(
  { store, kas }: { readonly store: Store; readonly kas: Pick<Kas, 'state'> },
  data: string,
): ReadinessChecks {
  return {
    async store() {
      const head = await store.db.selectFrom('ledger_head').select('size').executeTakeFirst()
      return head ? undefined : 'no-head'
    },
    kas: () => kas.state(),
    disk: async () => ((await freeBytes(data)) < leastFreeBytes ? 'nearly-full' : undefined),
  }
}
