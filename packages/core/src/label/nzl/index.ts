/**
 * National markings of New Zealand.
 *
 * @module
 */
export { type NzClassification, nzClassifications, type NzMarking } from './rules.ts'
export { nzMarkingOf, nzRegime } from './label.ts'
export { formatNzMarking, parseNzMarking } from './text.ts'
