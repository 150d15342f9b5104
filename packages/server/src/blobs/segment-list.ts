/**
 * The list that travels before a payload: what each of its segments has to be.
 *
 * @module
 */
import { type Hash, isHash } from '@entente/core/crypto'
import { type Bytes, concatBytes } from '@entente/core/lib'
import { payloadDigest } from '@entente/core/tdf'

import { BlobsError } from './errors.ts'

/** One segment as stored: SHA-256 of IV, ciphertext and tag, and how many bytes these are. */
export interface Segment {
  readonly hash: Uint8Array
  readonly bytes: number
}

const most = { segments: 131_072, segmentBytes: 16 * 1024 * 1024 + 28 }
const hashBytes = 32
const rowBytes = hashBytes + 4

/**
 * Checks that `segments` is the list of the payload named `payload`. The digest covers the hashes; a
 * wrong size shows when the segment arrives, as a wrong segment.
 *
 * @throws {BlobsError} `blobs/malformed`, `blobs/wrong-digest`
 */
export function checkSegments(payload: string, segments: readonly Segment[]): Hash {
  if (!isHash(payload)) throw new BlobsError('blobs/malformed', 'not the digest of a payload')
  if (segments.length > most.segments) throw new BlobsError('blobs/malformed', 'too many segments')
  for (const { hash, bytes } of segments) {
    const sound = Number.isSafeInteger(bytes) && bytes >= 1 && bytes <= most.segmentBytes
    if (hash.length !== hashBytes || !sound) {
      throw new BlobsError('blobs/malformed', `a segment of ${bytes} bytes`)
    }
  }
  if (payloadDigest(segments.map(({ hash }) => hash)) !== payload) {
    throw new BlobsError('blobs/wrong-digest', `the list is not that of \`${payload}\``)
  }
  return payload
}

/** Bytes of all segments together. */
export function totalBytes(segments: readonly Segment[]): number {
  return segments.reduce((sum, { bytes }) => sum + bytes, 0)
}

/** The list as it is kept beside the payload: hash and size as uint32, big endian, for each segment. */
export function formatSegments(segments: readonly Segment[]): Bytes {
  return concatBytes(
    ...segments.flatMap(({ hash, bytes }) => {
      const size = new Uint8Array(4)
      new DataView(size.buffer).setUint32(0, bytes)
      return [hash, size]
    }),
  )
}

/**
 * Reads the list that is kept beside a payload.
 *
 * @throws {BlobsError} `blobs/corrupt`
 */
export function parseSegments(payload: string, stored: Uint8Array): readonly Segment[] {
  const view = new DataView(stored.buffer, stored.byteOffset, stored.byteLength)
  const segments = Array.from({ length: Math.floor(stored.length / rowBytes) }, (_, at) => ({
    hash: stored.slice(at * rowBytes, at * rowBytes + hashBytes),
    bytes: view.getUint32(at * rowBytes + hashBytes),
  }))
  try {
    checkSegments(payload, segments)
  } catch (cause) {
    throw new BlobsError('blobs/corrupt', `the list of \`${payload}\` was changed`, { cause })
  }
  return segments
}
