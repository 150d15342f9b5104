/**
 * The pact, and every statement that members and their officers make under it.
 *
 * @module
 */
export {
  type Acknowledgement,
  type AcknowledgementContext,
  acknowledgementType,
  parseAcknowledgement,
  requireAcknowledging,
  requirePersonAt,
  suitesFor,
  type VerifiedAcknowledgement,
  verifyAcknowledgement,
} from './acknowledgement.ts'
export {
  type Appointment,
  type AppointmentAct,
  appointmentType,
  type DeviceEnrolment,
  type Enrolment,
  type KasAppointment,
  type LogAppointment,
  type OfficerAppointment,
  type OfficerPasskey,
  type Recovery,
  parseAppointment,
  type PasskeyEnrolment,
  type PersonKey,
  type PersonPasskey,
  type RegistrarAppointment,
  type ServerKeyAppointment,
  type TlsAppointment,
  type Withdrawal,
} from './appointment.ts'
export {
  answersWish,
  type Consent,
  type ConsentedAct,
  consentedActs,
  consentType,
  type ConsentUse,
  type ConsentWish,
  consentWish,
  coversUse,
  isConsentable,
  parseConsent,
  verifyConsent,
} from './consent.ts'
export { type ConsentEntry, type Consents, findConsent } from './consents.ts'
export { type ContractorCondition, contractorConditions } from './contractor.ts'
export { type ChainPlace, emptyChain, extendChain } from './chain.ts'
export {
  type ActingOfficer,
  type ActOf,
  appointed,
  type AppointedKind,
  type Directory,
  type DirectoryEntry,
  emptyDirectory,
  extendDirectory,
  findActingOfficer,
  findActingPerson,
  findOfficer,
} from './directory.ts'
export {
  type DocumentPolicy,
  formatDocumentPolicy,
  namesLabel,
  parseDocumentPolicy,
} from './document-policy.ts'
export { PactError, type PactErrorCode } from './errors.ts'
export { pactErrorTexts } from './errors-text.ts'
export { termOf } from './designation.ts'
export {
  emptyGrants,
  extendGrants,
  type Grant,
  type GrantEntry,
  type ActOfGrant,
  granted,
  type Granted,
  grantedEntries,
  type Grants,
  grantType,
  parseGrant,
} from './grant.ts'
export {
  accreditationsOf,
  administratorsOf,
  casesOf,
  contentsOf,
  designatedDocuments,
  everGrantedOf,
  findingsAt,
  everGrantedTo,
  grantedTo,
  visitsOf,
} from './grant-index.ts'
export type { GrantAct, GrantedKind, NeedToKnowGrant, PersonGrant } from './grant-act.ts'
export { grantsAsOf, standingAsOf } from './as-of.ts'
export {
  findLastPost,
  findPerson,
  findPost,
  isInPost,
  isOverBefore,
  organWhenGiven,
} from './posting.ts'
export { enrolmentDigest } from './recovery.ts'
export { requireSignerAt } from './signer.ts'
export {
  type LabelStatement,
  labelType,
  parseLabelStatement,
  verifyLabelStatement,
} from './label-statement.ts'
export {
  areSources,
  maximumSources,
  type Source,
  type TranslationLanguage,
  unitedSources,
  type Use,
} from './source.ts'
export {
  type Assurance,
  assuredLevels,
  emptyNotices,
  extendNotices,
  type Notice,
  type NoticeAct,
  type NoticeChain,
  noticeType,
  pactState,
  type PactState,
  parseNotice,
} from './notice.ts'
export { issueAppointment, issueGrant, issueNotice } from './issue.ts'
export {
  type Pact,
  type PactDraft,
  pactId,
  pactSigners,
  pactType,
  signPact,
  verifyPact,
  verifyPactDraft,
} from './pact.ts'
export {
  type LabelAge,
  type LocalLabel,
  localLabel,
  markingByPolicy,
  type PinnedPolicies,
  readPolicies,
  requireDominating,
} from './policies.ts'
export { draftTerms, type ProfileKeys } from './profile.ts'
export {
  parseReceipt,
  type Receipt,
  receiptType,
  verifyReceipt,
  verifyServerSignature,
} from './receipt.ts'
export {
  type Approval,
  checkRelease,
  custodians,
  findApprover,
  objectionsTo,
  parseRelease,
  type Release,
  type ReleaseContext,
  releaseType,
  type VerifiedRelease,
  verifyRelease,
} from './release.ts'
export {
  emptyStanding,
  extendStanding,
  extendStandingBy,
  headsOf,
  noticesOf,
  releaseContext,
  requireDirectory,
  requirePact,
  type Standing,
  type StandingChange,
  type StandingKind,
  stateOf,
} from './standing.ts'
export {
  type Authority,
  type Clause,
  type Equivalence,
  findAuthority,
  findClauseOfRule,
  findEquivalent,
  findNoEquivalent,
  findHandling,
  findLevel,
  findMember,
  type Handling,
  type Member,
  parseTerms,
  type Purpose,
  type Regime,
  type RegimeLevel,
  type Terms,
} from './terms.ts'
export {
  type ActSuite,
  type Bilingual,
  type ChainHead,
  type Custody,
  type Heads,
  hybridKey,
  type Instant,
  type LevelKey,
  type Role,
  roles,
  sameLevel,
  within,
} from './vocabulary.ts'
