/**
 * What a suite for wrapping key shares is, and what all of them have in common.
 *
 * @module
 */
import { type Bytes, concatBytes, utf8 } from '../lib/index.ts'

import { CryptoError, type CryptoErrorCode } from './errors.ts'
import { sha256 } from './hash.ts'
import { formatPem } from './pem.ts'
import type { KeyForm } from './key-form.ts'
import { random } from './random.ts'
import { aesGcmOpen, aesGcmSeal, gcm, hkdfSha256 } from './symmetric.ts'

/** Names of the suites, as OpenTDF names them. */
export type WrapSuite = 'ec:secp256r1' | 'hpqt:xwing' | 'rsa:2048' | 'rsa:4096'

/** A key pair, PEM. */
export interface KeyPair {
  readonly publicKeyPem: string
  readonly privateKeyPem: string
}

/** Wraps shares to one public key. */
export interface ShareWrapper {
  /** PEM; goes beside every share that this wrapper wraps. */
  readonly ephemeralPublicKey?: string
  readonly wrap: (share: Uint8Array) => Promise<Bytes>
}

/** One row of the table of suites. */
export interface Suite {
  readonly name: WrapSuite
  /** The type of a key access object whose share is wrapped by this suite. */
  readonly type: 'ec-wrapped' | 'hybrid-wrapped' | 'wrapped'
  readonly ownsPublicKey: (key: KeyForm) => boolean
  readonly ownsPrivateKey: (key: KeyForm) => boolean
  readonly generate: () => Promise<KeyPair>
  /** Throws `crypto/bad-key` for a key it owns by form but that is none, as a point off the curve. */
  readonly wrapper: (publicKey: KeyForm) => Promise<ShareWrapper>
  /** Throws `crypto/bad-key` for the private key, `crypto/bad-ciphertext` for all else. */
  readonly unwrap: (
    privateKey: KeyForm,
    wrapped: Bytes,
    ephemeralPublicKey: string | undefined,
  ) => Promise<Bytes>
}

/** Salt of every HKDF in the format: SHA-256 of "TDF"; the info is empty. */
const salt = sha256(utf8('TDF'))

/** Seals a share under an agreed secret: nonce(12) ‖ ciphertext ‖ tag(16). */
export async function sealShare(secret: Bytes, share: Uint8Array): Promise<Bytes> {
  const nonce = random(gcm.nonce)
  return concatBytes(nonce, await aesGcmSeal(await shareKey(secret), nonce, share))
}

/**
 * Opens what {@link sealShare} made.
 *
 * @throws {CryptoError} `crypto/bad-ciphertext`
 */
export async function openShare(secret: Bytes, sealed: Bytes): Promise<Bytes> {
  if (sealed.length < gcm.nonce + gcm.tag) {
    throw new CryptoError('crypto/bad-ciphertext', 'a wrapped share too short to be one')
  }
  const [nonce, rest] = [sealed.subarray(0, gcm.nonce), sealed.subarray(gcm.nonce)]
  return aesGcmOpen(await shareKey(secret), nonce, rest)
}

/** A key pair in WebCrypto's hands. */
export interface LiveKeyPair {
  readonly publicKey: CryptoKey
  readonly privateKey: CryptoKey
}

/** Writes a fresh key pair as PEM. */
export async function exportKeyPair({ publicKey, privateKey }: LiveKeyPair): Promise<KeyPair> {
  const spki = await crypto.subtle.exportKey('spki', publicKey)
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', privateKey)
  return {
    publicKeyPem: formatPem('PUBLIC KEY', new Uint8Array(spki)),
    privateKeyPem: formatPem('PRIVATE KEY', new Uint8Array(pkcs8)),
  }
}

/** Turns whatever WebCrypto throws at a key or a ciphertext into one of our errors. */
export async function orRefuse<T>(code: CryptoErrorCode, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (cause) {
    throw new CryptoError(code, 'the key, or what it was to open, is not valid', { cause })
  }
}

function shareKey(secret: Bytes): Promise<Bytes> {
  return hkdfSha256(secret, salt, new Uint8Array(), 32)
}
