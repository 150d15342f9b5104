/**
 * Every way a label can be refused.
 *
 * @module
 */
import { EntenteError } from '../lib/index.ts'

/** Codes of {@link LabelError}. */
export type LabelErrorCode =
  | 'label/bad-xml'
  | 'label/forbidden-xml'
  | 'label/invalid'
  | 'label/no-equivalent'
  | 'label/too-large'

/** A label, or the XML it is written in, is not acceptable. */
export class LabelError extends EntenteError<LabelErrorCode> {
  override readonly name = 'LabelError'
}
