/**
 * Every way the Key Access Service can refuse.
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'

/** Codes of {@link KasError}. */
export type KasErrorCode =
  | 'kas/bad-request'
  | 'kas/bad-request-token'
  | 'kas/denied'
  | 'kas/not-recorded'
  | 'kas/replayed-request'
  | 'kas/unknown-key'
  | 'kas/unknown-policy'
  | 'kas/wrong-key'

/** A key was not handed out, rebound or shared. */
export class KasError extends EntenteError<KasErrorCode> {
  override readonly name = 'KasError'
}
