/**
 * The worker that computes a ledger again: it asks for tiles itself, so the page stays free meanwhile.
 *
 * @module
 */
// oxlint-disable-next-line import/no-unassigned-import -- what has to be said before zod is used
import '../../reader/no-eval.ts'
import { formatTilePath, tilesOf } from '@entente/core/ledger'

import { ask, type Asker, refusalOf } from '../../api/ask.ts'
import { askerOf, resumeSession } from '../../device/session.ts'

import { wrongOf } from './heads.ts'
import type { Order, Report } from './protocol.ts'
import { verifyHead } from './verify.ts'

/** How often the page is told, in milliseconds. */
const beat = 100
/** How often a tile is asked for again where the server asks to wait. */
const patience = 20

addEventListener('message', ({ data }: MessageEvent<Order>) => {
  run(data).catch((error: unknown) =>
    report({ kind: 'failed', fault: wrongOf(error) ?? 'no-answer' }),
  )
})

async function run({ language, seen }: Order): Promise<void> {
  const session = await resumeSession()
  if (!session) throw new TypeError('no session')
  const asker = askerOf(session, language)
  const head = await ask(asker, 'GET /api/ledger/head', {})
  const total = [...tilesOf(head.size)].length
  let [done, told] = [0, 0]
  const verified = await verifyHead(
    head,
    async (name) => {
      const tile = await readTile(asker, formatTilePath(name))
      done += 1
      if (performance.now() - told > beat) {
        told = performance.now()
        report({ kind: 'progress', done: Math.min(done, total), total })
      }
      return tile
    },
    seen,
  )
  report({ kind: 'verified', verified })
}

async function readTile(asker: Asker, path: string): Promise<Uint8Array | undefined> {
  for (let turn = 0; ; turn++) {
    const response = await asker.send(`/api/ledger/files?path=${encodeURIComponent(path)}`, {})
    if (response.status === 404) return undefined
    if (response.ok) return new Uint8Array(await response.arrayBuffer())
    if (response.status !== 429 || turn === patience) throw await refusalOf(response)
    const seconds = Number(response.headers.get('retry-after')) || 1
    await new Promise((resolve) => {
      setTimeout(resolve, seconds * 1000)
    })
  }
}

function report(said: Report): void {
  postMessage(said)
}
