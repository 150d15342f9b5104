/**
 * PEM (RFC 7468) and the few forms of DER that key wrapping needs.
 *
 * @module
 */
import { type Bytes, concatBytes, fromBase64, toBase64 } from '../lib/index.ts'

import { CryptoError } from './errors.ts'

/** Kinds of PEM block we read. */
export type PemLabel = 'CERTIFICATE' | 'PRIVATE KEY' | 'PUBLIC KEY'

/** Writes one PEM block with lines of 64 characters. */
export function formatPem(label: PemLabel, der: Uint8Array): string {
  const lines = toBase64(der).match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

/**
 * Reads text that is exactly one PEM block of the label.
 *
 * @throws {CryptoError} `crypto/bad-key`
 */
export function parsePem(label: PemLabel, text: string): Bytes {
  const block = `^\\s*-----BEGIN ${label}-----\\s*([A-Za-z0-9+/=\\s]+?)\\s*-----END ${label}-----\\s*$`
  const body = text.length > 65_536 ? undefined : new RegExp(block).exec(text)?.[1]
  if (body === undefined) throw new CryptoError('crypto/bad-key', `not one PEM block \`${label}\``)
  try {
    return fromBase64(body.replaceAll(/\s/g, ''))
  } catch (cause) {
    throw new CryptoError('crypto/bad-key', `PEM block \`${label}\` is not base64`, { cause })
  }
}

/** One DER element: tag, definite length in its shortest form, content. */
export function derElement(tag: number, ...content: readonly Uint8Array[]): Bytes {
  const body = concatBytes(...content)
  const size =
    body.length < 0x80
      ? [body.length]
      : body.length < 0x100
        ? [0x81, body.length]
        : [0x82, body.length >> 8, body.length & 0xff]
  return concatBytes(Uint8Array.of(tag, ...size), body)
}

/**
 * The contents of the DER elements that make up `der` with exactly these tags, one after another.
 * Lengths in any but the shortest form, and bytes left over, are refused.
 *
 * @throws {CryptoError} `crypto/bad-ciphertext`
 */
export function derContents(der: Uint8Array, tags: readonly number[]): readonly Uint8Array[] {
  let at = 0
  const contents = tags.map((tag) => {
    const { start, length } = derLength(der, at + 1)
    if (der[at] !== tag || start + length > der.length) throw notDer()
    at = start + length
    return der.subarray(start, at)
  })
  if (at !== der.length) throw notDer()
  return contents
}

function derLength(der: Uint8Array, at: number): { start: number; length: number } {
  const first = der[at] ?? 0xff
  if (first < 0x80) return { start: at + 1, length: first }
  const count = first & 0x7f
  if (count < 1 || count > 2 || at + count >= der.length) throw notDer()
  const length = der.subarray(at + 1, at + 1 + count).reduce((sum, byte) => sum * 256 + byte, 0)
  if (length < (count === 1 ? 0x80 : 0x100)) throw notDer()
  return { start: at + 1 + count, length }
}

function notDer(): CryptoError {
  return new CryptoError('crypto/bad-ciphertext', 'not the DER that was expected')
}
