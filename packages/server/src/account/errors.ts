/**
 * Every way an account can be refused.
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'

/** Codes of {@link AccountError}. */
export type AccountErrorCode =
  | 'account/malformed'
  | 'account/missing'
  | 'account/other-member'
  | 'account/unknown-member'

/** An account is not what is needed here. */
export class AccountError extends EntenteError<AccountErrorCode> {
  override readonly name = 'AccountError'
}
