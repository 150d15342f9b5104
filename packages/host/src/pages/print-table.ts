/**
 * Tables set apart from what else the process does: a thousand rows take seconds.
 *
 * @module
 */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

import type { Bytes } from '@entente/core/lib'
import { MarkingError, type MarkingErrorCode } from '@entente/core/marking'

import type { MarkedTable, TableOrder } from './render-table.ts'

type Made =
  | { readonly kind: 'made'; readonly bytes: Bytes }
  | { readonly kind: 'refused'; readonly code: MarkingErrorCode; readonly message: string }

/** One after the other: whoever asks for many prints no faster, and takes no more memory. */
let last: Promise<unknown> = Promise.resolve()
/** Those that wait hold their rows: there is an end to it. */
let taken = 0
const most = 8

/**
 * `renderTable` in a thread of its own, which may take 1 GiB. One is made at a time, and seven wait.
 *
 * @throws {MarkingError} `marking/busy`; as `renderTable` does
 */
export async function printTable(table: MarkedTable, at: Date): Promise<Bytes> {
  if (taken >= most) throw new MarkingError('marking/busy', `${taken} tables are on their way`)
  taken += 1
  const next = last.then(() => setApart({ table, at: at.toISOString() }))
  last = next.catch(() => undefined)
  try {
    return await next
  } finally {
    taken -= 1
  }
}

async function setApart(workerData: TableOrder): Promise<Bytes> {
  const worker = new Worker(new URL('table-worker.ts', import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
  })
  try {
    const [made]: Made[] = await once(worker, 'message')
    if (made?.kind === 'made') return made.bytes
    throw new MarkingError(made?.code ?? 'marking/too-large', made?.message ?? 'nothing was made')
  } finally {
    await worker.terminate()
  }
}
