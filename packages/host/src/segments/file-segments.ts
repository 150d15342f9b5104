/**
 * All segments of a file, on all cores.
 *
 * @module
 */
import { availableParallelism } from 'node:os'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'

import { type SegmentRecord, TdfError } from '@entente/core/tdf'

import { FileError } from '../files/errors.ts'

import {
  type PlannedSegment,
  type SegmentFailure,
  type SegmentPlan,
  segmentWork,
  SegmentWorkError,
} from './segment-work.ts'
import type { WorkerAnswer } from './worker.ts'

/** Told how many bytes of plaintext are done. */
export type Progress = (done: number, total: number) => void

// A thread costs more than it saves below this many segments.
const fewSegments = 8
// A worker has its next segment in its queue when it finishes one.
const queued = 2

/**
 * Seals or opens every segment of a plan. Both files stay open until this settles; after a failure
 * no thread touches them any more.
 *
 * @throws {TdfError} `tdf/segment`, `tdf/truncated`
 * @throws {FileError} `file/cannot-read`, `file/cannot-write`
 */
export async function workOnSegments(
  plan: SegmentPlan,
  segments: readonly PlannedSegment[],
  progress: Progress = () => {},
): Promise<readonly SegmentRecord[]> {
  const total = segments.reduce((sum, { size }) => sum + size, 0)
  let done = 0
  const count = (record: SegmentRecord): SegmentRecord => {
    done += record.size
    progress(done, total)
    return record
  }
  try {
    if (segments.length < fewSegments) {
      const work = segmentWork(plan)
      return segments.map((segment) => count(work(segment)))
    }
    return await workInThreads(plan, segments, count)
  } catch (error) {
    throw error instanceof SegmentWorkError ? toError(error) : error
  }
}

async function workInThreads(
  plan: SegmentPlan,
  segments: readonly PlannedSegment[],
  count: (record: SegmentRecord) => SegmentRecord,
): Promise<readonly SegmentRecord[]> {
  const records: SegmentRecord[] = []
  const waiting = segments.values()
  const program = new URL(`worker${extname(import.meta.filename)}`, import.meta.url)
  const threads = Math.min(availableParallelism(), segments.length)
  const workers = Array.from({ length: threads }, () => new Worker(program, { workerData: plan }))
  try {
    await Promise.all(
      workers.map((worker) =>
        feed(worker, waiting, (index, record) => {
          records[index] = count(record)
        }),
      ),
    )
    return records
  } finally {
    // Waited for: a descriptor may get a new meaning once its file is closed.
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
}

/** Gives a worker segments until none waits. */
function feed(
  worker: Worker,
  waiting: Iterator<PlannedSegment>,
  take: (index: number, record: SegmentRecord) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let given = 0
    const give = (): void => {
      const next = waiting.next()
      if (!next.done) {
        given++
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window
        worker.postMessage(next.value)
      } else if (given === 0) {
        resolve()
      }
    }
    worker.on('message', (answer: WorkerAnswer) => {
      given--
      try {
        if (answer.kind === 'failed') throw new SegmentWorkError(answer.failure, answer.reason)
        take(answer.index, answer.record)
        give()
      } catch (error) {
        reject(error)
      }
    })
    worker.on('error', reject)
    worker.on('exit', () => {
      reject(new Error('a thread ended before its work did'))
    })
    for (let ahead = 0; ahead < queued; ahead++) give()
  })
}

const errors: Readonly<Record<SegmentFailure, (reason: string) => FileError | TdfError>> = {
  'cannot-read': (reason) => new FileError('file/cannot-read', reason),
  'cannot-write': (reason) => new FileError('file/cannot-write', reason),
  segment: (reason) => new TdfError('tdf/segment', reason),
  truncated: (reason) => new TdfError('tdf/truncated', reason),
}

function toError({ failure, message }: SegmentWorkError): FileError | TdfError {
  return errors[failure](message)
}
