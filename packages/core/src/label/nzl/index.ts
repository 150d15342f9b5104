/**
 * National markings of New Zealand.
 *
 * @module
 */
export { highestNzParagraph, markNzParagraph, parseNzParagraph } from './paragraph.ts'
export {
  type NzClassification,
  type NzClassificationRule,
  nzClassifications,
  type NzMarking,
} from './rules.ts'
export { nzMarkingOf, nzRegime } from './label.ts'
export { formatNzMarking, parseNzMarking } from './text.ts'
