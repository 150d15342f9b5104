/**
 * Writing into the service's own store.
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'
import type { Transaction } from 'kysely'

import type { Database, Store } from '../store/index.ts'

/** Runs a work as one commit, which is on disk when it returns. */
export type Durably = <T>(work: (tx: Transaction<Database>) => Promise<T>) => Promise<T>

/**
 * Writes to `store`. After a failed write nobody knows what the disk holds, and a key handed out then
 * could not be accounted for: `onFatal` has to end the process, as for the ledger (D18).
 */
export function durablyIn({ db }: Store, onFatal: (error: unknown) => void): Durably {
  return async (work) => {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      // Our own refusals roll back and have written nothing.
      if (!(error instanceof EntenteError)) onFatal(error)
      throw error
    }
  }
}
