/**
 * The thread that works on segments: one message in, one message out.
 *
 * @module
 */
import { parentPort, workerData } from 'node:worker_threads'

import type { SegmentRecord } from '@entente/core/tdf'

import {
  type PlannedSegment,
  type SegmentFailure,
  type SegmentPlan,
  segmentWork,
  SegmentWorkError,
} from './segment-work.ts'

/** What a worker answers. An error does not survive the way between threads, its kind does. */
export type WorkerAnswer =
  | { readonly kind: 'done'; readonly index: number; readonly record: SegmentRecord }
  | { readonly kind: 'failed'; readonly failure: SegmentFailure; readonly reason: string }

const plan: SegmentPlan = workerData
const work = segmentWork(plan)

parentPort?.on('message', (segment: PlannedSegment) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window
  parentPort?.postMessage(answer(segment))
})

function answer(segment: PlannedSegment): WorkerAnswer {
  try {
    return { kind: 'done', index: segment.index, record: work(segment) }
  } catch (error) {
    if (!(error instanceof SegmentWorkError)) throw error
    return { kind: 'failed', failure: error.failure, reason: error.message }
  }
}
