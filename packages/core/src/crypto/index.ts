/**
 * Hashes, keys, signatures and key wrapping, over WebCrypto.
 *
 * @module
 */
export { domainTag, type Hash, hashOf, isHash, sha256 } from './hash.ts'
