/**
 * Bytes and their two spellings in text.
 *
 * @module
 */
import { FormatError } from './errors.ts'

/** Bytes over an ordinary buffer, as WebCrypto wants them. */
export type Bytes = Uint8Array<ArrayBuffer>

const encoder = new TextEncoder()
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The UTF-8 bytes of `text`. */
export function utf8(text: string): Bytes {
  return encoder.encode(text)
}

/**
 * The text of UTF-8 bytes; a byte order mark is kept as a character.
 *
 * @throws {FormatError} `format/bad-utf8`
 */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return strictDecoder.decode(bytes)
  } catch (cause) {
    throw new FormatError('format/bad-utf8', 'bytes are not UTF-8', { cause })
  }
}

/** All parts one after another, in a new buffer. */
export function concatBytes(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Whether both hold the same bytes. Takes the same time wherever they differ; length is not secret. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (const [index, byte] of a.entries()) difference |= byte ^ (b[index] ?? 0)
  return difference === 0
}

/** Lower case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  return bytes.toHex()
}

/**
 * Bytes of lower case hexadecimal; upper case is refused, so that a text has one spelling.
 *
 * @throws {FormatError} `format/bad-hex`
 */
export function fromHex(text: string): Bytes {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) {
    throw new FormatError('format/bad-hex', 'not lower case hexadecimal')
  }
  return Uint8Array.fromHex(text)
}

/** Base64 with padding (RFC 4648 §4). */
export function toBase64(bytes: Uint8Array): string {
  return bytes.toBase64()
}

/**
 * Bytes of padded base64 in its one strict spelling: no white space, no stray bits.
 *
 * @throws {FormatError} `format/bad-base64`
 */
export function fromBase64(text: string): Bytes {
  return decode(text, 'base64', false)
}

/** Base64url without padding (RFC 7515 §2). */
export function toBase64Url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: 'base64url', omitPadding: true })
}

/**
 * Bytes of unpadded base64url in its one strict spelling.
 *
 * @throws {FormatError} `format/bad-base64`
 */
export function fromBase64Url(text: string): Bytes {
  return decode(text, 'base64url', true)
}

function decode(text: string, alphabet: 'base64' | 'base64url', omitPadding: boolean): Bytes {
  let bytes: Bytes
  try {
    bytes = Uint8Array.fromBase64(text, { alphabet })
  } catch (cause) {
    throw new FormatError('format/bad-base64', `not ${alphabet}`, { cause })
  }
  // The decoder skips white space and tolerates a missing or present padding: compare the spelling.
  if (bytes.toBase64({ alphabet, omitPadding }) !== text) {
    throw new FormatError('format/bad-base64', `not in the one strict spelling of ${alphabet}`)
  }
  return bytes
}
