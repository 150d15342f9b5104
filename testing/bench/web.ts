/**
 * The web application in a real browser: a long register under a person's hands, and a large file on its way.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

import { builtWeb } from '@entente/web/build'
import { type Kysely, sql } from 'kysely'

import type { Database } from '../../packages/server/src/store/index.ts'
import {
  askEnrolment,
  type Desk,
  enrol,
  noBrowser,
  openDesk,
  signInAt,
  startBrowser,
} from '../browser.ts'
import { draftDocument } from '../documents.ts'
import { openTestEdge } from '../edge.ts'
import { federation, type Federation } from '../federation.ts'

import { browserMemory } from './measure.ts'
import { say, tell } from './say.ts'
import { parseSize, roomyFolder } from './sealing.ts'
import { startUnwatched, type UnwatchedBrowser } from './unwatched.ts'

/** Measures and prints. */
export async function benchWeb({
  lines,
  upload,
}: {
  readonly lines: number
  readonly upload: string
}): Promise<void> {
  if (noBrowser !== false) throw new Error(noBrowser)
  await using net = await federation()
  await using tokyo = await openTestEdge(net.tokyo, { web: await builtWeb() })
  const origin = tokyo.edge.webOrigin ?? ''
  const author = net.tokyo.people['author']
  assert.ok(author)
  const browser = await startBrowser([net.tokyo])
  try {
    await using desk = await openDesk(browser)
    await enrol(net.tokyo, tokyo, await askEnrolment(desk, origin, author))
    await signInAt(desk, origin)
    await multiply(net, lines)
    await benchLines(desk, origin, lines)
    assert.deepEqual(desk.faults, [])
  } finally {
    await browser.close()
  }
  await using unwatched = await startUnwatched([net.tokyo.server.keyring.get('tls').certificatePem])
  await enrol(net.tokyo, tokyo, await askEnrolment(unwatched.desk, origin, author))
  await signInAt(unwatched.desk, origin)
  await benchUpload(unwatched, origin, parseSize(upload))
}

/** A draft, as often as asked for: rows are copied by the engine, as statements are dear. */
async function multiply({ tokyo }: Federation, lines: number): Promise<void> {
  const first = await draftDocument(tokyo, '秘', undefined, { title: 'カイジョウ計画' })
  const { db } = tokyo.server.store
  const copied: Readonly<Record<string, string>> = {
    document: `substr(document, 1, 24) || printf('%012x', n)`,
    created_at: `strftime('%Y-%m-%dT%H:%M:%S.000Z', 1735689600 + n * 60, 'unixepoch')`,
    title: `'Report ' || n`,
    search: `'report ' || n`,
  }
  await db.transaction().execute(async (tx: Kysely<Database>) => {
    for (const table of ['documents', 'register_lines'] as const) {
      const row = await tx
        .selectFrom(table)
        .selectAll()
        .where('document', '=', first)
        .executeTakeFirstOrThrow()
      const columns = Object.keys(row)
      const values = columns.map((name) => copied[name] ?? name).join(', ')
      await sql`with recursive numbers (n) as
        (select 1 union all select n + 1 from numbers where n < ${lines})
        insert into ${sql.table(table)} (${sql.raw(columns.join(', '))})
        select ${sql.raw(values)} from ${sql.table(table)}, numbers where document = ${first}`.execute(
        tx,
      )
    }
  })
}

