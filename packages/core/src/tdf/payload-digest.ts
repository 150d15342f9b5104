/**
 * What names a payload for good: its digest, and a commitment to its key. Together they fix the
 * plaintext without saying anything about it (`spec/container.md` §5).
 *
 * GMAC segment hashes cannot do this: whoever knows the key can make another payload with the same
 * tags.
 *
 * @module
 */
import { domainTag, type Hash, hashOf, hkdfSha256 } from '../crypto/index.ts'
import { type Bytes, toHex } from '../lib/index.ts'

import { joinBytes } from './join-bytes.ts'

/**
 * The digest of a payload: SHA-256(tag ‖ number of segments as uint32, big endian ‖ the SHA-256 of
 * each segment as stored).
 */
export function payloadDigest(segmentDigests: readonly Uint8Array[]): Hash {
  if (segmentDigests.some(({ length }) => length !== 32))
    throw new RangeError('not SHA-256 digests')
  const count = new Uint8Array(4)
  new DataView(count.buffer).setUint32(0, segmentDigests.length)
  return hashOf(joinBytes([domainTag('payload'), count, ...segmentDigests]))
}

/** Binds whoever publishes it to one payload key, and does not give the key away. */
export async function keyCommitment(payloadKey: Bytes): Promise<Hash> {
  const derived = await hkdfSha256(payloadKey, new Uint8Array(), domainTag('key-commitment'), 32)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- 32 bytes in the spelling of a Hash
  return toHex(derived) as Hash
}
