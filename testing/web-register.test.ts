/** Register, inbox and pact in a real browser: searched, long, exported, in both languages, by keyboard. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'

import { hashOf } from '@entente/core/crypto'
import { builtWeb } from '@entente/web/build'
import type { Browser } from 'playwright-core'

import { pagesOf } from '../packages/host/src/pages/poppler.fixture.ts'

import {
  accessFaults,
  askEnrolment,
  type Desk,
  enrol,
  noBrowser,
  openDesk,
  signInAt,
  startBrowser,
} from './browser.ts'
import { draftDocument, releasedDocument } from './documents.ts'
import { openTestEdge, type TestEdge } from './edge.ts'
import { federation, type Federation, term } from './federation.ts'

let net: Federation
let browser: Browser
let tokyo: TestEdge
let desk: Desk
let received = ''
const drafts = 230
before(async () => {
  if (noBrowser !== false) return
  net = await federation()
  tokyo = await openTestEdge(net.tokyo, { web: await builtWeb() })
  browser = await startBrowser([net.tokyo])
  received = (await releasedDocument(net)).document
  const kana = await draftDocument(net.tokyo, '秘', undefined, { title: 'カイジョウ計画' })
  await multiply(kana, drafts)
  const author = net.tokyo.people['author']
  assert.ok(author)
  desk = await openDesk(browser, { acceptDownloads: true })
  const origin = tokyo.edge.webOrigin ?? ''
  await enrol(net.tokyo, tokyo, await askEnrolment(desk, origin, author))
  await signInAt(desk, origin)
})
after(async () => {
  if (noBrowser !== false) return
  await browser.close()
  await tokyo[Symbol.asyncDispose]()
  await net[Symbol.asyncDispose]()
})

/** The author's drafts, so many that they do not fit into a window: rows are copied, as statements are dear. */
async function multiply(document: string, times: number): Promise<void> {
  const { db } = net.tokyo.server.store
  const row = await db
    .selectFrom('documents')
    .selectAll()
    .where('document', '=', document)
    .executeTakeFirstOrThrow()
  const line = await db
    .selectFrom('register_lines')
    .selectAll()
    .where('document', '=', document)
    .executeTakeFirstOrThrow()
  for (let number = 0; number < times; number++) {
    const id = `${document.slice(0, -4)}${number.toString(16).padStart(4, '0')}`
    const created = new Date(Date.parse('2026-01-01T00:00:00.000Z') + number * 1000).toISOString()
    const [title, search] = [`Plan ${number}`, `plan ${number} ${id}`]
    await db
      .insertInto('documents')
      .values({ ...row, document: id, title, created_at: created })
      .execute()
    await db
      .insertInto('register_lines')
      .values({ ...line, document: id, created_at: created, search })
      .execute()
  }
}

const skip = noBrowser
const open = async (screen: string): Promise<void> => {
  await desk.page.goto(`${tokyo.edge.webOrigin ?? ''}/#/${screen}`)
}
const titles = (): Promise<readonly string[]> =>
  desk.page.locator('tbody th[scope=row] a').allInnerTexts()

test(
  'the register is searched as one types, whatever kana, and by its fields',
  { skip },
  async () => {
    const { page } = desk
    await open('register')
    await page.getByText('of 232 shown').waitFor()
    await page.getByLabel('Title or id').fill('かいじょう')
    await page.getByText('1 of 1 shown').waitFor()
    assert.deepEqual(await titles(), ['カイジョウ計画'])
    await page.getByLabel('Title or id').fill('')
    await page.getByLabel('Copy with').selectOption('nzl')
    await page.getByText('1 of 1 shown').waitFor()
    assert.deepEqual(await titles(), ['海上保安情報'])
    await page.getByLabel('State').selectOption('draft')
    await page.getByText('Change the search').waitFor()
    assert.deepEqual(await accessFaults(desk), [])

    // The words are kept while one looks at a document, in no address.
    await page.getByLabel('State').selectOption('')
    await page.getByRole('link', { name: '海上保安情報' }).click()
    await page.getByRole('heading', { name: 'History' }).waitFor()
    assert.ok(page.url().endsWith(`#/documents/${received}`))
    await page.goBack()
    await page.getByText('1 of 1 shown').waitFor()
    assert.equal(await page.getByLabel('Copy with').inputValue(), 'nzl')
    await page.getByRole('button', { name: 'Clear the search' }).click()
    await page.getByText('of 232 shown').waitFor()
  },
)

