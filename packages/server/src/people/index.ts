/**
 * Who may read what and where, now and on another day: for officers who have to answer for it.
 *
 * @module
 */
export { type AccessDeps, type AccessPlace, type ReadableDocument, readablePage } from './access.ts'
export { expiriesBetween, expiringKinds, expiryKey } from './expiries.ts'
export { standingIfMoved } from './move.ts'
export {
  type AuthorisedIndividual,
  facilityRegister,
  type FacilityState,
  facilityStates,
  findPersonState,
  type PersonState,
  type PersonSummary,
  personSummaries,
} from './registers.ts'
export {
  askedConsents,
  awaitedApprovals,
  endingClearances,
  openAcknowledgements,
  openExpiryNotices,
  overdueReceipts,
  refusedReleases,
  type Task,
  type TaskDeps,
  unsentDrafts,
} from './tasks.ts'
