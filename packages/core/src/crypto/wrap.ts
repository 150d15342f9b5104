/**
 * Wrapping of key shares for a Key Access Service: one row a suite, named as OpenTDF names it.
 *
 * `rsa:*` and `ec:secp256r1` are there for stock clients; between members it is `hpqt:xwing`.
 *
 * @module
 */
import { KEM_MLKEM768_X25519 } from 'hpke'

import {
  type Bytes,
  concatBytes,
  equalBytes,
  fromBase64,
  fromHex,
  toBase64,
  utf8,
} from '../lib/index.ts'

import { CryptoError } from './errors.ts'
import { hashOf, sha256 } from './hash.ts'
import { derContents, derElement, formatPem, parsePem } from './pem.ts'
import { aesGcmOpen, aesGcmSeal, gcm, hkdfSha256 } from './symmetric.ts'

/** Names of the suites. */
export type WrapSuite = 'ec:secp256r1' | 'hpqt:xwing' | 'rsa:2048' | 'rsa:4096'

/** A wrapped share as a key access object carries it. */
export interface WrappedKey {
  /** The key access type of the format: `wrapped`, `ec-wrapped`, `hybrid-wrapped`. */
  readonly type: string
  /** Base64. */
  readonly wrappedKey: string
  /** PEM, of `ec-wrapped` only. */
  readonly ephemeralPublicKey?: string
}

/** What a suite knows how to do. Keys are DER: SPKI and PKCS #8. */
interface Suite {
  readonly type: 'ec-wrapped' | 'hybrid-wrapped' | 'wrapped'
  /** Whether a public key is one of this suite. */
  readonly owns: (spki: Bytes) => boolean
  readonly generate: () => Promise<{ readonly spki: Bytes; readonly pkcs8: Bytes }>
  readonly wrap: (spki: Bytes, share: Uint8Array) => Promise<WrappedKey>
  readonly unwrap: (pkcs8: Bytes, wrapped: WrappedKey) => Promise<Bytes>
}

/** The table. Consumers get a row by {@link suiteOfPublicKey} or by the type of a wrapped key. */
export const wrapSuites: Readonly<Record<WrapSuite, Suite>> = {
  'hpqt:xwing': {
    type: 'hybrid-wrapped',
    owns: (spki) =>
      startsWith(spki, xwing.spkiHead) && spki.length === xwing.spkiHead.length + xwing.publicBytes,
    generate: generateXWing,
    wrap: wrapXWing,
    unwrap: unwrapXWing,
  },
  'ec:secp256r1': {
    type: 'ec-wrapped',
    owns: (spki) => startsWith(spki, p256SpkiHead) && spki.length === p256SpkiHead.length + 65,
    generate: () => exported(crypto.subtle.generateKey(p256, true, ['deriveBits'])),
    wrap: wrapP256,
    unwrap: unwrapP256,
  },
  'rsa:2048': rsa(2048, 294),
  'rsa:4096': rsa(4096, 550),
}

const suiteNames: readonly WrapSuite[] = ['hpqt:xwing', 'ec:secp256r1', 'rsa:2048', 'rsa:4096']

/**
 * The suite a public key belongs to.
 *
 * @throws {CryptoError} `crypto/unsupported`, `crypto/bad-key`
 */
export function suiteOfPublicKey(publicKeyPem: string): WrapSuite {
  const spki = publicDer(publicKeyPem)
  const name = suiteNames.find((one) => wrapSuites[one].owns(spki))
  if (!name) throw new CryptoError('crypto/unsupported', 'no wrapping suite has such keys')
  return name
}

/** A short name for a public key, for `kid`: the beginning of its digest. */
export function kidOf(publicKeyPem: string): string {
  return hashOf(publicDer(publicKeyPem)).slice(0, 16)
}

/** Makes a key pair of the suite, PEM. */
export async function generateKasKey(
  suite: WrapSuite,
): Promise<{ readonly publicKeyPem: string; readonly privateKeyPem: string }> {
  const { spki, pkcs8 } = await wrapSuites[suite].generate()
  return {
    publicKeyPem: formatPem('PUBLIC KEY', spki),
    privateKeyPem: formatPem('PRIVATE KEY', pkcs8),
  }
}

/**
 * Wraps a share to a public key, which must be one of `suite`.
 *
 * @throws {CryptoError} `crypto/bad-key`
 */
export function wrapKey(
  suite: WrapSuite,
  publicKeyPem: string,
  share: Uint8Array,
): Promise<WrappedKey> {
  const spki = publicDer(publicKeyPem)
  if (!wrapSuites[suite].owns(spki))
    throw new CryptoError('crypto/bad-key', `not a key of \`${suite}\``)
  return wrapSuites[suite].wrap(spki, share)
}

/**
 * Unwraps a share. All that the object says may be an attacker's.
 *
 * @throws {CryptoError} `crypto/bad-ciphertext` if it was not wrapped to this key, `crypto/bad-key`,
 *   `crypto/unsupported` for a type that no suite has
 */
