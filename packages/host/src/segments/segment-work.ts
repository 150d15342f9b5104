/**
 * One segment of one file into another, with plain system calls: what a worker does.
 *
 * Reads and writes at offsets that follow from the index of the segment, so any number of workers
 * share two file descriptors and nothing else. Imports no package, so that a worker starts at once.
 *
 * @module
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomFillSync,
} from 'node:crypto'
import { readSync, writevSync } from 'node:fs'
import { crc32 } from 'node:zlib'

import type { SegmentPlace, SegmentRecord } from '@entente/core/tdf'

/** What holds for all segments of a payload. */
export interface SegmentPlan {
  readonly kind: 'open' | 'seal'
  /** File descriptors, open in this process. */
  readonly input: number
  readonly output: number
  /** Where the stored payload begins in its file; the plaintext is a file of its own. */
  readonly storedAt: number
  readonly payloadKey: Uint8Array
  /** To open: what the hashes of the table are. */
  readonly segmentHash: 'GMAC' | 'HS256'
}

/** One segment: to seal, there is no hash yet. */
export type PlannedSegment = Omit<SegmentPlace, 'hash'> & { readonly hash?: Uint8Array }

/** How the work on a segment fails. A file that is too short has changed under our hands. */
export type SegmentFailure = 'cannot-read' | 'cannot-write' | 'segment' | 'truncated'

/** A failure with its kind; it has to pass from thread to thread as a message. */
export class SegmentWorkError extends Error {
  override readonly name = 'SegmentWorkError'
  readonly failure: SegmentFailure

  constructor(failure: SegmentFailure, reason: string) {
    super(reason)
    this.failure = failure
  }
}

/** Works on segments one after another; to open one holds its plaintext in memory. */
export type SegmentWork = (segment: PlannedSegment) => SegmentRecord

const ivBytes = 12
const tagBytes = 16
// Cipher, hash and CRC take turns on pieces that stay in the second level cache.
const pieceBytes = 256 * 1024

/** Prepares the work of a plan. */
export function segmentWork(plan: SegmentPlan): SegmentWork {
  const buffer = new Uint8Array(pieceBytes)
  const work = plan.kind === 'seal' ? seal : open
  return (segment) => work(plan, segment, buffer)
}

function seal(
  { input, output, storedAt, payloadKey }: SegmentPlan,
  { size, plainOffset, storedOffset }: PlannedSegment,
  buffer: Uint8Array,
): SegmentRecord {
  const iv = randomFillSync(new Uint8Array(ivBytes))
  const cipher = createCipheriv('aes-256-gcm', payloadKey, iv)
  const hash = createHash('sha256')
  let crc = 0
  let position = storedAt + storedOffset
  const store = (bytes: Uint8Array): void => {
    hash.update(bytes)
    crc = crc32(bytes, crc)
    writeFully(output, [bytes], position)
    position += bytes.length
  }
  store(iv)
  for (const { at, length } of pieces(size)) {
    const plaintext = buffer.subarray(0, length)
    readFully(input, plaintext, plainOffset + at)
    store(cipher.update(plaintext))
  }
  cipher.final()
  const tag = Uint8Array.from(cipher.getAuthTag())
  store(tag)
  return { size, tag, digest: Uint8Array.from(hash.digest()), crc32: crc }
}

function open(
  { input, output, storedAt, payloadKey, segmentHash }: SegmentPlan,
  { size, plainOffset, storedOffset, hash: stated }: PlannedSegment,
  buffer: Uint8Array,
): SegmentRecord {
  const ends = new Uint8Array(ivBytes + tagBytes)
  const [iv, tag] = [ends.subarray(0, ivBytes), ends.slice(ivBytes)]
  const start = storedAt + storedOffset
  readFully(input, iv, start)
  readFully(input, tag, start + ivBytes + size)
  const decipher = createDecipheriv('aes-256-gcm', payloadKey, iv).setAuthTag(tag)
  const hash = createHash('sha256').update(iv)
  const mac = segmentHash === 'HS256' ? createHmac('sha256', payloadKey).update(iv) : undefined
  let crc = crc32(iv)
  const plaintext: Uint8Array[] = []
  for (const { at, length } of pieces(size)) {
    const sealed = buffer.subarray(0, length)
    readFully(input, sealed, start + ivBytes + at)
    hash.update(sealed)
    mac?.update(sealed)
    crc = crc32(sealed, crc)
    plaintext.push(decipher.update(sealed))
  }
  const actual = mac ? mac.update(tag).digest() : tag
  if (!stated || Buffer.compare(actual, stated) !== 0) {
    throw new SegmentWorkError('segment', 'a segment is not the one of the table')
  }
  try {
    decipher.final()
  } catch {
    throw new SegmentWorkError('segment', 'a segment does not open')
  }
  // Not before here: whatever stands in the output has been authenticated.
  writeFully(output, plaintext, plainOffset)
  return {
    size,
    tag,
    digest: Uint8Array.from(hash.update(tag).digest()),
    crc32: crc32(tag, crc),
  }
}

function* pieces(size: number): Generator<{ readonly at: number; readonly length: number }> {
  for (let at = 0; at < size; at += pieceBytes) {
    yield { at, length: Math.min(pieceBytes, size - at) }
  }
}

function readFully(fd: number, into: Uint8Array, position: number): void {
  for (let done = 0; done < into.length;) {
    const count = attempt('cannot-read', () =>
      readSync(fd, into, done, into.length - done, position + done),
    )
    if (count === 0) throw new SegmentWorkError('truncated', 'the file ends too early')
    done += count
  }
}

function writeFully(fd: number, parts: readonly Uint8Array[], position: number): void {
  let rest = parts.filter(({ length }) => length > 0)
  for (let at = position; rest.length > 0;) {
    const written = attempt('cannot-write', () => writevSync(fd, rest, at))
    at += written
    rest = after(rest, written)
  }
}

/** What a short write left over. */
function after(parts: readonly Uint8Array[], written: number): Uint8Array[] {
  let skip = written
  return parts.flatMap((part) => {
    const left = part.subarray(Math.min(skip, part.length))
    skip -= part.length - left.length
    return left.length > 0 ? [left] : []
  })
}

function attempt<T>(failure: SegmentFailure, run: () => T): T {
  try {
    return run()
  } catch (cause) {
    throw new SegmentWorkError(failure, cause instanceof Error ? cause.message : 'no reason given')
  }
}
