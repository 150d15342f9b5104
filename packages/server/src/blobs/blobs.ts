/**
 * Payloads in a folder, each under its digest (D6): only ciphertext, and only what was checked.
 *
 * ```
 * incoming/<payload>/{list,data,progress}   announced, not whole
 * whole/<payload>/{list,data}               whole; a folder is moved here in one step and never changed
 * ```
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import { type FileHandle, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { type Hash, isHash } from '@entente/core/crypto'
import { equalBytes } from '@entente/core/lib'

import { files, makeFolder, syncFolder } from '../files/index.ts'

import { BlobsError } from './errors.ts'
import {
  checkSegments,
  formatSegments,
  parseSegments,
  type Segment,
  totalBytes,
} from './segment-list.ts'
import { appendSegments, readProgress, sha256 } from './upload.ts'

/** How much of a payload is here. */
export interface BlobState {
  /** Number of segments, and of those that are here, which are the first ones. */
  readonly segments: number
  readonly present: number
  /** Bytes of all segments. */
  readonly size: number
  readonly complete: boolean
}

/** Bytes from `start` up to and without `end`. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** The payloads of a member. */
export interface Blobs {
  /**
   * Says what a payload will be. Saying it again changes nothing; another list of the same digest
   * takes the place of the one before unless the payload is whole.
   *
   * @throws {BlobsError} `blobs/malformed`, `blobs/wrong-digest`, `blobs/busy`
   */
  announce(payload: string, segments: readonly Segment[]): Promise<BlobState>
  /**
   * Takes segments from number `from` on, as many as come; the last one makes the payload whole. What
   * is `present` in the state returned is durable.
   *
   * @throws {BlobsError} `blobs/unknown` if it was not announced, `blobs/not-next`,
   *   `blobs/wrong-segment`, `blobs/too-long`, `blobs/busy`
   */
  putSegments(payload: string, from: number, stream: AsyncIterable<Uint8Array>): Promise<BlobState>
  /** How much is here; `undefined` for a payload that was never announced. */
  state(payload: string): Promise<BlobState | undefined>
  /** The list of an announced payload. */
  segments(payload: string): Promise<readonly Segment[] | undefined>
  /**
   * The bytes of a whole payload. They were right when they arrived and are not checked again here.
   *
   * @throws {BlobsError} `blobs/unknown`, `blobs/bad-range`
   */
  read(payload: string, range?: ByteRange): Promise<ReadableStream<Uint8Array<ArrayBuffer>>>
  /**
   * Reads a whole payload and compares every segment with the list.
   *
   * @throws {BlobsError} `blobs/unknown`, `blobs/corrupt`
   */
  verify(payload: string): Promise<void>
  /** Removes a payload, whole or not. Readers that have begun get to their end. */
  remove(payload: string): Promise<void>
  /** Digests of the whole payloads. */
  list(): Promise<readonly Hash[]>
}

const chunkBytes = 512 * 1024

