/**
 * Payload key, shares and policy bindings.
 *
 * The payload key is the XOR of one 32-byte share per distinct `sid`; entries with one `sid` wrap
 * the same share for different services. So one service may open alone (`recipient`, `originator`),
 * or two must agree (`joint`).
 *
 * @module
 */
import { hmacSha256, wrapKey, type WrapSuite } from '../crypto/index.ts'
import { type Bytes, equalBytes, fromBase64, toBase64, toHex, utf8 } from '../lib/index.ts'

import { TdfError } from './errors.ts'
import type { KeyAccess } from './manifest.ts'
import { platformRandom, type RandomBytes } from './segment-cipher.ts'

/** Bytes of a payload key and of each share. */
export const keySize = 32

/** A service that gets a share. */
export interface KeyRecipient {
  readonly suite: WrapSuite
  /** PEM, SPKI. */
  readonly publicKey: string
  readonly url: string
  readonly kid: string
  /** Which share; the same for services that can stand in for one another. Default: the only one. */
  readonly sid?: string
}

/** Finds the share of a key access object. */
export interface KeySource {
  /** Resolves to `undefined` if the share cannot be had here: not our key, not our service. */
  share(access: KeyAccess, policy: string): Promise<Bytes | undefined>
}

/** A new payload key. */
export function generatePayloadKey(random: RandomBytes = platformRandom): Bytes {
  return random(keySize)
}

/** Splits a payload key among recipients, wraps each share and binds the policy to it. */
export async function grantKey(
  payloadKey: Bytes,
  policy: string,
  recipients: readonly KeyRecipient[],
  random: RandomBytes = platformRandom,
): Promise<readonly KeyAccess[]> {
  const sids = [...new Set(recipients.map(({ sid }) => sid ?? ''))]
  const shares = splitKey(payloadKey, sids.length, random)
  return Promise.all(
    recipients.map(async ({ suite, publicKey, url, kid, sid = '' }) => {
      const share = shares[sids.indexOf(sid)]
      if (!share) throw new RangeError('no share for a recipient')
      const wrapped = await wrapKey(suite, publicKey, share)
      return { ...wrapped, url, kid, sid, policyBinding: await bindPolicy(share, policy) }
    }),
  )
}

/**
 * Puts the payload key together. Every share found is checked against the policy bindings of all
 * entries with its `sid`, so that an altered alternative does not go unseen.
 *
 * @throws {TdfError} `tdf/no-key` if a share cannot be had; `tdf/policy-binding`
 */
export async function resolveKey(
  keyAccess: readonly KeyAccess[],
  policy: string,
  source: KeySource,
): Promise<Bytes> {
  const shares = await Promise.all(
    [...Map.groupBy(keyAccess, ({ sid }) => sid)].map(async ([sid, alternatives]) => {
      const share = await firstShare(alternatives, policy, source)
      if (!share) throw new TdfError('tdf/no-key', `no key opens share \`${sid}\``)
      for (const access of alternatives) await verifyPolicyBinding(share, policy, access)
      return share
    }),
  )
  if (shares.length === 0)
    throw new TdfError('tdf/no-key', 'the container grants its key to nobody')
  return xor(shares)
}

/** The MAC of a policy under a share, over the base64 text, as base64 of hexadecimal in all versions. */
export async function bindPolicy(share: Bytes, policy: string): Promise<string> {
  return toBase64(utf8(toHex(await hmacSha256(share, utf8(policy)))))
}

/**
 * Checks that a share was made for this policy.
 *
 * @throws {TdfError} `tdf/policy-binding`
 */
export async function verifyPolicyBinding(
  share: Bytes,
  policy: string,
  { policyBinding }: Pick<KeyAccess, 'policyBinding'>,
): Promise<void> {
  const mac = await hmacSha256(share, utf8(policy))
  const stated = decodeBinding(policyBinding)
  if (!equalBytes(stated, mac) && !equalBytes(stated, utf8(toHex(mac)))) {
    throw new TdfError('tdf/policy-binding', 'the key was not granted under this policy')
  }
}

function decodeBinding(text: string): Bytes {
  try {
    return fromBase64(text)
  } catch (cause) {
    throw new TdfError('tdf/policy-binding', 'the policy binding is not base64', { cause })
  }
}

async function firstShare(
  alternatives: readonly KeyAccess[],
  policy: string,
  source: KeySource,
): Promise<Bytes | undefined> {
  for (const access of alternatives) {
    const share = await source.share(access, policy)
    if (share && share.length !== keySize) {
      throw new TdfError('tdf/no-key', `a share of ${share.length} bytes`)
    }
    if (share) return share
  }
  return undefined
}

/** All but the last are random, so that any number of them short of all says nothing. */
function splitKey(payloadKey: Bytes, count: number, random: RandomBytes): readonly Bytes[] {
  const shares = Array.from({ length: count - 1 }, () => random(keySize))
  return [...shares, xor([payloadKey, ...shares])]
}

function xor(parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(keySize)
  for (const part of parts)
    for (const [at, byte] of part.entries()) whole[at] = (whole[at] ?? 0) ^ byte
  return whole
}