export async function unwrapKey(privateKeyPem: string, wrapped: WrappedKey): Promise<Bytes> {
  const suite = suiteNames.find((one) => wrapSuites[one].type === wrapped.type)
  if (!suite) throw new CryptoError('crypto/unsupported', `key access type \`${wrapped.type}\``)
  return wrapSuites[suite].unwrap(parsePem('PRIVATE KEY', privateKeyPem), wrapped)
}

/**
 * Wraps a share to a client's session key, as a rewrap answers it: RSA-OAEP, or ECDH with an
 * ephemeral key whose public half goes beside it.
 *
 * @throws {CryptoError} `crypto/bad-key`, `crypto/unsupported`
 */
export async function wrapForSession(
  clientPublicKeyPem: string,
  share: Uint8Array,
): Promise<{ readonly kasWrappedKey: Bytes; readonly sessionPublicKey: string | undefined }> {
  const { wrappedKey, ephemeralPublicKey } = await wrapKey(
    suiteOfPublicKey(clientPublicKeyPem),
    clientPublicKeyPem,
    share,
  )
  return { kasWrappedKey: fromBase64(wrappedKey), sessionPublicKey: ephemeralPublicKey }
}

/**
 * The share of a rewrap answer, by the private half of the session key.
 *
 * @throws {CryptoError} `crypto/bad-ciphertext`, `crypto/bad-key`
 */
export function unwrapFromSession(
  privateKeyPem: string,
  kasWrappedKey: Uint8Array,
  sessionPublicKey: string | undefined,
): Promise<Bytes> {
  const wrappedKey = toBase64(kasWrappedKey)
  const ours = parsePem('PRIVATE KEY', privateKeyPem)
  if (startsWith(ours, xwing.pkcs8Head))
    return unwrapXWing(ours, { type: 'hybrid-wrapped', wrappedKey })
  return unwrapKey(
    privateKeyPem,
    sessionPublicKey
      ? { type: 'ec-wrapped', wrappedKey, ephemeralPublicKey: sessionPublicKey }
      : { type: 'wrapped', wrappedKey },
  )
}

/** Salt of every HKDF in the format: SHA-256 of "TDF"; the info is empty. */
const salt = sha256(utf8('TDF'))
const none = new Uint8Array()

const p256 = { name: 'ECDH', namedCurve: 'P-256' }
const p256SpkiHead = fromHex('3059301306072a8648ce3d020106082a8648ce3d030107034200')

/** X-Wing (draft-connolly-cfrg-xwing-kem), OID 1.3.6.1.4.1.62253.25722, no parameters. */
const xwing = {
  kem: KEM_MLKEM768_X25519(),
  publicBytes: 1216,
  spkiHead: fromHex('308204d4300d060b2b0601040183e62d81c87a038204c100'),
  pkcs8Head: fromHex('3034020100300d060b2b0601040183e62d81c87a0420'),
} as const

async function generateXWing(): Promise<{ spki: Bytes; pkcs8: Bytes }> {
  const { privateKey, publicKey } = await xwing.kem.GenerateKeyPair(true)
  return {
    spki: concatBytes(xwing.spkiHead, await xwing.kem.SerializePublicKey(publicKey)),
    pkcs8: concatBytes(xwing.pkcs8Head, await xwing.kem.SerializePrivateKey(privateKey)),
  }
}

async function wrapXWing(spki: Bytes, share: Uint8Array): Promise<WrappedKey> {
  const encapsulated = await trying('crypto/bad-key', async () =>
    xwing.kem.Encap(await xwing.kem.DeserializePublicKey(spki.subarray(xwing.spkiHead.length))),
  )
  const envelope = derElement(
    0x30,
    derElement(0x80, encapsulated.enc),
    derElement(0x81, await sealShare(encapsulated.shared_secret, share)),
  )
  return { type: 'hybrid-wrapped', wrappedKey: toBase64(envelope) }
}

async function unwrapXWing(pkcs8: Bytes, { wrappedKey }: WrappedKey): Promise<Bytes> {
  if (!startsWith(pkcs8, xwing.pkcs8Head) || pkcs8.length !== xwing.pkcs8Head.length + 32) {
    throw new CryptoError('crypto/bad-key', 'not an X-Wing private key')
  }
  const [sequence = none] = derContents(base64(wrappedKey), [0x30])
  const [enc = none, sealed = none] = derContents(sequence, [0x80, 0x81])
  if (enc.length !== xwing.kem.Nenc) {
    throw new CryptoError('crypto/bad-ciphertext', 'not an X-Wing encapsulation')
  }
  const secret = await trying('crypto/bad-ciphertext', async () => {
    const seed = pkcs8.subarray(xwing.pkcs8Head.length)
    return xwing.kem.Decap(enc, await xwing.kem.DeserializePrivateKey(seed, false), undefined)
  })
  return openShare(secret, sealed)
}

