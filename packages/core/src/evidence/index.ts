/**
 * Evidence for those who trust neither side.
 *
 * @module
 */
export { type Evidence, formatEvidence, type MemberChains, parseEvidence } from './bundle.ts'
export { EvidenceError, type EvidenceErrorCode } from './errors.ts'
export { evidenceErrorTexts } from './errors-text.ts'
export { cosigners, witnessKeys } from './log-keys.ts'
export { type Finding, notProven, verifyEvidence } from './verify.ts'
