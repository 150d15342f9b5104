/**
 * The way of a document, one step a file.
 *
 * @module
 */
export { onAnswered } from './answered.ts'
export { type Approval, approveRelease, hasApproved } from './approve-release.ts'
export { checkRelease } from './check-release.ts'
export { createDraft } from './create-draft.ts'
export { deliverReleased } from './deliver.ts'
export { clearDrafts, discardDraft, type DiscardDeps } from './discard-draft.ts'
export { DeniedError, DocumentError, type DocumentErrorCode } from './errors.ts'
export { documentErrorTexts } from './errors-text.ts'
export { type ExpiryNotice, recordExpiries, recordNotified } from './expiries.ts'
export { requireDocument, requireManifest, requireRelease } from './find.ts'
export { decideOwn } from './own-decision.ts'
export { type PreparedRelease, prepareRelease } from './prepare-release.ts'
export { refuseRelease } from './refuse-release.ts'
export type { ReleaseWish } from './release-form.ts'
export { sourcesOf } from './sources.ts'
export { announceAgain, type AnnounceDeps, sendAgain } from './send-again.ts'
export { writeStatement } from './statements.ts'
export { sealDraft } from './seal-draft.ts'
export { markOverdue } from './overdue.ts'
export {
  acceptReceipt,
  acceptReceiptProof,
  forgetUpgrades,
  issueReceipts,
  upgradeReceipts,
} from './receipts.ts'
export { acceptDelivery, type Delivery } from './receive-delivery.ts'
