/**
 * Wrapping of key shares for a Key Access Service, and for the session key of who asked it.
 *
 * `rsa:*` and `ec:secp256r1` are there for stock clients; between members it is `hpqt:xwing`.
 *
 * @module
 */
import { type Bytes, fromBase64, toBase64 } from '../lib/index.ts'

import { CryptoError } from './errors.ts'
import { hashOf } from './hash.ts'
import { type KeyForm, parsePrivateKey, parsePublicKey } from './key-form.ts'
import { ecSuite } from './wrap-ec.ts'
import { rsaSuite } from './wrap-rsa.ts'
import { type KeyPair, orRefuse, type Suite, type WrapSuite } from './wrap-suite.ts'
import { xwingSuite } from './wrap-xwing.ts'

/** A wrapped share as a key access object carries it. */
export interface WrappedKey {
  /** The key access type of the format: `wrapped`, `ec-wrapped`, `hybrid-wrapped`. */
  readonly type: string
  /** Base64. */
  readonly wrappedKey: string
  /** PEM, of `ec-wrapped` only. */
  readonly ephemeralPublicKey?: string
}

/** Wraps shares to one client, as a single answer carries them. */
export interface Session {
  /** PEM, for an EC client: belongs to every share of the session, and to no other. */
  readonly sessionPublicKey: string | undefined
  readonly wrap: (share: Uint8Array) => Promise<Bytes>
}

/** The table; a key finds its row by its form. */
export const wrapSuites: Readonly<Record<WrapSuite, Suite>> = {
  'hpqt:xwing': xwingSuite,
  'ec:secp256r1': ecSuite,
  'rsa:2048': rsaSuite(2048),
  'rsa:4096': rsaSuite(4096),
}

/** Bytes of every share: it is an AES-256 key, or XORs with others to one. */
const shareSize = 32

/**
 * The suite a public key belongs to. Says nothing yet about whether the key is sound: wrapping does.
 *
 * @throws {CryptoError} `crypto/unsupported`, `crypto/bad-key`
 */
export function suiteOfPublicKey(publicKeyPem: string): WrapSuite {
  return suiteOfPublic(parsePublicKey(publicKeyPem)).name
}

/**
 * The suite a private key belongs to.
 *
 * @throws {CryptoError} `crypto/unsupported`, `crypto/bad-key`
 */
export function suiteOfPrivateKey(privateKeyPem: string): WrapSuite {
  return suiteOfPrivate(parsePrivateKey(privateKeyPem)).name
}

/**
 * A short name for a public key, for `kid`: the beginning of its digest. Names, and proves nothing.
 *
 * @throws {CryptoError} `crypto/bad-key`
 */
export function kidOf(publicKeyPem: string): string {
  return hashOf(parsePublicKey(publicKeyPem).der).slice(0, 16)
}

/** Makes a key pair of the suite. */
export function generateKasKey(suite: WrapSuite): Promise<KeyPair> {
  return wrapSuites[suite].generate()
}

/**
 * Wraps a share of 32 bytes to a public key, which must be one of `suite`.
 *
 * @throws {CryptoError} `crypto/bad-key`
 */
export async function wrapKey(
  suite: WrapSuite,
  publicKeyPem: string,
  share: Uint8Array,
): Promise<WrappedKey> {
  const row = wrapSuites[suite]
  const key = parsePublicKey(publicKeyPem)
  if (!row.ownsPublicKey(key)) throw new CryptoError('crypto/bad-key', `not a key of \`${suite}\``)
  const { ephemeralPublicKey, wrap } = await row.wrapper(key)
  const wrappedKey = toBase64(await wrap(checkedShare(share)))
  return { type: row.type, wrappedKey, ...(ephemeralPublicKey && { ephemeralPublicKey }) }
}

/**
 * Unwraps a share. All that the object says may be an attacker's; that it opens shows only that
 * somebody knew the public key, so check the policy binding next.
 *
 * @throws {CryptoError} `crypto/bad-ciphertext` if it was not wrapped to this key, `crypto/bad-key`,
 *   `crypto/unsupported` for a type that no suite has
 */
export async function unwrapKey(
  privateKeyPem: string,
  { type, wrappedKey, ephemeralPublicKey }: WrappedKey,
): Promise<Bytes> {
  if (Object.values(wrapSuites).every((row) => row.type !== type)) {
    throw new CryptoError('crypto/unsupported', `key access type \`${type}\``)
  }
  const key = parsePrivateKey(privateKeyPem)
  const row = suiteOfPrivate(key)
  if (row.type !== type) {
    throw new CryptoError(
      'crypto/bad-ciphertext',
      `\`${type}\` is not for a key of \`${row.name}\``,
    )
  }
  const wrapped = await orRefuse('crypto/bad-ciphertext', async () => fromBase64(wrappedKey))
  return openedShare(await row.unwrap(key, wrapped, ephemeralPublicKey))
}

/**
 * Begins an answer to a client that sent its session key with the request.
 *
 * @throws {CryptoError} `crypto/bad-key`, `crypto/unsupported`
 */
export async function startSession(clientPublicKeyPem: string): Promise<Session> {
  const key = parsePublicKey(clientPublicKeyPem)
  const { ephemeralPublicKey, wrap } = await suiteOfPublic(key).wrapper(key)
  return {
    sessionPublicKey: ephemeralPublicKey,
    wrap: async (share) => wrap(checkedShare(share)),
  }
}

/**
 * Answers with a single share. For several in one answer, which has room for one session key only,
 * use {@link startSession}.
 *
 * @throws {CryptoError} `crypto/bad-key`, `crypto/unsupported`
 */
export async function wrapForSession(
  clientPublicKeyPem: string,
  share: Uint8Array,
): Promise<{ readonly kasWrappedKey: Bytes; readonly sessionPublicKey: string | undefined }> {
  const { wrap, sessionPublicKey } = await startSession(clientPublicKeyPem)
  return { kasWrappedKey: await wrap(share), sessionPublicKey }
}

/**
 * The share of an answer, by the private half of the session key.
 *
 * @throws {CryptoError} `crypto/bad-ciphertext`, `crypto/bad-key`
 */
export async function unwrapFromSession(
  privateKeyPem: string,
  kasWrappedKey: Uint8Array,
  sessionPublicKey: string | undefined,
): Promise<Bytes> {
  const key = parsePrivateKey(privateKeyPem)
  const wrapped = new Uint8Array(kasWrappedKey)
  return openedShare(await suiteOfPrivate(key).unwrap(key, wrapped, sessionPublicKey))
}

function suiteOfPublic(key: KeyForm): Suite {
  return oneSuite(Object.values(wrapSuites).find((row) => row.ownsPublicKey(key)))
}

function suiteOfPrivate(key: KeyForm): Suite {
  return oneSuite(Object.values(wrapSuites).find((row) => row.ownsPrivateKey(key)))
}

function oneSuite(row: Suite | undefined): Suite {
  if (!row) throw new CryptoError('crypto/unsupported', 'no wrapping suite has such keys')
  return row
}

function checkedShare(share: Uint8Array): Uint8Array {
  if (share.length !== shareSize) throw new RangeError(`a share of ${share.length} bytes`)
  return share
}

function openedShare(share: Bytes): Bytes {
  if (share.length !== shareSize) {
    throw new CryptoError('crypto/bad-ciphertext', `a share of ${share.length} bytes`)
  }
  return share
}
