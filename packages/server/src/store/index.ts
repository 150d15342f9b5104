/**
 * Where a member's rows are kept. Trusted to lose nothing that was committed, and nothing else: the
 * ledger finds out when a row of the record was changed.
 *
 * @module
 */
export { StoreError, type StoreErrorCode } from './errors.ts'
export { storeErrorTexts } from './errors-text.ts'
export type { Database, LedgerEntriesTable } from './schema.ts'
export { openStore, type Store } from './store.ts'
