/**
 * Every way in which an acknowledgement does not go on.
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'

/** Codes of {@link AcknowledgementError}. */
export type AcknowledgementErrorCode =
  | 'acknowledgement/given'
  | 'acknowledgement/mismatch'
  | 'acknowledgement/not-found'
  | 'acknowledgement/not-opened'

/** An acknowledgement cannot be taken. */
export class AcknowledgementError extends EntenteError<AcknowledgementErrorCode> {
  override readonly name = 'AcknowledgementError'
}
