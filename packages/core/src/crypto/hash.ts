/**
 * SHA-256 of small inputs, without awaiting. Payloads are hashed by the host (see tdf).
 *
 * @module
 */
import { sha256 as noble } from '@noble/hashes/sha2.js'

import { type Bytes, concatBytes, toHex, utf8 } from '../lib/index.ts'

declare const brand: unique symbol

/** A SHA-256 digest as 64 lower case hexadecimal digits: how statements and blobs are named. */
export type Hash = string & { readonly [brand]: 'Hash' }

/** SHA-256 over all parts one after another, 32 bytes. */
export function sha256(...parts: readonly Uint8Array[]): Bytes {
  return Uint8Array.from(noble(parts.length === 1 && parts[0] ? parts[0] : concatBytes(...parts)))
}

/** The digest of `bytes` as a name. */
export function hashOf(bytes: Uint8Array): Hash {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the only place a Hash is made
  return toHex(sha256(bytes)) as Hash
}

/** Whether `text` is spelled as a {@link Hash}. */
export function isHash(text: unknown): text is Hash {
  return typeof text === 'string' && /^[0-9a-f]{64}$/.test(text)
}

/**
 * A prefix that keeps one use of a hash or signature apart from every other:
 * `entente/<use>/v1` and a line feed, so that no tag is the beginning of another.
 */
export function domainTag(use: string): Bytes {
  return utf8(`entente/${use}/v1\n`)
}
