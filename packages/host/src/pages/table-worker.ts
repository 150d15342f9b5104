/**
 * Sets one table in a thread of its own.
 *
 * @module
 */
import { parentPort, workerData } from 'node:worker_threads'

import { MarkingError } from '@entente/core/marking'

import { renderTable, type TableOrder } from './render-table.ts'

const { table, at }: TableOrder = workerData
try {
  const bytes = await renderTable(table, new Date(at))
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window
  parentPort?.postMessage({ kind: 'made', bytes }, [bytes.buffer])
} catch (error) {
  if (!(error instanceof MarkingError)) throw error
  const { code, message } = error
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window
  parentPort?.postMessage({ kind: 'refused', code, message })
}
