/**
 * Every way in which a consent, or the request for one, does not go on.
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'

/** Codes of {@link ConsentError}. */
export type ConsentErrorCode =
  | 'consent/closed'
  | 'consent/mismatch'
  | 'consent/not-consentable'
  | 'consent/not-found'
  | 'consent/too-many'

/** A consent or a request cannot take the step asked for. */
export class ConsentError extends EntenteError<ConsentErrorCode> {
  override readonly name = 'ConsentError'
}
