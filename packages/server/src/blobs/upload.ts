/**
 * A payload on its way in: a list, the segments that have arrived so far, and how many of them are
 * known to be on the disk.
 *
 * @module
 */
import { hash } from 'node:crypto'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { join } from 'node:path'

import { equalBytes, fromUtf8, utf8 } from '@entente/core/lib'

import { files } from '../files/index.ts'

import { BlobsError } from './errors.ts'
import { type Segment, totalBytes } from './segment-list.ts'

/** How much may have to be sent again after a crash. */
const syncEveryBytes = 64 * 1024 * 1024

const progressFile = 'progress'
const dataFile = 'data'

/**
 * Number of segments that are on the disk for certain. What lies behind them may be torn, by a power
 * cut for example, and is written again.
 */
export async function readProgress(folder: string, segments: readonly Segment[]): Promise<number> {
  const bytes = await files.read(join(folder, progressFile))
  const present = bytes ? Number(fromUtf8(bytes)) : 0
  const sound = Number.isSafeInteger(present) && present >= 0 && present <= segments.length
  if (!sound || present === 0) return 0
  const { size } = await stat(join(folder, dataFile))
  return size < totalBytes(segments.slice(0, present)) ? 0 : present
}

/**
 * Appends segments from `from` on until the stream or the list ends, and tells how many there are
 * then. A segment is checked before any of it is written; the rest of one cut short is dropped.
 *
 * One segment is in memory at a time.
 *
 * @throws {BlobsError} `blobs/wrong-segment`, `blobs/too-long`; whatever the stream throws. The
 *   segments before that stay.
 */
export async function appendSegments(
  folder: string,
  segments: readonly Segment[],
  from: number,
  stream: AsyncIterable<Uint8Array>,
): Promise<number> {
  const handle = await open(join(folder, dataFile), 'a+', 0o600)
  let present = from
  let unsynced = 0
  const sync = async (): Promise<void> => {
    await handle.datasync()
    await files.write(join(folder, progressFile), utf8(String(present)))
    unsynced = 0
  }
  try {
    await handle.truncate(totalBytes(segments.slice(0, from)))
    try {
      for await (const bytes of inSegments(segments.slice(from), stream)) {
        const wanted = segments[present]?.hash
        if (!wanted || !equalBytes(sha256(bytes), wanted)) {
          throw new BlobsError('blobs/wrong-segment', `segment ${present} is not as announced`)
        }
        await writeAll(handle, bytes)
        present += 1
        unsynced += bytes.length
        if (unsynced >= syncEveryBytes) await sync()
      }
    } finally {
      await sync()
    }
  } finally {
    await handle.close()
  }
  return present
}

/** Cuts a stream into segments. The buffer that is given out is used again for the next one. */
async function* inSegments(
  segments: readonly Segment[],
  stream: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(Math.max(0, ...segments.map(({ bytes }) => bytes)))
  let filled = 0
  let index = 0
  for await (const chunk of stream) {
    let at = 0
    while (at < chunk.length) {
      const segment = segments[index]
      if (!segment) throw new BlobsError('blobs/too-long', 'more bytes than segments')
      const part = chunk.subarray(at, at + segment.bytes - filled)
      buffer.set(part, filled)
      filled += part.length
      at += part.length
      if (filled === segment.bytes) {
        yield buffer.subarray(0, filled)
        filled = 0
        index += 1
      }
    }
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    at += (await handle.write(bytes, at, bytes.length - at)).bytesWritten
  }
}

/** SHA-256 by the host: payloads are large. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return hash('sha256', bytes, 'buffer')
}
