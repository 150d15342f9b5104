/**
 * Every way a peer cannot be spoken with.
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'

/** Codes of {@link FederationError}. */
export type FederationErrorCode =
  | 'federation/bad-answer'
  | 'federation/no-endpoint'
  | 'federation/too-large'
  | 'federation/unreachable'

/** A peer did not answer, or not as the protocol wants. What was to be sent stays queued. */
export class FederationError extends EntenteError<FederationErrorCode> {
  override readonly name = 'FederationError'
}
