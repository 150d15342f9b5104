/**
 * Every way the sequencer can refuse, beside what core says of ledgers in general.
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'

/** Codes of {@link ServerLedgerError}. */
export type ServerLedgerErrorCode =
  | 'ledger/busy'
  | 'ledger/erased'
  | 'ledger/no-mark'
  | 'ledger/other-mark'
  | 'ledger/restored-backup'
  | 'ledger/rewritten'
  | 'ledger/stopped'
  | 'ledger/two-writers'

/** Our own ledger cannot be written, or must not be. */
export class ServerLedgerError extends EntenteError<ServerLedgerErrorCode> {
  override readonly name = 'ServerLedgerError'
}
