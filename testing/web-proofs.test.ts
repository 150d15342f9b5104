/** Where copies are, and what is proved of a release, verified by the browser itself. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'

import { verifyEvidence } from '@entente/core/evidence'
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
import { openTestEdge, type TestEdge } from './edge.ts'
import { federation, type Federation, term, type TestMember } from './federation.ts'

let net: Federation
let browser: Browser
let tokyo: TestEdge
let wellington: TestEdge
let document = ''
before(async () => {
  if (noBrowser !== false) return
  const web = await builtWeb()
  net = await federation()
  tokyo = await openTestEdge(net.tokyo, { web })
  wellington = await openTestEdge(net.wellington, { web })
  browser = await startBrowser([net.tokyo, net.wellington])
  document = (await releasedDocument(net)).document
})
after(async () => {
  if (noBrowser !== false) return
  await browser.close()
  await tokyo[Symbol.asyncDispose]()
  await wellington[Symbol.asyncDispose]()
  await net[Symbol.asyncDispose]()
})

const skip = noBrowser

async function deskAt(
  name: string,
  member: TestMember,
  edge: TestEdge,
  options: Parameters<typeof openDesk>[1] = {},
): Promise<Desk> {
  const person = member.people[name]
  assert.ok(person)
  const origin = edge.edge.webOrigin ?? ''
  const desk = await openDesk(browser, options)
  await enrol(member, edge, await askEnrolment(desk, origin, person))
  await signInAt(desk, origin)
  await desk.page.goto(`${origin}/#/documents/${document}`)
  return desk
}

test('an author sees each copy, and both ledgers prove its way', { skip }, async () => {
  await using desk = await deskAt('author', net.tokyo, tokyo, { acceptDownloads: true })
  const { page } = desk
  const copies = page.getByRole('region', { name: 'Copies', exact: true })
  const rows = copies.getByRole('row')
  await rows.filter({ hasText: 'nzl' }).waitFor()
  const [, original = '', copy = ''] = await rows.allInnerTexts()
  assert.match(original, /^jpn\s+Original\s+Holds the original/)
  assert.match(copy, /^nzl\s+1\s+Held\s[\s\S]*Received$/)

  await copies.getByRole('button', { name: 'Verify the proofs' }).click()
  await copies.getByText('Verified.').waitFor()
  const entries = await copies.getByRole('listitem').allInnerTexts()
  assert.ok(
    entries.some((text) => /of the ledger of jpn/.test(text)),
    entries.join('\n'),
  )
  assert.ok(
    entries.some((text) => /of the ledger of nzl/.test(text)),
    entries.join('\n'),
  )
  assert.ok(entries.includes('nzl has signed for copy no. 1'))

  const coming = page.waitForEvent('download')
  await copies.getByRole('button', { name: 'Save the evidence' }).click()
  const file = await readFile(await (await coming).path())
  const shown = await copies.locator('code.long').innerText()
  assert.equal(shown, net.pact)
  assert.ok((await verifyEvidence(file, net.pact)).length > 4)

  await page.getByRole('button', { name: '日本語' }).click()
  await page.getByRole('heading', { name: '写しの所在' }).waitFor()
  assert.deepEqual(desk.faults, [])
})

test('a recipient sees the original and its own copy alone', { skip }, async () => {
  await net.wellington.grant('controller', {
    kind: 'need-to-know',
    person: net.wellington.people['reader']?.person ?? '',
    scope: { kind: 'document', document },
    purposes: ['maritime-security'],
    ...term,
  })
  await using desk = await deskAt('reader', net.wellington, wellington, { locale: 'ja-JP' })
  const copies = desk.page.getByRole('region', { name: '写しの所在', exact: true })
  await copies.getByRole('row').filter({ hasText: '提供者が受け取り済み' }).waitFor()
  assert.equal(await copies.getByRole('row').count(), 3)
  await copies.getByRole('button', { name: '証明を検証する' }).click()
  await copies.getByText('検証しました。次の各項目は').waitFor()
  assert.deepEqual(desk.faults, [])
})

test('a store in which a proof was changed is found out by the browser', { skip }, async () => {
  const { db } = net.tokyo.server.store
  const { receipt_proof: proof } = await db
    .selectFrom('deliveries')
    .select('receipt_proof')
    .executeTakeFirstOrThrow()
  const altered = proof?.replace(/"at":"20(\d\d)/, '"at":"21$1') ?? ''
  assert.notEqual(altered, proof)
  await db.updateTable('deliveries').set({ receipt_proof: altered }).execute()
  try {
    await using desk = await deskAt('author', net.tokyo, tokyo)
    const { page } = desk
    await page.getByRole('button', { name: 'Verify the proofs' }).click()
    await page.getByRole('alert').filter({ hasText: 'The evidence does not hold.' }).waitFor()
    assert.match(await page.getByRole('alert').innerText(), / [a-z]+\/[a-z-]+$/)
    assert.equal(await page.getByText('Verified.').count(), 0)
    assert.deepEqual(await accessFaults(desk), [])
  } finally {
    await db.updateTable('deliveries').set({ receipt_proof: proof }).execute()
  }
})
