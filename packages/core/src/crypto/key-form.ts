/**
 * Keys as they are exchanged: PEM around SubjectPublicKeyInfo (RFC 5280 §4.1) and PKCS #8 (RFC 5958).
 *
 * @module
 */
import { type Bytes, concatBytes } from '../lib/index.ts'

import { derContents, derTag, formatDer, parseDer } from './der.ts'
import { CryptoError } from './errors.ts'
import { formatPem, parsePem } from './pem.ts'

/** A key taken apart, not yet checked to be one: that is for its suite and for WebCrypto. */
export interface KeyForm {
  /** The whole SubjectPublicKeyInfo or PKCS #8 structure. */
  readonly der: Bytes
  /** What stands in the AlgorithmIdentifier: object identifier and parameters. */
  readonly algorithm: Bytes
  /** What stands in the BIT STRING or OCTET STRING. */
  readonly key: Bytes
}

/** Integer 0: a PKCS #8 structure of version 1, and the count of unused bits of whole bytes. */
const zero = Uint8Array.of(0)

/**
 * Reads a public key.
 *
 * @throws {CryptoError} `crypto/bad-key`
 */
export function parsePublicKey(pem: string): KeyForm {
  const der = parsePem('PUBLIC KEY', pem)
  const [whole] = derContents(der, [derTag.sequence]) ?? []
  const [algorithm, bits] = (whole && derContents(whole, [derTag.sequence, derTag.bitString])) ?? []
  if (!algorithm || bits?.[0] !== 0) throw new CryptoError('crypto/bad-key', 'not a public key')
  return { der, algorithm, key: bits.subarray(1) }
}

/**
 * Reads a private key. Attributes and a public key beside it are passed over.
 *
 * @throws {CryptoError} `crypto/bad-key`
 */
export function parsePrivateKey(pem: string): KeyForm {
  const der = parsePem('PRIVATE KEY', pem)
  const [whole] = derContents(der, [derTag.sequence]) ?? []
  const [version, algorithm, key] = (whole && parseDer(whole)) ?? []
  if (
    version?.tag !== derTag.integer ||
    algorithm?.tag !== derTag.sequence ||
    key?.tag !== derTag.octetString
  ) {
    throw new CryptoError('crypto/bad-key', 'not a private key in PKCS #8 form')
  }
  return { der, algorithm: algorithm.content, key: key.content }
}

/** Writes a public key. */
export function formatPublicKey({ algorithm, key }: Omit<KeyForm, 'der'>): string {
  const spki = formatDer(
    derTag.sequence,
    formatDer(derTag.sequence, algorithm),
    formatDer(derTag.bitString, concatBytes(zero, key)),
  )
  return formatPem('PUBLIC KEY', spki)
}

/** Writes a private key. */
export function formatPrivateKey({ algorithm, key }: Omit<KeyForm, 'der'>): string {
  const pkcs8 = formatDer(
    derTag.sequence,
    formatDer(derTag.integer, zero),
    formatDer(derTag.sequence, algorithm),
    formatDer(derTag.octetString, key),
  )
  return formatPem('PRIVATE KEY', pkcs8)
}
