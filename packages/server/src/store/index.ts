/**
 * Where a member's rows are kept. Trusted to lose nothing that was committed, and nothing else: the
 * ledger finds out when a row of the record was changed.
 *
 * @module
 */
export { StoreError, type StoreErrorCode } from './errors.ts'
export { storeErrorTexts } from './errors-text.ts'
export type {
  BlobsTable,
  ConflictsTable,
  CopiesTable,
  Database,
  DeliveriesTable,
  DocumentsTable,
  FormerMessagesTable,
  IdempotencyTable,
  InboxTable,
  ManifestsTable,
  OidcTable,
  OutboxTable,
  PeopleTable,
  PoliciesTable,
  RegisterClassesTable,
  RegisterLinesTable,
  RegisterPurposesTable,
  ReleasesTable,
  SeenProofsTable,
  SettingsTable,
  StatementsTable,
} from './schema.ts'
export { openStore, readStore, type Store } from './store.ts'
export { isAmong } from './texts.ts'
export type { AcknowledgementsTable } from './acknowledgements-table.ts'
export type { ConsentsTable } from './consents-table.ts'
export type {
  LedgerEntriesTable,
  LedgerHashesTable,
  LedgerHeadTable,
  WitnessedTable,
} from './ledger-tables.ts'