/** What a person does, from the press of a key to the next frame (Event Timing), and what the server takes for it. */
async function benchLines({ page }: Desk, origin: string, lines: number): Promise<void> {
  await page.goto('about:blank')
  await page.goto(`${origin}/#/register`)
  await page.evaluate(watchInteractions)
  const asked = await timeOf(async () => {
    await page.goto(`${origin}/#/inbox`)
    await page.getByRole('link', { name: /^Register/ }).click()
    await page.locator('tbody tr').nth(20).waitFor()
  })
  const search = page.getByLabel('Title or id')
  const sought = await timeOf(async () => {
    await search.pressSequentially(`report ${lines - 7}`, { delay: 60 })
    await page.getByText('1 of 1 shown').waitFor()
  })
  await search.fill('')
  await page.locator('tbody tr').nth(20).waitFor()
  for (let scrolled = 0; scrolled < 60; scrolled++) {
    await page.mouse.wheel(0, 2000)
    await page.waitForTimeout(50)
  }
  await page.locator('tbody th a').first().focus()
  for (let pressed = 0; pressed < 60; pressed++) await page.keyboard.press('ArrowDown')
  const rows = await page.locator('tbody tr').count()
  const slowest: number = await page.evaluate('globalThis.slowestInteraction()')
  console.log(`\nThe register in a browser, ${lines.toLocaleString('en')} lines\n`)
  tell('from the menu to the first lines', asked, 'ms')
  tell('a search of one line, from its first key', sought, 'ms')
  tell('rows in the page after scrolling', rows, '')
  say('register in the browser: slowest interaction, of 100 ms', slowest / 100, '≤', 1)
}

const watchInteractions = `(() => {
  let slowest = 0
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries())
      if (interactionId > 0) slowest = Math.max(slowest, duration)
  }).observe({ type: 'event', durationThreshold: 16, buffered: true })
  globalThis.slowestInteraction = () => slowest
})()`

async function timeOf(act: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await act()
  return performance.now() - start
}

/** The browser's memory while a file is sealed and sent: flat means that no more is held at the end than at the start. */
async function benchUpload(
  { desk: { page, faults }, choose, leave }: UnwatchedBrowser,
  origin: string,
  size: number,
): Promise<void> {
  const path = join(roomyFolder(size * 3.2), `entente-upload-${process.pid}.bin`)
  await fill(path, size)
  try {
    await page.goto('about:blank')
    await page.goto(`${origin}/#/new`)
    await page.getByRole('radio').first().waitFor()
    await choose(path)
    await page.getByRole('radio', { name: 'Ministerial secrets' }).check()
    await page.getByRole('radio', { name: /^極秘/ }).check()
    await page.getByRole('checkbox', { name: 'New Zealand' }).check()
    await page.getByRole('checkbox', { name: /Maritime security/ }).check()
    await page.getByText('Nothing in the pact or the label stands against it.').waitFor()
    assert.deepEqual(faults, [])
    const script = await leave()
    const start = performance.now()
    await script(`[...document.querySelectorAll('button')]
      .find(({ textContent }) => textContent === 'Seal and ask for approval').click()`)
    const seen: number[] = []
    for (;;) {
      const said = String(await script('document.querySelector("main").innerText'))
      if (said.includes('Sealed and registered')) break
      if (!/of 2: /.test(said)) throw new Error(said)
      seen.push(await browserMemory())
      await setTimeout(1000)
      if (seen.length % 30 === 0)
        console.log(`  ${said.split('\n').findLast((line) => line.includes(' · '))}`)
    }
    const seconds = (performance.now() - start) / 1000
    const part = Math.ceil(seen.length / 4)
    const [early, late] = [Math.max(...seen.slice(0, part)), Math.max(...seen.slice(-part))]
    console.log(
      `\nA file of ${(size / 2 ** 20).toLocaleString('en')} MiB, sealed and sent by a browser\n`,
    )
    tell('it took', seconds, 's')
    tell('at', size / 2 ** 20 / seconds, 'MiB/s')
    tell('memory of the browser, most', Math.max(...seen), 'MiB')
    say('upload: memory in the last quarter, to the first', late / early, '≤', 1.25)
  } finally {
    await rm(path, { force: true })
  }
}

/** Bytes that no compression makes small. */
async function fill(path: string, size: number): Promise<void> {
  const file = await open(path, 'w')
  const piece = randomBytes(2 ** 20)
  for (let at = 0; at < size; at += piece.length) {
    piece.writeUInt32BE(at / 2 ** 20, 0)
    await file.write(piece, 0, Math.min(piece.length, size - at))
  }
  await file.close()
  assert.equal((await stat(path)).size, size)
}
