/**
 * JSON with one spelling per value (RFC 8785, JCS).
 *
 * @module
 */
import jcs from 'canonicalize'

import { type Bytes, equalBytes, fromUtf8, utf8 } from './bytes.ts'
import { FormatError } from './errors.ts'

/** What JSON can hold. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [name: string]: Json }

/**
 * The canonical bytes of `value`. Members that are `undefined` are left out.
 *
 * @throws {FormatError} `format/unexpected-value` for NaN, infinities, lone surrogates, cycles
 */
export function canonicalJson(value: unknown): Bytes {
  let text: string | undefined
  try {
    text = jcs(value)
  } catch (cause) {
    throw new FormatError('format/unexpected-value', 'value has no canonical JSON', { cause })
  }
  if (text === undefined) throw new FormatError('format/unexpected-value', 'value is not JSON')
  return utf8(text)
}

/**
 * Reads JSON text of any spelling.
 *
 * @throws {FormatError} `format/bad-json`, `format/bad-utf8`
 */
export function parseJson(input: Uint8Array | string): Json {
  const text = typeof input === 'string' ? input : fromUtf8(input)
  try {
    const value: Json = JSON.parse(text)
    return value
  } catch (cause) {
    throw new FormatError('format/bad-json', 'not JSON', { cause })
  }
}

/**
 * Reads JSON that must be in canonical form: what is signed is exactly these bytes. A duplicate
 * key, another number spelling or white space cannot survive the comparison.
 *
 * @throws {FormatError} `format/not-canonical`, `format/bad-json`, `format/bad-utf8`
 */
export function parseCanonicalJson(bytes: Uint8Array): Json {
  const value = parseJson(bytes)
  if (!equalBytes(canonicalJson(value), bytes)) {
    throw new FormatError('format/not-canonical', 'JSON is not in canonical form (RFC 8785)')
  }
  return value
}
