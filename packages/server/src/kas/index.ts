/**
 * The Key Access Service: it believes only what it has verified itself.
 *
 * @module
 */
export { findRelease, pactOf, readPolicy, verifyPolicy } from './book.ts'
export { KasError, type KasErrorCode, LinkError } from './errors.ts'
export { kasErrorTexts } from './errors-text.ts'
export { type HostDeps, kasHost, recordEvents } from './host.ts'
export { createKas, type ServiceDeps } from './kas.ts'
export { type KasKey } from './keys.ts'
export type { Kas, KasHost, KeyAsk, PolicyEntry, ProvenPlace, RecordProof } from './port.ts'
export { findEnrolment, rewrapPath } from './reader.ts'
export { type Rebinding } from './rebind.ts'
export {
  decisionId,
  type Decisions,
  type KasDeps,
  type KnownPolicy,
  type RecordedAt,
  type ShareAsk,
} from './rewrap.ts'
export { bodyOfRequest, credentialsOf, kasService } from './service.ts'
