/** The ledger in a real browser: computed again there, and believed only if it holds. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'

import { hashOf } from '@entente/core/crypto'
import { verifyEvidence } from '@entente/core/evidence'
import { parseDisclosure, verifyDisclosure } from '@entente/core/ledger'
import type { Json } from '@entente/core/lib'
import { builtWeb } from '@entente/web/build'
import type { Browser } from 'playwright-core'

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
import { releasedDocument } from './documents.ts'
import { ask, objectOf, openTestEdge, type TestEdge } from './edge.ts'
import { federation, type Federation } from './federation.ts'

let net: Federation
let browser: Browser
let tokyo: TestEdge
let desk: Desk
/** The heads as they were at first. */
let older: Json
before(async () => {
  if (noBrowser !== false) return
  net = await federation()
  tokyo = await openTestEdge(net.tokyo, { web: await builtWeb() })
  browser = await startBrowser([net.tokyo])
  await releasedDocument(net)
  await net.settle()
  const clerk = net.tokyo.people['clerk']
  assert.ok(clerk)
  desk = await openDesk(browser, { acceptDownloads: true })
  const origin = tokyo.edge.webOrigin ?? ''
  await enrol(net.tokyo, tokyo, await askEnrolment(desk, origin, clerk))
  await signInAt(desk, origin)
  await desk.page.getByRole('link', { name: 'Ledger' }).click()
})
after(async () => {
  if (noBrowser !== false) return
  await browser.close()
  await tokyo[Symbol.asyncDispose]()
  await net[Symbol.asyncDispose]()
})

const skip = noBrowser
const db = () => net.tokyo.server.store.db
const verify = async (): Promise<void> => {
  await desk.page.getByRole('button', { name: 'Verify now' }).click()
}
const size = (): number => net.tokyo.server.ledger.checkpoint().size

test('heads are shown with who cosigned them, and follow what is recorded', { skip }, async () => {
  const { page } = desk
  const chain = page.getByRole('region', { name: 'Checkpoints and witnesses' })
  await chain.getByText(`Signed by this member: ${size()} entries`).waitFor()
  await chain.getByText('The witness of nzl has not cosigned yet.').waitFor()
  older = (await ask(await tokyo.as('clerk'), 'GET', '/api/ledger/head')).body
  const entries = size()
  await net.tokyo.server.federation.witnessRound()
  await chain.getByText(`Cosigned: the first ${entries} entries`).waitFor()
  await chain.getByText('Witness of nzl:').waitFor()
  await net.wellington.server.federation.witnessRound()
  await chain.getByText('cosigned up to').waitFor()
  await chain.getByText(`Signed by this member: ${size()} entries`).waitFor()
  await page.getByText('New entries: ').waitFor()
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await page.getByRole('row').filter({ hasText: 'Ledger cosigned by us' }).first().waitFor()
})

test('the record is computed again, and continues what was seen before', { skip }, async () => {
  const { page } = desk
  await page.getByRole('heading', { name: 'Verify' }).waitFor()
  await verify()
  await page.getByText('for the first time').waitFor()
  await page.getByText(`${size()} entries were computed again`).waitFor()
  await page.getByText(/The first \d+ entries were cosigned by nzl/).waitFor()
  await verify()
  await page.getByText(`It continues the ${size()} entries`).waitFor()
  await page.getByRole('button', { name: '日本語' }).click()
  await page.getByRole('button', { name: '今すぐ検証' }).click()
  await page.getByText('台帳に異状はありません').waitFor()
  await page.getByRole('button', { name: 'English' }).click()
})

test('an entry that was changed, and another history, are found', { skip }, async () => {
  const { page } = desk
  const { leaf } = await db()
    .selectFrom('ledger_entries')
    .select('leaf')
    .where('idx', '=', 2)
    .executeTakeFirstOrThrow()
  const write = (bytes: Uint8Array) =>
    db().updateTable('ledger_entries').set({ leaf: bytes }).where('idx', '=', 2).execute()
  await write(leaf.map((byte, at) => (at === 0 ? byte ^ 1 : byte)))
  await verify()
  await page.getByRole('alert').getByText('ledger/corrupt').waitFor()
  assert.deepEqual(await accessFaults(desk), [])
  await write(leaf)
  await verify()
  await page.getByText(`It continues the ${size()} entries`).waitFor()

  const place = 'entente-ledger-head'
  const kept = await page.evaluate<string>(`localStorage.getItem('${place}')`)
  const keep = (text: string) =>
    page.evaluate(`localStorage.setItem('${place}', ${JSON.stringify(text)})`)
  const [origin, entries] = kept.split('\n')
  await keep(`${origin}\n${entries}\n${Buffer.alloc(32, 120).toString('base64')}`)
  await verify()
  await page.getByRole('alert').getByText('other-history').waitFor()
  assert.deepEqual(await accessFaults(desk), [])
  await keep(kept.replace(`\n${entries}\n`, `\n${Number(entries) + 1000}\n`))
  await verify()
  await page.getByRole('alert').getByText('other-history').waitFor()
  await keep(kept.replace(origin ?? '', 'tokyo.example/before'))
  await verify()
  await page.getByText('entries of another ledger, tokyo.example/before').waitFor()
})

