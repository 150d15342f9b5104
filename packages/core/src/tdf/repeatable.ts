/**
 * Sealing that can be done again with the same outcome, so that what was cut off goes on without a copy
 * of the ciphertext being kept.
 *
 * The IV of a segment is a MAC, under a key of its own, of the segment's number and plaintext. The same
 * segment gets the same stored bytes; another plaintext, or the same one elsewhere, gets another IV: a
 * file that changed meanwhile never puts two plaintexts under one key and IV.
 *
 * @module
 */
import { domainTag, hkdfSha256 } from '../crypto/index.ts'
import { type Bytes, concatBytes } from '../lib/index.ts'

import { type ByteSource, readExactly } from './byte-source.ts'
import { inOrder } from './in-order.ts'
import { importPayloadKey, type SealedSegment, sealWith, segmentParts } from './segment-cipher.ts'
import { defaultSegmentSize, planSegments, width } from './segments.ts'

/** Seals segments under one payload key, each time to the same bytes. */
export interface RepeatableCipher {
  /** Seals the segment of number `index`, counted from 0. */
  seal(index: number, plaintext: Bytes): Promise<SealedSegment>
}

/** A repeatable cipher over WebCrypto. */
export async function repeatableCipher(payloadKey: Bytes): Promise<RepeatableCipher> {
  const key = await importPayloadKey(payloadKey)
  const secret = await hkdfSha256(payloadKey, new Uint8Array(), domainTag('segment-iv'), 32)
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const macKey = await crypto.subtle.importKey('raw', secret, algorithm, false, ['sign'])
  return {
    async seal(index, plaintext) {
      const number = new Uint8Array(4)
      new DataView(number.buffer).setUint32(0, index)
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', plaintext))
      const mac = await crypto.subtle.sign('HMAC', macKey, concatBytes(number, digest))
      return sealWith(key, new Uint8Array(mac, 0, segmentParts.iv), plaintext)
    },
  }
}

/** A segment as it is stored, and its number, counted from 0. */
export interface RepeatedSegment extends SealedSegment {
  readonly index: number
}

/**
 * Seals the segments of `source` in order, those before `from` left out. A few are in memory at a time.
 *
 * @throws {TdfError} `tdf/truncated` if the source has become shorter; what reading it throws
 */
export async function* sealAgain(
  source: ByteSource,
  cipher: RepeatableCipher,
  from: number = 0,
): AsyncGenerator<RepeatedSegment, void, undefined> {
  const places = planSegments(source.size, defaultSegmentSize).slice(from)
  yield* inOrder(places, width, async ({ index, size, plainOffset }) => {
    const plaintext = await readExactly(source, plainOffset, size)
    return { index, ...(await cipher.seal(index, plaintext)) }
  })
}
