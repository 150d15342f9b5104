/**
 * The Key Access Service: it believes only what it has verified itself.
 *
 * @module
 */
export { findKnownPolicy, findRelease } from './book.ts'
export { KasError, type KasErrorCode } from './errors.ts'
export { kasErrorTexts } from './errors-text.ts'
export { currentKey, holdsKey, type KasKey } from './keys.ts'
export { rebind, type Rebinding } from './rebind.ts'
export { parseKeyRequest } from './request.ts'
export {
  type KasDeps,
  type KnownPolicy,
  type Reader,
  type RelayedAsk,
  type RelayedShare,
  rewrap,
} from './rewrap.ts'
export { type AuthenticatedReader, kasService, type KasServiceDeps } from './service.ts'
export { type AskedShare, grantShare, type WrappedShare } from './share.ts'