test(
  'only lines near the window are in the page, and none is lost on the way',
  { skip },
  async () => {
    const { page } = desk
    await open('today')
    await open('register')
    await page.getByText('of 232 shown').waitFor()
    const seen = new Set<string>()
    for (let step = 0; step < 80; step++) {
      for (const title of await titles()) seen.add(title)
      await page.mouse.wheel(0, 1500)
      await page.waitForTimeout(60)
    }
    for (const title of await titles()) seen.add(title)
    await page.getByText('232 of 232 shown').waitFor()
    assert.equal(seen.size, 232)
    assert.ok((await titles()).length < 232, 'the first lines are not there any more')
    assert.equal(await page.getByRole('table').getAttribute('aria-rowcount'), '233')
    await page.evaluate('scrollTo(0, 0)')
    await page.getByRole('link', { name: '海上保安情報' }).waitFor()
    await page.locator('tbody a').first().focus()
    await page.keyboard.press('ArrowDown')
    const second = (await titles())[1]
    assert.equal(await page.evaluate('document.activeElement.textContent'), second)
    await page.keyboard.press('Home')
    assert.equal(await page.evaluate('document.activeElement.textContent'), (await titles())[0])
  },
)

test('an export is for those who keep the register', { skip }, async () => {
  const { page } = desk
  await open('register')
  await page.getByText('of 232 shown').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Export as CSV' }).count(), 0)

  const clerk = net.tokyo.people['clerk']
  assert.ok(clerk)
  await net.tokyo.grant('controller', {
    kind: 'need-to-know',
    person: clerk.person,
    scope: { kind: 'document', document: received },
    purposes: ['maritime-security'],
    ...term,
  })
  await using theirs = await openDesk(browser, { locale: 'ja-JP', acceptDownloads: true })
  const origin = tokyo.edge.webOrigin ?? ''
  await enrol(net.tokyo, tokyo, await askEnrolment(theirs, origin, clerk))
  await signInAt(theirs, origin)
  await theirs.page.getByRole('link', { name: '登録簿' }).click()
  await theirs.page.getByText('1 件中 1 件を表示').waitFor()
  const coming = theirs.page.waitForEvent('download')
  await theirs.page.getByRole('button', { name: 'CSV で出力' }).click()
  const text = await readFile(await (await coming).path(), 'utf8')
  assert.match(text, /^\uFEFF"受領又は登録年月日",.*\r\n"令和\d+年/)
  assert.match(text, /"海上保安情報","jpn","nzl"/)

  const printed = theirs.page.waitForEvent('download')
  await theirs.page.getByRole('button', { name: 'PDF で出力' }).click()
  const pdf = await readFile(await (await printed).path())
  const [sheet, ...more] = pagesOf(pdf)
  assert.deepEqual(more, [])
  assert.equal(sheet?.[0], '極秘')
  assert.ok(sheet?.some((line) => line.includes('文書登録簿')))
  assert.ok(sheet?.some((line) => new RegExp(`閲覧者\\s*${clerk.person}`).test(line)))
  assert.ok(sheet?.some((line) => line.includes('海上保安情報')))
  const { event } = await net.tokyo.server.store.db
    .selectFrom('ledger_entries')
    .select('event')
    .where('kind', '=', 'register-exported')
    .orderBy('idx', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  assert.equal(JSON.parse(event ?? '{}').hash, hashOf(pdf))
  assert.deepEqual(theirs.faults, [])
})

test(
  'the pact is shown as signed, in both languages, with what its clauses do',
  { skip },
  async () => {
    const { page } = desk
    await open('pact')
    await page.getByRole('heading', { name: 'Equivalence' }).waitFor()
    assert.deepEqual(await accessFaults(desk), [])
    await page.getByText('In force', { exact: true }).first().waitFor()
    const clauses = page.locator('article.clause')
    const [pact] = net.tokyo.server.standing.current().pacts.values()
    assert.ok(pact)
    assert.equal(await clauses.count(), pact.terms.clauses.length)
    for (const [index, { text, rules }] of pact.terms.clauses.entries()) {
      const shown = await clauses.nth(index).innerText()
      assert.ok(shown.includes(text.ja) && shown.includes(text.en), `clause ${index}`)
      for (const { id } of rules) assert.ok(shown.includes(id), id)
    }
    assert.ok((await clauses.getByText('acted on', { exact: false }).count()) > 0)
    assert.ok((await page.locator('svg.picture line').count()) > 3)
    await page.getByRole('button', { name: '日本語' }).click()
    await page.getByRole('heading', { name: '対応表' }).waitFor()
    assert.deepEqual(await accessFaults(desk), [])
    await page.getByRole('button', { name: 'English' }).click()
    assert.deepEqual(desk.faults, [])
  },
)
