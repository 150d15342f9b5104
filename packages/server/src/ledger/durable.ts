/**
 * The three writes that make an entry part of the record, in their order.
 *
 * @module
 */
import type { ControlledTransaction } from 'kysely'

import type { Files } from '../files/index.ts'
import type { Database, Store } from '../store/index.ts'

import { type Mark, writeMark } from './mark.ts'
import { type SignedHead, writeSigned } from './rows.ts'

/** Each is durable when it returns. Passed in, so that a test can lose any of them. */
export interface Durable {
  /** Commits state, entries, tree and head. Crash before: nothing has happened. */
  readonly commit: (tx: ControlledTransaction<Database>) => Promise<void>
  /** Puts the mark forward. Crash before: entries that are not signed; the next start signs. */
  readonly mark: (mark: Mark) => Promise<void>
  /** Stores the checkpoint. Crash before: as above; it is signed again, the same. */
  readonly publish: (head: SignedHead) => Promise<void>
}

/** The writes to a store and a mark file. */
export function durableIn(store: Store, files: Files, markFile: string): Durable {
  return {
    commit: (tx) => tx.commit().execute(),
    mark: (mark) => writeMark(files, markFile, mark),
    publish: (head) => writeSigned(store.db, head),
  }
}