test('a head that is not what was shown before is told at once', { skip }, async () => {
  const { page } = desk
  const { body } = await ask(await tokyo.as('clerk'), 'GET', '/api/ledger/head')
  const { signed } = net.wellington.server.ledger.checkpoint()
  const json = { ...objectOf(body), signed }
  const heads = '**/api/ledger/head'
  for (const [shown, code] of [
    [json, 'ledger/other-origin'],
    [older, 'other-history'],
  ] as const) {
    await page.route(heads, (route) => route.fulfill({ json: shown }))
    await page.getByRole('alert').getByText(code).waitFor()
    assert.deepEqual(await accessFaults(desk), [])
    await page.unroute(heads)
    await page.reload()
    await page.getByRole('heading', { name: 'Verify' }).waitFor()
  }
  await page.route(heads, (route) => route.abort())
  await page.getByText('The server does not answer now').waitFor()
  await page.unroute(heads)
  await page.getByText('The server does not answer now').waitFor({ state: 'hidden' })
})

test('one event is taken out with its proof, on record first', { skip }, async () => {
  const { page } = desk
  await page.getByLabel('Kind').selectOption({ label: 'Released' })
  await page
    .getByText(/^Entry \d+$/)
    .first()
    .click()
  const take = async (name: RegExp): Promise<Uint8Array> => {
    const coming = page.waitForEvent('download')
    await page.getByRole('button', { name }).first().click()
    return Uint8Array.from(await readFile(await (await coming).path()))
  }
  assert.deepEqual(await accessFaults(desk), [])
  const file = await take(/^Disclose entry \d+$/)
  const { key } = net.tokyo.server.ledger
  const trust = { ledger: key, witnesses: [], quorum: 0 }
  const proven = await verifyDisclosure(parseDisclosure(file), trust)
  assert.equal(proven.event.kind, 'released')
  const row = await db()
    .selectFrom('ledger_entries')
    .select('event')
    .where('kind', '=', 'event-disclosed')
    .executeTakeFirstOrThrow()
  const { at: _, ...event } = JSON.parse(row.event ?? '')
  const person = net.tokyo.people['clerk']?.person
  assert.deepEqual(event, {
    kind: 'event-disclosed',
    person,
    index: proven.index,
    hash: hashOf(file),
  })
  const evidence = await take(/^Download evidence$/)
  const findings = await verifyEvidence(evidence, net.pact)
  assert.ok(findings.some(({ kind }) => kind === 'release'))
  assert.deepEqual(desk.faults, [])
})

test('who does not inspect the record is told so', { skip }, async () => {
  await using other = await openDesk(browser)
  const author = net.tokyo.people['author']
  assert.ok(author)
  const origin = tokyo.edge.webOrigin ?? ''
  await enrol(net.tokyo, tokyo, await askEnrolment(other, origin, author))
  await signInAt(other, origin)
  for (const [language, said] of [
    ['English', 'officers for security and the registry'],
    ['日本語', '保全責任者及び登録責任者に表示されます'],
  ] as const) {
    await other.page.getByRole('button', { name: language }).click()
    await other.page.goto(`${origin}/#/ledger`)
    await other.page.getByText(said).waitFor()
    assert.equal(await other.page.getByRole('table').count(), 0)
  }
})

test('heads, tiles and disclosures are for officers who inspect', { skip }, async () => {
  const routes = [
    ['GET', '/api/ledger/head'],
    ['GET', '/api/ledger/files?path=checkpoint'],
    ['POST', '/api/ledger/events/1/disclosures'],
  ] as const
  const recorded = size()
  for (const [method, path] of routes) {
    for (const name of ['author', 'reader', 'controller', 'pact']) {
      assert.equal((await ask(await tokyo.as(name), method, path)).code, 'http/role-required')
    }
    assert.equal(size(), recorded)
  }
  for (const [method, path] of routes) {
    assert.equal((await ask(await tokyo.as('auditor'), method, path)).code, '')
  }
  const beyond = '/api/ledger/events/99999/disclosures'
  assert.equal((await ask(await tokyo.as('auditor'), 'POST', beyond)).code, 'ledger/not-included')
  for (const path of ['tile/9/000', '../checkpoint', 'tile/entries/x099/999']) {
    const url = `/api/ledger/files?path=${encodeURIComponent(path)}`
    assert.equal((await ask(await tokyo.as('auditor'), 'GET', url)).code, 'http/not-found', path)
  }
})
