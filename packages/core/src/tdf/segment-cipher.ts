/**
 * Sealing and opening of single segments: IV(12) ‖ ciphertext ‖ tag(16), AES-256-GCM, no additional
 * data. A port, because the host has faster ways for whole files than WebCrypto.
 *
 * @module
 */
import { type Bytes, concatBytes } from '../lib/index.ts'

import { TdfError } from './errors.ts'

/** A segment as stored, and the SHA-256 of those bytes. */
export interface SealedSegment {
  readonly stored: Bytes
  readonly digest: Bytes
}

/** A segment whose tag held. */
export interface OpenedSegment {
  readonly plaintext: Bytes
  readonly digest: Bytes
}

/** Works under one payload key. */
export interface SegmentCipher {
  seal(plaintext: Bytes): Promise<SealedSegment>
  /** Rejects with {@link TdfError} `tdf/segment` if the tag does not hold. */
  open(stored: Bytes): Promise<OpenedSegment>
}

/** Bytes of the parts of a stored segment around its ciphertext. */
export const segmentParts = { iv: 12, tag: 16 } as const

/** Fills `length` bytes with randomness that is fit for keys. */
export type RandomBytes = (length: number) => Bytes

/** Randomness of the platform. */
export const platformRandom: RandomBytes = (length) =>
  crypto.getRandomValues(new Uint8Array(length))

/** A cipher over WebCrypto. */
export async function webSegmentCipher(
  payloadKey: Bytes,
  random: RandomBytes = platformRandom,
): Promise<SegmentCipher> {
  const key = await importPayloadKey(payloadKey)
  return {
    // A fresh random IV each: 2^32 segments under one key before the bound of SP 800-38D §8.3.
    seal: (plaintext) => sealWith(key, random(segmentParts.iv), plaintext),
    open: async (stored) => {
      const digest = digestSegment(stored)
      try {
        const iv = stored.subarray(0, segmentParts.iv)
        const sealed = stored.subarray(segmentParts.iv)
        const plaintext = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed)
        return { plaintext: new Uint8Array(plaintext), digest: await digest }
      } catch (cause) {
        throw new TdfError('tdf/segment', 'a segment does not open', { cause })
      }
    },
  }
}

/** The payload key for {@link sealWith}. */
export function importPayloadKey(payloadKey: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', payloadKey, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

/** Seals a segment. An IV must never stand beside two plaintexts under one key. */
export async function sealWith(
  key: CryptoKey,
  iv: Bytes,
  plaintext: Bytes,
): Promise<SealedSegment> {
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plaintext)
  const stored = concatBytes(iv, new Uint8Array(sealed))
  return { stored, digest: await digestSegment(stored) }
}

/** The SHA-256 of a segment as stored. */
export async function digestSegment(stored: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', stored))
}

/** The tag of a segment as stored: its GMAC hash. */
export function segmentTag(stored: Bytes): Bytes {
  return stored.subarray(Math.max(0, stored.length - segmentParts.tag))
}
