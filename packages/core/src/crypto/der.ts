/**
 * The few forms of DER (X.690) that keys and wrapped shares have: one-byte tags, definite lengths
 * in their shortest form, at most 65,535 bytes. Anything else is not read.
 *
 * @module
 */
import { type Bytes, concatBytes } from '../lib/index.ts'

/** A tag and what stands under it. */
export interface DerElement {
  readonly tag: number
  readonly content: Bytes
}

/** Tags used here; `context` is a primitive context-specific tag, that is, an implicit one. */
export const derTag = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  sequence: 0x30,
  context: (number: number): number => 0x80 + number,
} as const

/** Writes one element; its parts are put together as its content. */
export function formatDer(tag: number, ...parts: readonly Uint8Array[]): Bytes {
  const content = concatBytes(...parts)
  return concatBytes(Uint8Array.of(tag, ...formatLength(content.length)), content)
}

/** The elements that `der` is made of, one after another; `undefined` if it is anything else. */
export function parseDer(der: Bytes): readonly DerElement[] | undefined {
  const elements: DerElement[] = []
  for (let at = 0; at < der.length;) {
    const length = parseLength(der.subarray(at + 1, at + 4))
    if (!length) return undefined
    const start = at + 1 + length.size
    const end = start + length.value
    if (end > der.length) return undefined
    elements.push({ tag: der[at] ?? 0, content: der.subarray(start, end) })
    at = end
  }
  return elements
}

/** The contents of elements with exactly these tags in this order; `undefined` if `der` is anything else. */
export function derContents(der: Bytes, tags: readonly number[]): readonly Bytes[] | undefined {
  const elements = parseDer(der)
  if (elements?.length !== tags.length) return undefined
  if (elements.some(({ tag }, index) => tag !== tags[index])) return undefined
  return elements.map(({ content }) => content)
}

function formatLength(length: number): readonly number[] {
  if (length < 0x80) return [length]
  if (length < 0x100) return [0x81, length]
  if (length < 0x10000) return [0x82, length >> 8, length & 0xff]
  throw new RangeError('a DER element of more than 65,535 bytes')
}

function parseLength([first, high, low]: Bytes): { size: number; value: number } | undefined {
  if (first === undefined) return undefined
  if (first < 0x80) return { size: 1, value: first }
  if (first === 0x81 && high !== undefined && high >= 0x80) return { size: 2, value: high }
  if (first !== 0x82 || high === undefined || low === undefined || high === 0) return undefined
  return { size: 3, value: high * 0x100 + low }
}
