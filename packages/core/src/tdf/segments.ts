/**
 * The payload as a stream of segments, both ways, with bounded memory.
 *
 * @module
 */
import { type Hash, hmacSha256 } from '../crypto/index.ts'
import { type Bytes, equalBytes } from '../lib/index.ts'

import { type ByteSource, readExactly } from './byte-source.ts'
import { combineCrc32, crc32 } from './crc32.ts'
import { TdfError } from './errors.ts'
import { inOrder } from './in-order.ts'
import { segmentHashes } from './integrity.ts'
import { joinBytes } from './join-bytes.ts'
import { type Manifest, segmentOverhead } from './manifest.ts'
import { payloadDigest } from './payload-digest.ts'
import {
  digestSegment,
  type SealedSegment,
  type SegmentCipher,
  segmentTag,
} from './segment-cipher.ts'

/** What stock clients use when nobody says otherwise: 2 MiB. */
export const defaultSegmentSize: number = 2 * 1024 * 1024

/** What sealing leaves behind of a segment. */
export interface SegmentRecord {
  /** Bytes of plaintext. */
  readonly size: number
  readonly tag: Bytes
  /** SHA-256 of the stored bytes. */
  readonly digest: Bytes
  /** CRC-32 of the stored bytes. */
  readonly crc32: number
}

/** What the manifest says of a segment. */
export function recordOf({ stored, digest }: SealedSegment): SegmentRecord {
  return {
    size: stored.length - segmentOverhead,
    tag: segmentTag(stored).slice(),
    digest,
    crc32: crc32(stored),
  }
}

/** What is known of a payload when all of it went by. */
export interface PayloadSummary {
  readonly digest: Hash
  /** Stored bytes. */
  readonly size: number
  readonly crc32: number
}

/** Segments in work at a time; with the largest segments that are read this is 64 MiB twice. */
export const width = 4

/**
 * Seals a stream, cut anew into segments of `segmentSize`. Yields the stored bytes; returns the
 * records. An empty stream becomes one empty segment, as in stock clients.
 */
export async function* sealSegments(
  plaintext: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  cipher: SegmentCipher,
  segmentSize: number = defaultSegmentSize,
): AsyncGenerator<Bytes, readonly SegmentRecord[], undefined> {
  const records: SegmentRecord[] = []
  const sealed = inOrder(cut(plaintext, segmentSize), width, (piece) => cipher.seal(piece))
  for await (const segment of sealed) {
    records.push(recordOf(segment))
    yield segment.stored
  }
  return records
}

/**
 * Opens the segments of `payload` in order. A segment's plaintext leaves after its hash and tag
 * held; whether all of it is the payload that was meant is known at the end, from what is returned.
 *
 * @throws {TdfError} `tdf/segment`, `tdf/truncated`
 */
export async function* openSegments(
  payload: ByteSource,
  manifest: Manifest,
  payloadKey: Bytes,
  cipher: SegmentCipher,
): AsyncGenerator<Bytes, PayloadSummary, undefined> {
  const places = segmentPlaces(manifest)
  const records: SegmentRecord[] = []
  const opened = inOrder(places, width, async ({ storedOffset, size, hash }) => {
    const stored = await readExactly(payload, storedOffset, size + segmentOverhead)
    await checkSegmentHash(stored, hash, manifest, payloadKey)
    const { plaintext, digest } = await cipher.open(stored)
    return { plaintext, record: recordOf({ stored, digest }) }
  })
  for await (const { plaintext, record } of opened) {
    records.push(record)
    yield plaintext
  }
  return summarise(records)
}

/**
 * Digest and CRC of a stored payload, for which no key is needed.
 *
 * @throws {TdfError} `tdf/truncated`
 */
export async function digestStored(
  payload: ByteSource,
  manifest: Manifest,
): Promise<PayloadSummary> {
  const records: SegmentRecord[] = []
  const read = inOrder(segmentPlaces(manifest), width, async ({ storedOffset, size }) => {
    const stored = await readExactly(payload, storedOffset, size + segmentOverhead)
    return recordOf({ stored, digest: await digestSegment(stored) })
  })
  for await (const record of read) records.push(record)
  return summarise(records)
}

/** Digest, size and CRC of the payload that these segments make. */
export function summarise(records: readonly SegmentRecord[]): PayloadSummary {
  return {
    digest: payloadDigest(records.map(({ digest }) => digest)),
    size: records.reduce((sum, { size }) => sum + size + segmentOverhead, 0),
    crc32: combineCrc32(
      records.map((record) => ({ crc32: record.crc32, length: record.size + segmentOverhead })),
    ),
  }
}

/** Where a segment lies, and what the table states of it. */
export interface SegmentPlace {
  readonly index: number
  /** Bytes of plaintext. */
  readonly size: number
  readonly plainOffset: number
  readonly storedOffset: number
  readonly hash: Bytes
}

/**
 * The segments of a manifest in their order.
 *
 * @throws {TdfError} `tdf/segment-table` if a hash is not in the spelling of the version
 */
export function segmentPlaces(manifest: Manifest): readonly SegmentPlace[] {
  const hashes = segmentHashes(manifest)
  let plainOffset = 0
  return hashes.map((hash, index) => {
    const size = manifest.segments[index]?.size ?? 0
    const storedOffset = plainOffset + index * segmentOverhead
    const place = { index, size, plainOffset, storedOffset, hash }
    plainOffset += size
    return place
  })
}

/** The segments that sealing `size` bytes makes: one empty one of nothing. */
export function planSegments(
  size: number,
  segmentSize: number,
): readonly Omit<SegmentPlace, 'hash'>[] {
  return Array.from({ length: Math.max(1, Math.ceil(size / segmentSize)) }, (_, index) => {
    const plainOffset = index * segmentSize
    return {
      index,
      size: Math.min(segmentSize, size - plainOffset),
      plainOffset,
      storedOffset: plainOffset + index * segmentOverhead,
    }
  })
}

/**
 * Checks a stored segment against its row of the table.
 *
 * @throws {TdfError} `tdf/segment`
 */
async function checkSegmentHash(
  stored: Bytes,
  hash: Bytes,
  { segmentHash }: Manifest,
  payloadKey: Bytes,
): Promise<void> {
  const actual = segmentHash === 'GMAC' ? segmentTag(stored) : await hmacSha256(payloadKey, stored)
  if (!equalBytes(actual, hash)) {
    throw new TdfError('tdf/segment', 'a segment is not the one of the table')
  }
}

/** The same bytes in pieces of exactly `size`, the last one shorter; one empty piece if there are none. */
async function* cut(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  size: number,
): AsyncGenerator<Bytes, void, undefined> {
  let parts: Uint8Array[] = []
  let missing = size
  let empty = true
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length;) {
      // Copied: the caller may use its buffer again.
      const part = chunk.slice(at, at + missing)
      parts.push(part)
      at += part.length
      missing -= part.length
      if (missing > 0) continue
      yield joinBytes(parts)
      empty = false
      parts = []
      missing = size
    }
  }
  if (empty || parts.length > 0) yield joinBytes(parts)
}
