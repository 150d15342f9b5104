/**
 * A typed client of a member's HTTP API.
 *
 * @module
 */
export { sealingErrorTexts, sessionErrorTexts } from './errors-text.ts'
export {
  awaitSignIn,
  createProof,
  type Credential,
  type DeviceKey,
  type DeviceSignIn,
  deviceThumbprint,
  dpopFetch,
  exchange,
  refreshSignIn,
  type Session,
  type SessionPorts,
  type SignInTokens,
  startDeviceSignIn,
} from './session.ts'
export { SessionError, type SessionErrorCode } from './session-errors.ts'
export {
  acknowledgeDocument,
  type AcknowledgementState,
  handInAcknowledgement,
  showAcknowledgement,
  type ShownAcknowledgement,
} from './acknowledgement.ts'
export {
  type ApprovalState,
  approveRelease,
  type CheckedRelease,
  checkShown,
  handInAct,
  type ShownRelease,
  showRelease,
} from './approval.ts'
export {
  type DraftSource,
  type GivenLabel,
  type LabelReader,
  type OpenedDraft,
  type OpeningPorts,
  readGivenLabel,
  recomputeRelease,
  sealDraft,
  type SealedDraft,
  type Watch,
} from './sealing.ts'
export { SealingError, type SealingErrorCode } from './sealing-errors.ts'
export {
  call,
  callVersioned,
  type Client,
  expectForm,
  fetchBytes,
  listItems,
  type OwnMember,
  type Versioned,
} from './client.ts'
export { ApiError } from './client-errors.ts'
export {
  listDocuments,
  type MemberInfo,
  openDocument,
  type OpenedDocument,
  prepareRelease,
  readLine,
  readMember,
  type RegisterEntry,
  type ReleaseWish,
} from './documents.ts'
export { readSources } from './sources.ts'
export { createDraft, type NewDraft, resumeDraft, sendDraft, type SendingPorts } from './drafts.ts'
export { type AskedKeys, requestKeys, signKeyRequest } from './keys.ts'
export { findOwnKas, readDirectory, readPacts } from './directories.ts'
export { handInStatement, readStatements } from './statements.ts'
export { exportContainer } from './export.ts'
