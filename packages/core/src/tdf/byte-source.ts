/**
 * Random access to bytes that lie somewhere else: a file, a blob, a range of another source.
 *
 * @module
 */
import type { Bytes } from '../lib/index.ts'

import { TdfError } from './errors.ts'

/** Bytes of known number, read in pieces. */
export interface ByteSource {
  readonly size: number
  /** Resolves to the bytes from `offset` on: `length` of them, or fewer if the source has shrunk. */
  read(offset: number, length: number): Promise<Bytes>
}

/** Where something lies in a {@link ByteSource}. */
export interface ByteRange {
  readonly offset: number
  readonly size: number
}

/** Bytes in memory as a source. */
export function bytesSource(bytes: Bytes): ByteSource {
  return {
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  }
}

/** A range of `source` as a source of its own. */
export function rangeSource(source: ByteSource, { offset, size }: ByteRange): ByteSource {
  return { size, read: (at, length) => source.read(offset + at, Math.min(length, size - at)) }
}

/**
 * Exactly `length` bytes from `offset`.
 *
 * @throws {TdfError} `tdf/truncated`
 */
export async function readExactly(
  source: ByteSource,
  offset: number,
  length: number,
): Promise<Bytes> {
  if (offset < 0 || length < 0 || offset + length > source.size) {
    throw new TdfError('tdf/truncated', `${length} bytes at ${offset} lie outside the file`)
  }
  const bytes = await source.read(offset, length)
  if (bytes.length !== length) {
    throw new TdfError('tdf/truncated', `only ${bytes.length} of ${length} bytes at ${offset}`)
  }
  return bytes
}

/** The whole source in pieces of at most `pieceSize` bytes. */
export async function* readPieces(
  source: ByteSource,
  pieceSize: number = 1 << 20,
): AsyncGenerator<Bytes, void, undefined> {
  for (let at = 0; at < source.size; at += pieceSize) {
    yield await readExactly(source, at, Math.min(pieceSize, source.size - at))
  }
}
