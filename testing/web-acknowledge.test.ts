/** Acknowledging in a real browser: by a passkey where the pact admits one, and by the command line above. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { builtWeb } from '@entente/web/build'
import type { Browser } from 'playwright-core'

import { deskOf, madeAt, originOf, type Place } from './approving.ts'
import {
  accessFaults,
  type Desk,
  enrol,
  noBrowser,
  openDesk,
  askEnrolment,
  signInAt,
  startBrowser,
} from './browser.ts'
import { approve, clear, draftDocument, prepare } from './documents.ts'
import { openTestEdge, type TestEdge } from './edge.ts'
import { federation, type Federation, term } from './federation.ts'

let net: Federation
let browser: Browser
let tokyo: TestEdge
let wellington: TestEdge
let low = ''
let high = ''
before(async () => {
  if (noBrowser !== false) return
  const web = await builtWeb()
  net = await federation()
  await clear(net.tokyo)
  await clear(net.wellington)
  tokyo = await openTestEdge(net.tokyo, { web })
  wellington = await openTestEdge(net.wellington, { web })
  browser = await startBrowser([net.tokyo, net.wellington])
  low = await released('秘')
  high = await released('極秘')
})
after(async () => {
  if (noBrowser !== false) return
  await browser.close()
  await tokyo[Symbol.asyncDispose]()
  await wellington[Symbol.asyncDispose]()
  await net[Symbol.asyncDispose]()
})

const skip = noBrowser
const reader = 'nzl-reader'
const place = (): Place => ({ browser, member: net.wellington, edge: wellington })

/** A document of Tokyo in Wellington, which its reader may open. */
async function released(level: string): Promise<string> {
  const document = await draftDocument(net.tokyo, level)
  const { release, statement } = await prepare(net, document)
  await approve(net.tokyo, release, statement, 'releaser')
  await net.settle()
  await net.wellington.grant('controller', {
    kind: 'need-to-know',
    person: reader,
    scope: { kind: 'document', document },
    purposes: ['maritime-security'],
    ...term,
  })
  return document
}

/** Opens the document on its page, and closes it again. */
async function openOn({ page }: Desk, document: string): Promise<void> {
  await page.goto(`${originOf(place())}/#/documents/${document}`)
  await page.getByText('You acknowledge a document once you have opened it.').waitFor()
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await page.locator('label.choice', { hasText: /maritime/i }).click()
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await page.frameLocator('iframe.document').getByText('maritime report').first().waitFor()
  await page.getByText('To acknowledge it, close it.').waitFor()
  await page.getByRole('button', { name: 'Close the document' }).click()
}

const given = async ({ server }: Federation['tokyo']): Promise<readonly string[]> => {
  const rows = await server.store.db.selectFrom('acknowledgements').select('document').execute()
  return rows.map(({ document }) => document)
}

test('a reader acknowledges by a passkey, and the author sees who did', { skip }, async () => {
  await using desk = await deskOf(place(), 'reader')
  const { page } = desk
  await page.getByRole('link', { name: 'Passkeys', exact: true }).click()
  await page.getByRole('button', { name: 'Make a passkey to acknowledge with' }).click()
  await enrol(net.wellington, wellington, [await madeAt(desk)])
  assert.deepEqual(await accessFaults(desk), [])

  await openOn(desk, low)
  const section = page.getByRole('region', { name: 'Your acknowledgement' })
  await section.getByRole('button', { name: 'Acknowledge' }).waitFor()
  await page.getByRole('link', { name: 'Today' }).click()
  await page.getByText('To acknowledge, from jpn').waitFor()
  assert.deepEqual(await accessFaults(desk), [])
  await page.getByRole('link', { name: 'Look at it and acknowledge' }).click()

  // By keys alone; focus is never lost.
  await section.getByRole('button', { name: 'Acknowledge' }).press('Enter')
  await section.getByText('I, nzl-reader of New Zealand, have received this document').waitFor()
  assert.deepEqual(await given(net.wellington), [], 'looking at it records nothing')
  await section.getByText('日本語による同じ内容').click()
  await section.getByText('責任をもって取り扱います').waitFor()
  assert.deepEqual(await accessFaults(desk), [])
  await section.getByRole('button', { name: 'Sign with your passkey' }).press('Enter')
  await section.getByText('You have acknowledged this document.').waitFor()
  await page.getByRole('row').filter({ hasText: reader }).waitFor()
  assert.equal(await page.evaluate('document.activeElement.className'), 'decide')
  assert.deepEqual(await given(net.wellington), [low])
  await page.getByRole('link', { name: 'Today' }).click()
  await page.getByRole('heading', { name: 'Waiting for you' }).waitFor()
  assert.equal(await page.getByText('To acknowledge').count(), 0)
  assert.deepEqual(desk.faults, [])

  await net.settle()
  await using author = await deskOf({ browser, member: net.tokyo, edge: tokyo }, 'author')
  await author.page.goto(`${originOf({ edge: tokyo })}/#/documents/${low}`)
  const copies = author.page.getByRole('region', { name: 'Copies', exact: true })
  await copies.getByRole('row').filter({ hasText: reader }).waitFor()
  await author.page.getByRole('region', { name: 'History' }).getByText('Acknowledged').waitFor()
  assert.equal(await author.page.getByRole('region', { name: 'Your acknowledgement' }).count(), 0)
  await copies.getByRole('button', { name: 'Verify the proofs' }).click()
  await copies.getByText(/nzl-reader of nzl has signed an acknowledgement by a passkey/).waitFor()
  await copies.getByText('Acknowledgement received').waitFor()
  assert.deepEqual(await accessFaults(author), [])
  assert.deepEqual(author.faults, [])
})

test(
  'above the level that admits passkeys, the page says which command it takes',
  { skip },
  async () => {
    await using desk = await deskOf(place(), 'reader')
    const { page } = desk
    await openOn(desk, high)
    const section = page.getByRole('region', { name: 'Your acknowledgement' })
    await section.getByRole('button', { name: 'Acknowledge' }).click()
    await section.getByText('The pact does not admit acts by passkeys at this level').waitFor()
    await section.getByText(`entente acknowledge ${high}`).waitFor()
    assert.equal(await section.getByRole('button', { name: 'Sign with your passkey' }).count(), 0)
    assert.deepEqual(await accessFaults(desk), [])
    await page.getByRole('button', { name: '日本語' }).click()
    await page.getByRole('heading', { name: 'あなたの受領確認' }).waitFor()
    assert.deepEqual(await accessFaults(desk), [])
    assert.ok(!(await given(net.wellington)).includes(high))
    assert.deepEqual(desk.faults, [])
  },
)

test('who has no passkey that signs, or breaks off, signs nothing', { skip }, async () => {
  const other = await released('秘')
  await using desk = await openDesk(browser)
  const person = net.wellington.people['reader'] ?? assert.fail()
  const origin = originOf(place())
  await enrol(net.wellington, wellington, await askEnrolment(desk, origin, person))
  await signInAt(desk, origin)
  const { page } = desk
  await openOn(desk, other)
  const section = page.getByRole('region', { name: 'Your acknowledgement' })
  await section.getByRole('button', { name: 'Acknowledge' }).click()
  // The passkey is enrolled, but on the authenticator of another desk.
  await desk.changeAuthenticator()
  await section.getByRole('button', { name: 'Sign with your passkey' }).click()
  await section.getByText('No passkey was given. Nothing is signed.').waitFor()
  assert.ok(!(await given(net.wellington)).includes(other))
  assert.deepEqual(desk.faults, [])
})
