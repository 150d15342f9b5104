/**
 * The service's own keys, and shares unwrapped with them.
 *
 * @module
 */
import { unwrapKey, type WrapSuite, wrapSuites } from '@entente/core/crypto'
import type { Bytes } from '@entente/core/lib'
import { type KeyAccess, verifyPolicyBinding } from '@entente/core/tdf'

import { KasError } from './errors.ts'

/** One key pair of the service. Retired keys still open what was wrapped to them. */
export interface KasKey {
  readonly kid: string
  /** Wrapping suite by its OpenTDF name. */
  readonly suite: string
  readonly publicKeyPem: string
  readonly privateKeyPem: string
  readonly state: 'current' | 'retired'
}

/** Whether the service holds the key that `access` is wrapped to. */
export function holdsKey(keys: readonly KasKey[], { kid }: KeyAccess): boolean {
  return keys.some((key) => key.kid === kid)
}

/**
 * The key that new shares are wrapped to, of the first suite in `suites` that there is one for.
 *
 * @throws {KasError} `kas/unknown-key`
 */
export function currentKey(keys: readonly KasKey[], suites: readonly string[]): KasKey {
  const current = keys.filter(({ state }) => state === 'current')
  const key = suites.map((suite) => current.find((one) => one.suite === suite)).find(Boolean)
  if (!key) throw new KasError('kas/unknown-key', 'no current key of an allowed suite')
  return key
}

/**
 * Unwraps a share and checks that it was granted under this policy.
 *
 * @throws {KasError} `kas/unknown-key`; {CryptoError} or {TdfError} if the object was altered
 */
export async function unwrapShare(
  keys: readonly KasKey[],
  access: KeyAccess,
  policy: string,
): Promise<Bytes> {
  const key = keys.find(({ kid }) => kid === access.kid)
  if (!key)
    throw new KasError('kas/unknown-key', 'the object is wrapped to a key of another service')
  const share = await unwrapKey(key.privateKeyPem, access)
  await verifyPolicyBinding(share, policy, access)
  return share
}

/** Whether a suite of that name is known here. */
export function isSuite(name: string): name is WrapSuite {
  return Object.hasOwn(wrapSuites, name)
}
