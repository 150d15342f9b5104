/**
 * AES-GCM, HMAC and HKDF, in the one size of nonce and tag that Entente uses, over WebCrypto.
 *
 * @module
 */
import { type Bytes, equalBytes } from '../lib/index.ts'

import { CryptoError } from './errors.ts'

/** Parameters as WebCrypto takes them. */
interface GcmParameters {
  readonly name: 'AES-GCM'
  readonly iv: Bytes
  readonly additionalData: Bytes
  readonly tagLength: number
}

/** Bytes of an AES-GCM nonce and tag (NIST SP 800-38D; other sizes are refused). */
export const gcm = { nonce: 12, tag: 16 } as const

/**
 * Encrypts under AES-GCM: ciphertext and tag.
 *
 * @throws {CryptoError} `crypto/bad-key` for a key or nonce of another size
 */
export async function aesGcmSeal(
  key: Uint8Array,
  nonce: Uint8Array,
  plaintext: Uint8Array,
  additionalData: Uint8Array = new Uint8Array(),
): Promise<Bytes> {
  const aes = await gcmKey(key, nonce, 'encrypt')
  return new Uint8Array(
    await crypto.subtle.encrypt(gcmParameters(nonce, additionalData), aes, copy(plaintext)),
  )
}

/**
 * Decrypts what {@link aesGcmSeal} made. Nothing of the plaintext is given before the tag is good.
 *
 * @throws {CryptoError} `crypto/bad-key`, `crypto/bad-ciphertext`
 */
export async function aesGcmOpen(
  key: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
  additionalData: Uint8Array = new Uint8Array(),
): Promise<Bytes> {
  const aes = await gcmKey(key, nonce, 'decrypt')
  try {
    return new Uint8Array(
      await crypto.subtle.decrypt(gcmParameters(nonce, additionalData), aes, copy(sealed)),
    )
  } catch (cause) {
    throw new CryptoError('crypto/bad-ciphertext', 'the tag does not fit', { cause })
  }
}

/**
 * HMAC-SHA-256, 32 bytes.
 *
 * @throws {CryptoError} `crypto/bad-key` for an empty key, under which anybody can make the MAC
 */
export async function hmacSha256(key: Uint8Array, data: Uint8Array): Promise<Bytes> {
  if (key.length === 0) throw new CryptoError('crypto/bad-key', 'an empty key')
  const imported = await crypto.subtle.importKey(
    'raw',
    copy(key),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  )
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, copy(data)))
}

/**
 * Whether `mac` is the HMAC-SHA-256 of `data`, compared in constant time.
 *
 * @throws {CryptoError} `crypto/bad-key`
 */
export async function verifyHmacSha256(
  key: Uint8Array,
  data: Uint8Array,
  mac: Uint8Array,
): Promise<boolean> {
  return equalBytes(await hmacSha256(key, data), mac)
}

/**
 * HKDF with SHA-256 (RFC 5869).
 *
 * @throws {CryptoError} `crypto/unsupported` if `length` is more than 255 blocks
 */
export async function hkdfSha256(
  secret: Uint8Array,
  salt: Uint8Array,
  info: Uint8Array,
  length: number,
): Promise<Bytes> {
  if (length > 255 * 32) throw new CryptoError('crypto/unsupported', 'HKDF output too long')
  const key = await crypto.subtle.importKey('raw', copy(secret), 'HKDF', false, ['deriveBits'])
  const parameters = {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: copy(salt),
    info: copy(info),
  }
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, key, length * 8))
}

function gcmParameters(nonce: Uint8Array, additionalData: Uint8Array): GcmParameters {
  return {
    name: 'AES-GCM',
    iv: copy(nonce),
    additionalData: copy(additionalData),
    tagLength: gcm.tag * 8,
  }
}

async function gcmKey(
  key: Uint8Array,
  nonce: Uint8Array,
  use: 'encrypt' | 'decrypt',
): Promise<CryptoKey> {
  if (nonce.length !== gcm.nonce) throw new CryptoError('crypto/bad-key', 'nonce is not 96 bits')
  if (![16, 24, 32].includes(key.length)) throw new CryptoError('crypto/bad-key', 'no AES key')
  return crypto.subtle.importKey('raw', copy(key), 'AES-GCM', false, [use])
}

/** WebCrypto takes views of ordinary buffers only. */
function copy(bytes: Uint8Array): Bytes {
  return new Uint8Array(bytes)
}
