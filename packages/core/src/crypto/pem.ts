/**
 * PEM: a key as text (RFC 7468).
 *
 * @module
 */
import { type Bytes, fromBase64, toBase64 } from '../lib/index.ts'

import { CryptoError } from './errors.ts'

/** Kinds of PEM block we read. Keys of the older forms (PKCS #1, SEC 1) are refused. */
export type PemLabel = 'PRIVATE KEY' | 'PUBLIC KEY'

/** Many times the largest key we know (RSA 4096, private: 3.3 KB). */
const longest = 32_768

/** Writes one PEM block with lines of 64 characters. */
export function formatPem(label: PemLabel, der: Uint8Array): string {
  const lines = toBase64(der).match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}

/**
 * Reads text that is one PEM block of this label and nothing else. Lines end in LF or CRLF and may
 * be of any length, since clients differ there; headers, text around the block, a second block, and
 * base64 in any but its one spelling are refused.
 *
 * @throws {CryptoError} `crypto/bad-key`
 */
export function parsePem(label: PemLabel, text: string): Bytes {
  const lines = text.length > longest ? [] : text.trim().split(/\r?\n/)
  const [begin, end] = [lines.shift(), lines.pop()]
  if (begin !== `-----BEGIN ${label}-----` || end !== `-----END ${label}-----`) {
    throw new CryptoError('crypto/bad-key', `not one PEM block \`${label}\``)
  }
  try {
    return fromBase64(lines.join(''))
  } catch (cause) {
    throw new CryptoError('crypto/bad-key', `PEM block \`${label}\` is not base64`, { cause })
  }
}
