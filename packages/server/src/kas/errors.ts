/**
 * Every way the Key Access Service can refuse.
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'

/** Codes of {@link KasError}. */
export type KasErrorCode =
  | 'kas/already-founded'
  | 'kas/bad-config'
  | 'kas/bad-file'
  | 'kas/bad-request'
  | 'kas/bad-request-token'
  | 'kas/denied'
  | 'kas/no-server'
  | 'kas/not-founded'
  | 'kas/not-proved'
  | 'kas/not-recorded'
  | 'kas/older-statements'
  | 'kas/other-history'
  | 'kas/proof-used'
  | 'kas/replayed-request'
  | 'kas/running'
  | 'kas/unknown-key'
  | 'kas/unknown-policy'
  | 'kas/unreachable'
  | 'kas/wrong-key'
  | 'kas/wrong-share'

/** A key was not handed out, rebound or shared. */
export class KasError extends EntenteError<KasErrorCode> {
  override readonly name = 'KasError'
}

/** What the other end of the link refused, under the code that it gave. */
export class LinkError extends EntenteError {
  override readonly name = 'LinkError'
}
