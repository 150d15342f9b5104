/**
 * Every way a label, or the XML it is written in, can be refused.
 *
 * @module
 */
import { EntenteError } from '../lib/index.ts'

/** Codes of {@link LabelError}. Those of `xml-` speak of the spelling, the others of the label. */
export type LabelErrorCode =
  | 'label/bad-designation'
  | 'label/bad-marking'
  | 'label/bad-text'
  | 'label/bad-time'
  | 'label/below-source'
  | 'label/binding-algorithm'
  | 'label/binding-ambiguous'
  | 'label/binding-coverage'
  | 'label/binding-data'
  | 'label/binding-external'
  | 'label/binding-key'
  | 'label/binding-signature'
  | 'label/binding-unsigned'
  | 'label/excluded'
  | 'label/forms-disagree'
  | 'label/malformed'
  | 'label/no-equivalent'
  | 'label/no-regime'
  | 'label/no-review'
  | 'label/not-combinable'
  | 'label/not-originator'
  | 'label/not-package'
  | 'label/not-pdf'
  | 'label/not-releasable'
  | 'label/obsolete'
  | 'label/repeated'
  | 'label/required'
  | 'label/spif-dangling'
  | 'label/spif-expired'
  | 'label/spif-malformed'
  | 'label/spif-repeated'
  | 'label/spif-version'
  | 'label/unknown-category'
  | 'label/unknown-level'
  | 'label/unknown-root'
  | 'label/wrong-policy'
  | 'label/xml-cdata'
  | 'label/xml-comment'
  | 'label/xml-control-character'
  | 'label/xml-doctype'
  | 'label/xml-duplicate-attribute'
  | 'label/xml-encoding'
  | 'label/xml-entity'
  | 'label/xml-malformed'
  | 'label/xml-processing-instruction'
  | 'label/xml-too-deep'
  | 'label/xml-too-large'
  | 'label/xml-too-many-elements'
  | 'label/xml-undeclared-prefix'

/** A label, or the XML it is written in, is not acceptable. */
export class LabelError extends EntenteError<LabelErrorCode> {
  override readonly name = 'LabelError'
}
