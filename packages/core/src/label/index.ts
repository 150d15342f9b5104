/**
 * Confidentiality labels, and what people read of them.
 *
 * @module
 */
export { alternativeLabel, type EquivalentLevel } from './alternative.ts'
export {
  type Binding,
  type BindingContent,
  bindingNamespace,
  type BindingSigner,
  type BindingTrust,
  formatBinding,
  importBindingSigner,
  parseBinding,
  requireDataSigned,
  type TrustedKey,
  type VerifiedBinding,
  verifyBinding,
} from './binding/index.ts'
export { type Clearance, clearanceNamespace, parseClearance } from './clearance.ts'
export {
  highestLevel,
  isReadable,
  isReleasableTo,
  levelsUpTo,
  type OrderedRegime,
} from './dominance.ts'
export { LabelError, type LabelErrorCode } from './errors.ts'
export { labelErrorTexts } from './errors-text.ts'
export { type Instant, parseInstant } from './instant.ts'
export {
  type CategoryType,
  type Label,
  type LabelCategory,
  type LabelContent,
  type LabelKind,
  levelOf,
  type OriginatorIdType,
  releasableTag,
  releasableTo,
  type Succession,
} from './label.ts'
export {
  formatLabelJson,
  isSameLabel,
  parseBothForms,
  parseWrittenForms,
  parseLabelJson,
} from './label-json.ts'
export { formatLabel, labelNamespace, parseLabel } from './label-xml.ts'
export { formatLevel, type LevelKey, parseLevel } from './level-key.ts'
export {
  isNz,
  markingOf,
  ownMarking,
  type ReceivedMarking,
  receivedMarking,
  translationStatement,
} from './marking.ts'
export {
  dayInTokyo,
  type Designation,
  designationMarking,
  type DesignationTerm,
  effectsOfExpiry,
  type ExpiryEffect,
  type ExpiryHolder,
  formatEra,
  isExpired,
  type LawArticle,
  requireDesignation,
  requireTerm,
} from './jpn/index.ts'
export {
  formatNzMarking,
  highestNzParagraph,
  markNzParagraph,
  type NzClassification,
  type NzClassificationRule,
  nzClassifications,
  type NzMarking,
  nzMarkingOf,
  nzRegime,
  parseNzMarking,
  parseNzParagraph,
} from './nzl/index.ts'
export {
  type AccessDecision,
  addChoice,
  type Category,
  type Classification,
  combineLabels,
  decideAccess,
  displayMarking,
  type DisplayOptions,
  dominates,
  earliestReview,
  formatSpifData,
  judgeLabel,
  type LabelChoice,
  labelChoices,
  type LabelFault,
  labelFaults,
  type LabelFrame,
  labelOf,
  mapFromSource,
  mapToTarget,
  type MarkingPosition,
  obsoleteValues,
  parseSpif,
  resolveClearance,
  type ResolvedClearance,
  type ResolvedLabel,
  resolveLabel,
  type Spif,
  type SpifData,
  spifLimits,
  spifOfData,
  type TagChoices,
  withoutImpossible,
} from './spif/index.ts'
export {
  type KnownPolicies,
  type LabelFinding,
  readTolerantly,
  type ToleratedLabel,
} from './tolerance.ts'
export {
  type CanonicalMethod,
  type CanonicalRequest,
  labelLimits,
  readXml,
  type XmlCanonicalizer,
  type XmlElement,
  type XmlLimits,
  type XmlParser,
} from './xml.ts'
