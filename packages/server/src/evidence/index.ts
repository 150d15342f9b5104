/**
 * Evidence that leaves the member, for those who trust neither side.
 *
 * @module
 */
export { collectEvidence, type EvidenceDeps } from './collect.ts'
