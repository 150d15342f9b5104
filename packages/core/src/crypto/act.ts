/**
 * Acts: what a person or a server leaves under a statement. Their form; {@link verifyAct} proves them.
 *
 * @module
 */
import { fromBase64Url } from '../lib/index.ts'

import { type Hash, isHash } from './hash.ts'
import { type Algorithm, algorithms } from './keys.ts'
import { SignatureError } from './signature-errors.ts'

/** One signer's yes: both signatures, base64url. */
export interface HybridAct {
  readonly suite: 'jws-hybrid'
  readonly key: Hash
  readonly signature: { readonly ed25519: string; readonly mldsa65: string }
}

/** A person's yes by a passkey: what the authenticator has signed, and its signature, base64url. */
export interface WebauthnAct {
  readonly suite: 'webauthn'
  readonly key: Hash
  readonly signature: {
    readonly authenticatorData: string
    readonly clientDataJSON: string
    /** ECDSA in DER; of the two spellings that s has, the lower. */
    readonly signature: string
  }
}

/** One signer's yes, by one of the suites. */
export type Act = HybridAct | WebauthnAct

/** Authenticator data without attested credential and extensions (WebAuthn Level 3 §6.1). */
const authenticatorDataBytes = 37
/** Ten times what browsers write. */
const maxClientDataBytes = 2048
/** A sequence of two integers of 32 bytes, each with a leading zero. */
const maxDerBytes = 72

/**
 * Reads the form of an act.
 *
 * @throws {SignatureError} `signature/malformed`; {FormatError} `format/bad-base64`
 */
export function parseAct(value: unknown): Act {
  const { suite, key, signature } = exactly(value, ['key', 'signature', 'suite'])
  if (!isHash(key)) throw malformed('an act names no key')
  if (suite === 'jws-hybrid') return { suite, key, signature: parseHybrid(signature) }
  if (suite === 'webauthn') return { suite, key, signature: parseWebauthn(signature) }
  throw malformed('unknown suite of an act')
}

/** The members of an object that has exactly these. */
export function exactly(
  value: unknown,
  names: readonly string[],
): { readonly [name: string]: unknown } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw malformed('not an object')
  }
  if (Object.keys(value).toSorted().join() !== names.join()) {
    throw malformed(`members are not exactly ${names.join(', ')}`)
  }
  return Object.fromEntries(Object.entries(value))
}

/** The refusal of what has not the form of a statement or an act. */
export function malformed(reason: string): SignatureError {
  return new SignatureError('signature/malformed', reason)
}

function parseHybrid(value: unknown): HybridAct['signature'] {
  const { ed25519, mldsa65 } = exactly(value, ['ed25519', 'mldsa65'])
  return {
    ed25519: signatureText(ed25519, algorithms[0]),
    mldsa65: signatureText(mldsa65, algorithms[1]),
  }
}

function signatureText(value: unknown, { alg, signatureBytes }: Algorithm): string {
  return bytesText(value, `${alg} signature`, signatureBytes, signatureBytes)
}

function parseWebauthn(value: unknown): WebauthnAct['signature'] {
  const names = ['authenticatorData', 'clientDataJSON', 'signature']
  const { authenticatorData, clientDataJSON, signature } = exactly(value, names)
  const length = authenticatorDataBytes
  return {
    authenticatorData: bytesText(authenticatorData, 'authenticator data', length, length),
    clientDataJSON: bytesText(clientDataJSON, 'client data', 1, maxClientDataBytes),
    signature: bytesText(signature, 'ES256 signature', 8, maxDerBytes),
  }
}

function bytesText(value: unknown, what: string, least: number, most: number): string {
  if (typeof value !== 'string') throw malformed(`no ${what}`)
  // No more is decoded than could be right.
  const { length } = value.length > 2 * most + 4 ? { length: Infinity } : fromBase64Url(value)
  if (length < least || length > most) throw malformed(`${what} of wrong length`)
  return value
}
