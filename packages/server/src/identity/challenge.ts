/**
 * Challenges for passkeys: made by this server, good for a few minutes, answered once.
 *
 * A challenge carries its own end and tag, so that whoever asks for many fills no table.
 *
 * @module
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

import { concatBytes, fromBase64Url, toBase64Url } from '@entente/core/lib'

/** Seconds in which a challenge has to be answered. */
export const challengeLifetime = 300

const nonceBytes = 16
const endBytes = 8

/** A new challenge, base64url. `nonce` is 16 random bytes. */
export function makeChallenge(key: Uint8Array, nonce: Uint8Array, now: Date): string {
  const end = new Uint8Array(endBytes)
  const seconds = Math.floor(now.getTime() / 1000) + challengeLifetime
  new DataView(end.buffer).setBigUint64(0, BigInt(seconds))
  const said = concatBytes(nonce, end)
  return toBase64Url(concatBytes(said, tagOf(key, said)))
}

/** When a challenge of ours ends; undefined for one that is not ours or has ended. */
export function readChallenge(key: Uint8Array, challenge: string, now: Date): Date | undefined {
  const bytes = bytesOf(challenge)
  const said = bytes.subarray(0, nonceBytes + endBytes)
  const tag = bytes.subarray(nonceBytes + endBytes)
  const wanted = tagOf(key, said)
  if (tag.length !== wanted.length || !timingSafeEqual(tag, wanted)) return undefined
  const seconds = new DataView(said.buffer, said.byteOffset).getBigUint64(nonceBytes)
  const end = new Date(Number(seconds) * 1000)
  return now < end ? end : undefined
}

function tagOf(key: Uint8Array, said: Uint8Array): Uint8Array {
  return new Uint8Array(createHmac('sha256', key).update(said).digest())
}

function bytesOf(text: string): Uint8Array {
  try {
    return fromBase64Url(text)
  } catch {
    return new Uint8Array()
  }
}
