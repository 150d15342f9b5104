/** Drafts whose sending was cut off: gone on with, or discarded, in a real browser. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import type { Browser } from 'playwright-core'

import { accessFaults, type Desk, noBrowser } from './browser.ts'
import { openAt } from './documents.ts'
import type { TestEdge } from './edge.ts'
import type { Federation } from './federation.ts'
import {
  authorDesk,
  choose,
  fileOf,
  openNew,
  openSealingDesks,
  originOf,
  type SealingDesks,
  stateOf,
} from './sealing-desks.ts'

const skip = noBrowser
const MiB = 1 << 20

let at: SealingDesks
let net: Federation
let tokyo: TestEdge
let browser: Browser
let desk: Desk
before(async () => {
  if (noBrowser !== false) return
  at = await openSealingDesks()
  ;({ net, tokyo, browser, desk } = at)
})
after(async () => {
  if (noBrowser === false) await at[Symbol.asyncDispose]()
})

test(
  'a lost network is waited for, and a reload is gone on with by the same file alone',
  { skip },
  async () => {
    const { page, context } = desk
    const file = fileOf('long.bin', 12 * MiB)
    await openNew(page, tokyo)
    await page.getByLabel('File', { exact: true }).setInputFiles(file)
    await choose(page)
    let cut = true
    let pieces = 0
    await context.route('**/segments/**', async (route) => {
      if (cut && pieces > 0) return route.abort('internetdisconnected')
      pieces += 1
      return route.continue()
    })
    await page.getByRole('button', { name: 'Seal as a draft' }).click()
    await page.getByText('The server does not answer.').waitFor()
    assert.equal((await stateOf('long', net))?.state, 'sealing')
    assert.ok(pieces > 0)
    assert.deepEqual(await accessFaults(desk), [])

    page.once('dialog', (dialog) => void dialog.accept())
    await page.reload()
    await page.getByRole('link', { name: 'Go on sending' }).click()
    await page.getByRole('heading', { name: 'Go on sending' }).waitFor()
    const pick = page.getByLabel('File', { exact: true })

    const sent = pieces
    cut = false
    await pick.setInputFiles(fileOf('long.bin', 12 * MiB, 9))
    await page.getByRole('button', { name: 'Go on', exact: true }).click()
    await page.getByText('sealing/source-changed').waitFor()
    await pick.setInputFiles(fileOf('long.bin', 12 * MiB - 1))
    await page.getByRole('button', { name: 'Go on', exact: true }).click()
    await page.getByText('sealing/source-changed').waitFor()
    assert.equal(pieces, sent, 'nothing of another file is sent')
    assert.deepEqual(await accessFaults(desk), [])

    await page.getByRole('button', { name: '日本語' }).click()
    await page.getByRole('button', { name: '再開する' }).click()
    await page.getByText('ファイルが封印時のものと異なります').waitFor()
    await page.getByRole('button', { name: 'English' }).click()

    cut = true
    pieces = 0
    await pick.setInputFiles(file)
    await page.getByRole('button', { name: 'Go on', exact: true }).click()
    await page.getByText('The server does not answer.').waitFor()
    cut = false
    await page.getByRole('heading', { name: 'Sealed and registered' }).waitFor()
    const row = await stateOf('long', net)
    assert.equal(row?.state, 'draft')
    const { text } = await openAt(net.tokyo, 'author', row.document, null, 'drafting')
    assert.ok(text === new TextDecoder().decode(file.buffer))
    await context.unroute('**/segments/**')
    assert.deepEqual(desk.faults, [])
  },
)

test(
  'a draft that was cut off is discarded by its author, who is asked once more',
  { skip },
  async () => {
    const { page, context } = desk
    await openNew(page, tokyo)
    await page.getByLabel('File', { exact: true }).setInputFiles(fileOf('gone.bin', 1024))
    await choose(page)
    await context.route('**/segments/**', (route) => route.abort('internetdisconnected'))
    await page.getByRole('button', { name: 'Seal as a draft' }).click()
    await page.getByText('The server does not answer.').waitFor()
    page.once('dialog', (dialog) => void dialog.accept())
    await page.reload()
    await page.getByRole('link', { name: 'Go on sending' }).click()
    const discard = page.getByRole('button', { name: 'Discard this draft' })
    await discard.click()
    const dialog = page.getByRole('dialog', { name: 'Discard this draft?' })
    assert.deepEqual(await accessFaults(desk), [])
    await dialog.getByRole('button', { name: 'Keep' }).click()
    assert.equal((await stateOf('gone', net))?.state, 'sealing')
    await page.getByRole('button', { name: '日本語' }).click()
    await page.getByRole('button', { name: 'この下書きを破棄する' }).click()
    assert.deepEqual(await accessFaults(desk), [])
    await page.keyboard.press('Escape')
    assert.equal((await stateOf('gone', net))?.state, 'sealing')
    await page.getByRole('button', { name: 'English' }).click()
    await discard.focus()
    await page.keyboard.press('Enter')
    await dialog.getByRole('button', { name: 'Discard', exact: true }).click()
    await page.getByText('The draft is discarded, on record.').waitFor()
    assert.equal(await stateOf('gone', net), undefined)
    await context.unroute('**/segments/**')
    assert.deepEqual(desk.faults, [])
  },
)

test(
  'what was cut off is gone on with at another browser, from Today, by keyboard',
  { skip },
  async () => {
    const { page, context } = desk
    const file = fileOf('far.bin', 12 * MiB)
    await openNew(page, tokyo)
    await page.getByLabel('File', { exact: true }).setInputFiles(file)
    await choose(page)
    let pieces = 0
    await context.route('**/segments/**', (route) => {
      pieces += 1
      return pieces > 1 ? route.abort('internetdisconnected') : route.continue()
    })
    await page.getByRole('button', { name: 'Seal as a draft' }).click()
    await page.getByText('The server does not answer.').waitFor()
    page.once('dialog', (dialog) => void dialog.accept())
    await page.reload()
    await page.getByRole('link', { name: 'Go on sending' }).waitFor()
    await context.unroute('**/segments/**')
    assert.deepEqual(desk.faults, [])

    await using other = await authorDesk(browser, net.tokyo, tokyo, { locale: 'ja-JP' })
    const sent: string[] = []
    other.page.on('request', (request) => {
      if (request.url().includes('/segments/')) sent.push(request.url())
    })
    await other.page.getByText('送信が完了していない下書き').waitFor()
    assert.deepEqual(await accessFaults(other), [])
    await other.page.getByRole('link', { name: '送信を再開する' }).focus()
    await other.page.keyboard.press('Enter')
    await other.page.getByRole('heading', { name: '送信の再開' }).waitFor()
    const pick = other.page.locator('input[type=file]')
    await pick.setInputFiles(fileOf('far.bin', 12 * MiB, 9))
    const goOn = other.page.getByRole('button', { name: '再開する' })
    await goOn.focus()
    await other.page.keyboard.press('Enter')
    await other.page.getByText('ファイルが封印時のものと異なります').waitFor()
    assert.deepEqual(sent, [], 'nothing of another file leaves')
    await pick.setInputFiles(file)
    await goOn.focus()
    await other.page.keyboard.press('Enter')
    await other.page.getByRole('heading', { name: '封印し、登録しました' }).waitFor()
    assert.match(sent[0] ?? '', /\/segments\/1$/)
    const row = await stateOf('far', net)
    assert.equal(row?.state, 'draft')
    const { text } = await openAt(net.tokyo, 'author', row.document, null, 'drafting')
    assert.ok(text === new TextDecoder().decode(file.buffer))
    await other.page.goto(`${originOf(tokyo)}/#/`)
    await other.page.getByText('送信が完了していない下書き').waitFor({ state: 'detached' })
    assert.deepEqual(other.faults, [])
  },
)
