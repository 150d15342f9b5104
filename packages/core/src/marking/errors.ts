/**
 * Every way the marking of pages can be refused.
 *
 * @module
 */
import { EntenteError } from '../lib/index.ts'

/** Codes of {@link MarkingError}. */
export type MarkingErrorCode =
  | 'marking/bad-pdf'
  | 'marking/below-paragraph'
  | 'marking/busy'
  | 'marking/no-copy-number'
  | 'marking/no-glyph'
  | 'marking/pdf-bound'
  | 'marking/too-large'
  | 'marking/too-long'
  | 'marking/unmarked-paragraph'

/** A document cannot be shown with the marking that it has to carry, and so is not shown. */
export class MarkingError extends EntenteError<MarkingErrorCode> {
  override readonly name = 'MarkingError'
}