async function wrapP256(spki: Bytes, share: Uint8Array): Promise<WrappedKey> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(p256, true, ['deriveBits'])
  const secret = await agree(privateKey, spki, 'crypto/bad-key')
  const ephemeral = new Uint8Array(await crypto.subtle.exportKey('spki', publicKey))
  return {
    type: 'ec-wrapped',
    wrappedKey: toBase64(await sealShare(secret, share)),
    ephemeralPublicKey: formatPem('PUBLIC KEY', ephemeral),
  }
}

async function unwrapP256(
  pkcs8: Bytes,
  { wrappedKey, ephemeralPublicKey }: WrappedKey,
): Promise<Bytes> {
  const key = await trying('crypto/bad-key', () =>
    crypto.subtle.importKey('pkcs8', pkcs8, p256, false, ['deriveBits']),
  )
  const peer = publicDer(ephemeralPublicKey ?? '')
  return openShare(await agree(key, peer, 'crypto/bad-ciphertext'), base64(wrappedKey))
}

/** A point off the curve is refused by the import (SEC 1 §3.2.2). */
function agree(
  privateKey: CryptoKey,
  spki: Bytes,
  code: 'crypto/bad-ciphertext' | 'crypto/bad-key',
): Promise<Bytes> {
  return trying(code, async () => {
    const peer = await crypto.subtle.importKey('spki', spki, p256, false, [])
    return new Uint8Array(
      await crypto.subtle.deriveBits({ name: 'ECDH', public: peer }, privateKey, 256),
    )
  })
}

/** RSA-OAEP with SHA-1, as every stock client has it. SHA-1 is no weakness in this place. */
function rsa(modulusLength: 2048 | 4096, spkiBytes: number): Suite {
  const oaep = { name: 'RSA-OAEP', hash: 'SHA-1' }
  const publicExponent = Uint8Array.of(1, 0, 1)
  return {
    type: 'wrapped',
    owns: (spki) => spki.length === spkiBytes && includes(spki, rsaOid),
    generate: () =>
      exported(
        crypto.subtle.generateKey({ ...oaep, modulusLength, publicExponent }, true, [
          'encrypt',
          'decrypt',
        ]),
      ),
    wrap: async (spki, share) => {
      const wrapped = await trying('crypto/bad-key', async () => {
        const key = await crypto.subtle.importKey('spki', spki, oaep, false, ['encrypt'])
        return crypto.subtle.encrypt(oaep, key, Uint8Array.from(share))
      })
      return { type: 'wrapped', wrappedKey: toBase64(new Uint8Array(wrapped)) }
    },
    unwrap: async (pkcs8, { wrappedKey }) => {
      const key = await trying('crypto/bad-key', () =>
        crypto.subtle.importKey('pkcs8', pkcs8, oaep, false, ['decrypt']),
      )
      const bytes = base64(wrappedKey)
      return new Uint8Array(
        await trying('crypto/bad-ciphertext', () => crypto.subtle.decrypt(oaep, key, bytes)),
      )
    },
  }
}

/** rsaEncryption (RFC 8017), 1.2.840.113549.1.1.1. */
const rsaOid = fromHex('06092a864886f70d010101')

async function exported(
  generated: Promise<{ readonly publicKey: CryptoKey; readonly privateKey: CryptoKey }>,
): Promise<{ spki: Bytes; pkcs8: Bytes }> {
  const { publicKey, privateKey } = await generated
  return {
    spki: new Uint8Array(await crypto.subtle.exportKey('spki', publicKey)),
    pkcs8: new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey)),
  }
}

async function sealShare(secret: Uint8Array, share: Uint8Array): Promise<Bytes> {
  const nonce = crypto.getRandomValues(new Uint8Array(gcm.nonce))
  const key = await hkdfSha256(secret, salt, none, 32)
  return concatBytes(nonce, await aesGcmSeal(key, nonce, share))
}

async function openShare(secret: Uint8Array, sealed: Uint8Array): Promise<Bytes> {
  if (sealed.length < gcm.nonce + gcm.tag) {
    throw new CryptoError('crypto/bad-ciphertext', 'wrapped share too short')
  }
  const key = await hkdfSha256(secret, salt, none, 32)
  return aesGcmOpen(key, sealed.subarray(0, gcm.nonce), sealed.subarray(gcm.nonce))
}

/** A public key as SPKI. */
function publicDer(pem: string): Bytes {
  return parsePem('PUBLIC KEY', pem)
}

function base64(text: string): Bytes {
  try {
    return fromBase64(text)
  } catch (cause) {
    throw new CryptoError('crypto/bad-ciphertext', 'wrapped share is not base64', { cause })
  }
}

async function trying<T>(
  code: 'crypto/bad-ciphertext' | 'crypto/bad-key',
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run()
  } catch (cause) {
    throw new CryptoError(code, 'the key or what it was to open is not valid', { cause })
  }
}

function startsWith(bytes: Uint8Array, head: Uint8Array): boolean {
  return equalBytes(bytes.subarray(0, head.length), head)
}

function includes(bytes: Uint8Array, part: Uint8Array): boolean {
  return [...bytes.keys()].some((at) => equalBytes(bytes.subarray(at, at + part.length), part))
}
