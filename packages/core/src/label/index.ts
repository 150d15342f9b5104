/**
 * Confidentiality labels and what people read of them.
 *
 * @module
 */
export { LabelError, type LabelErrorCode } from './errors.ts'
export { labelErrorTexts } from './errors-text.ts'
export {
  type CategoryType,
  formatLabel,
  type Label,
  type LabelCategory,
  parseLabel,
  releasableTo,
} from './label.ts'
export {
  alternativeLabel,
  type MarkingNames,
  receivedMarking,
  type TargetLevel,
} from './received.ts'
export { readXml, type XmlElement, xmlLimits, type XmlParser } from './xml.ts'