/** Opens the payloads in `folder`, and clears away what a crash has left of removed ones. */
export async function openBlobs(folder: string): Promise<Blobs> {
  const whole = join(folder, 'whole')
  const incoming = join(folder, 'incoming')
  for (const part of [whole, incoming]) await makeFolder(part)
  for (const name of await readdir(incoming)) {
    if (!isHash(name)) await rm(join(incoming, name), { recursive: true })
  }

  const busy = new Set<string>()
  const alone = async <T>(payload: string, body: () => Promise<T>): Promise<T> => {
    if (busy.has(payload)) throw new BlobsError('blobs/busy', `\`${payload}\` is being written`)
    busy.add(payload)
    try {
      return await body()
    } finally {
      busy.delete(payload)
    }
  }
  const find = async (payload: string): Promise<Found | undefined> => {
    if (!isHash(payload)) return undefined
    // A payload only moves from incoming to whole: one that is missed first is found last.
    for (const place of [whole, incoming, whole]) {
      const list = await files.read(join(place, payload, 'list'))
      if (!list) continue
      const segments = parseSegments(payload, list)
      return { folder: join(place, payload), segments, complete: place === whole }
    }
    return undefined
  }
  const findWhole = async (payload: string): Promise<Found> => {
    const found = await find(payload)
    if (!found?.complete) throw new BlobsError('blobs/unknown', `\`${payload}\` is not whole here`)
    return found
  }
  /** A crash in here leaves the payload in one of the two places. */
  const finish = async (payload: string, found: Found): Promise<BlobState> => {
    await rename(found.folder, join(whole, payload))
    for (const place of [whole, incoming]) await syncFolder(place)
    return stateOf({ ...found, complete: true })
  }
  /** Out of sight in one step: a payload half removed would look like one half arrived. */
  const discard = async (payload: string, { folder: place }: Found): Promise<void> => {
    const gone = join(incoming, `${payload}.${randomUUID()}.gone`)
    await rename(place, gone)
    for (const parent of [whole, incoming]) await syncFolder(parent)
    await rm(gone, { recursive: true })
  }

  return {
    announce: (payload, segments) =>
      alone(payload, async () => {
        checkSegments(payload, segments)
        const found = await find(payload)
        if (found?.complete) return stateOf(found)
        const list = formatSegments(segments)
        if (found && !equalBytes(formatSegments(found.segments), list))
          await discard(payload, found)
        const place = join(incoming, payload)
        await makeFolder(place)
        await files.write(join(place, 'list'), list)
        const announced = { folder: place, segments, complete: false }
        if (segments.length === 0) await files.write(join(place, 'data'), '')
        const state = await stateOf(announced)
        // A crash before the last rename has left nothing to send, so nobody would send it.
        return state.present === segments.length ? finish(payload, announced) : state
      }),

    putSegments: (payload, from, stream) =>
      alone(payload, async () => {
        const found = await find(payload)
        if (!found) throw new BlobsError('blobs/unknown', `\`${payload}\` was not announced`)
        const { present } = await stateOf(found)
        if (from !== present) throw new BlobsError('blobs/not-next', `segment ${present} is next`)
        if (found.complete) return stateOf(found)
        const reached = await appendSegments(found.folder, found.segments, from, stream)
        return reached === found.segments.length ? finish(payload, found) : stateOf(found)
      }),

    async state(payload) {
      const found = await find(payload)
      return found && stateOf(found)
    },

    async segments(payload) {
      return (await find(payload))?.segments
    },

    async read(payload, range) {
      const found = await findWhole(payload)
      const { start, end } = range ?? { start: 0, end: totalBytes(found.segments) }
      const sound = Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0
      if (!sound || start > end || end > totalBytes(found.segments)) {
        throw new BlobsError('blobs/bad-range', `no bytes from ${start} to ${end}`)
      }
      return bytesOf(join(found.folder, 'data'), start, end)
    },

    async verify(payload) {
      const { folder: place, segments } = await findWhole(payload)
      const handle = await open(join(place, 'data'))
      try {
        for (const [index, segment] of segments.entries()) {
          const { bytesRead, buffer } = await handle.read(new Uint8Array(segment.bytes))
          if (bytesRead === segment.bytes && equalBytes(sha256(buffer), segment.hash)) continue
          throw new BlobsError('blobs/corrupt', `segment ${index} of \`${payload}\` was changed`)
        }
      } finally {
        await handle.close()
      }
    },

    remove: (payload) =>
      alone(payload, async () => {
        const found = await find(payload)
        if (found) await discard(payload, found)
      }),

    async list() {
      return (await readdir(whole)).filter(isHash).toSorted()
    },
  }
}

interface Found {
  readonly folder: string
  readonly segments: readonly Segment[]
  readonly complete: boolean
}

async function stateOf({ folder, segments, complete }: Found): Promise<BlobState> {
  const present = complete ? segments.length : await readProgress(folder, segments)
  return { segments: segments.length, present, size: totalBytes(segments), complete }
}

/**
 * Opened once somebody reads: a file that nobody closes ends the process when it is collected, and not every
 * stream that is made is read.
 */
function bytesOf(
  file: string,
  start: number,
  end: number,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = start
  let opening: Promise<FileHandle> | undefined
  const close = async (): Promise<void> => (await opening)?.close()
  return new ReadableStream(
    {
      async pull(controller) {
        opening ??= open(file)
        const handle = await opening
        try {
          const chunk = new Uint8Array(Math.min(chunkBytes, end - at))
          const { bytesRead } = await handle.read(chunk, 0, chunk.length, at)
          at += bytesRead
          if (bytesRead > 0) controller.enqueue(chunk.subarray(0, bytesRead))
          if (at < end && bytesRead > 0) return
          if (at < end) throw new BlobsError('blobs/corrupt', 'the payload was cut off')
        } catch (error) {
          await close()
          throw error
        }
        await close()
        controller.close()
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  )
}
