/**
 * What is looked at before a PDF of a stranger is given to a library: how large it becomes when it is
 * unpacked, and whether a signature or a binding stands over its bytes.
 *
 * @module
 */
import { constants, inflateSync } from 'node:zlib'

import { bindingNamespace } from '@entente/core/label'
import { MarkingError } from '@entente/core/marking'

/** Largest file, largest stream of it unpacked, and all of them: 32, 64 and 256 MiB. */
export const largest: Readonly<Record<'all' | 'file' | 'stream', number>> = {
  file: 33_554_432,
  stream: 67_108_864,
  all: 268_435_456,
}

/** What a stream counts for that begins as if it were packed and then is not: time was spent on it. */
const failedSize = 16_777_216

/** Packings that are not looked into, and of which one in another hides what comes out. */
const foreign = /\/(?:ASCII85|ASCIIHex|LZW|RunLength)Decode/

/**
 * Requires a PDF that is not larger than it seems, and that nobody signed or bound.
 *
 * @throws {MarkingError} `marking/too-large`, `marking/bad-pdf`; `marking/pdf-bound` unless the
 *   binding was verified and the rendition is to have none
 */
export function requireMarkable(file: Uint8Array, isVerified: boolean): void {
  if (file.length > largest.file) throw new MarkingError('marking/too-large', 'over 32 MiB')
  const text = Buffer.from(file.buffer, file.byteOffset, file.length).toString('latin1')
  if (!text.startsWith('%PDF-')) throw bad('not a PDF')
  requirePlain(text, isVerified)
  let all = 0
  for (const { 0: keyword, index } of text.matchAll(/stream\r?\n/g)) {
    if (text.slice(Math.max(0, index - 3), index) === 'end') continue
    const bytes = file.subarray(index + keyword.length)
    if (!isPacked(bytes)) continue
    const unpacked = unpack(bytes)
    all += unpacked?.length ?? failedSize
    if (all > largest.all) throw new MarkingError('marking/too-large', 'over 256 MiB unpacked')
    if (unpacked === undefined) continue
    if (isPacked(unpacked)) throw bad('packed twice')
    requirePlain(unpacked.toString('latin1'), isVerified)
  }
}

/** The refusal of a PDF. */
export function bad(reason: string, options?: ErrorOptions): MarkingError {
  return new MarkingError('marking/bad-pdf', reason, options)
}

/** A name may be written with numbers for letters, `/LZ#57Decode`. */
function requirePlain(text: string, isVerified: boolean): void {
  const plain = text.replaceAll(/#([\dA-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  if (foreign.test(plain)) throw bad('a packing that is not taken')
  if (/\/ByteRange\s*\[/.test(plain)) throw new MarkingError('marking/pdf-bound', 'a signature')
  if (!isVerified && text.includes(bindingNamespace)) {
    throw new MarkingError('marking/pdf-bound', 'a binding')
  }
}

/** What a deflated stream holds; a cut end is no matter, size is. */
function unpack(bytes: Uint8Array): Buffer | undefined {
  try {
    return inflateSync(bytes, {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: largest.stream,
    })
  } catch (cause) {
    if (cause instanceof RangeError) {
      throw new MarkingError('marking/too-large', 'a stream of over 64 MiB', { cause })
    }
    return undefined
  }
}

/** The two first bytes of zlib (RFC 1950 §2.2). */
function isPacked([method = 0, flags = 0]: Uint8Array): boolean {
  return (method & 0x0f) === 8 && ((method << 8) | flags) % 31 === 0
}
