/**
 * Every way the ledger, or a proof from it, can be refused.
 *
 * @module
 */
import { EntenteError } from '../lib/index.ts'

/** Codes of {@link LedgerError}. */
export type LedgerErrorCode =
  | 'ledger/bad-key'
  | 'ledger/bad-signature'
  | 'ledger/corrupt'
  | 'ledger/inconsistent'
  | 'ledger/malformed'
  | 'ledger/not-cosigned'
  | 'ledger/not-included'
  | 'ledger/not-signed'
  | 'ledger/other-origin'

/** The ledger, or a proof from it, is not what it claims to be. */
export class LedgerError extends EntenteError<LedgerErrorCode> {
  override readonly name = 'LedgerError'
}
