/**
 * Security policies as data (Open XML SPIF), and what follows from them for a label.
 *
 * @module
 */
export { type AccessDecision, decideAccess } from './access.ts'
export {
  addChoice,
  type LabelChoice,
  labelChoices,
  type TagChoices,
  withoutImpossible,
} from './choices.ts'
export { combineLabels, dominates } from './combine.ts'
export { earliestReview, type LabelFrame, labelOf, obsoleteValues } from './content.ts'
export { displayMarking, type DisplayOptions } from './display.ts'
export { judgeLabel } from './judge.ts'
export { mapFromSource, mapToTarget } from './map.ts'
export {
  resolveClearance,
  type ResolvedClearance,
  type ResolvedLabel,
  resolveLabel,
} from './resolve.ts'
export type { Category, Classification, MarkingPosition, Spif } from './spif.ts'
export { formatSpifData, type SpifData, spifOfData } from './spif-data.ts'
export { parseSpif, spifLimits } from './spif-xml.ts'
export { type LabelFault, labelFaults } from './valid.ts'
