/**
 * Where things lie in a member's data folder. The mark of the ledger does not lie here.
 *
 * @module
 */
import { join } from 'node:path'

/** The parts of a data folder. */
export interface DataFolder {
  /** The SQLite file. */
  readonly store: string
  readonly blobs: string
  /** Folder of the keyring. */
  readonly keys: string
}

/** The parts of the data folder at `path`. */
export function dataFolder(path: string): DataFolder {
  return {
    store: join(path, 'member.sqlite'),
    blobs: join(path, 'blobs'),
    keys: join(path, 'keys'),
  }
}
