/** Approving in a real browser, by a passkey: the whole way of a document between two real members. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { parseStatement, statementId } from '@entente/core/crypto'
import { verifyEvidence } from '@entente/core/evidence'
import { parseJson } from '@entente/core/lib'
import { type AppointmentAct, issueAppointment, requireDirectory } from '@entente/core/pact'
import { handInStatement } from '@entente/sdk'
import { collectEvidence } from '@entente/server'
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
import { clear, draftDocument, openAt, prepare } from './documents.ts'
import { openTestEdge, type TestEdge } from './edge.ts'
import { federation, type Federation } from './federation.ts'

let net: Federation
let browser: Browser
let tokyo: TestEdge
before(async () => {
  if (noBrowser !== false) return
  const web = await builtWeb()
  net = await federation()
  await clear(net.tokyo)
  await clear(net.wellington)
  tokyo = await openTestEdge(net.tokyo, { web })
  browser = await startBrowser([net.tokyo])
})
after(async () => {
  if (noBrowser !== false) return
  await browser.close()
  await tokyo[Symbol.asyncDispose]()
  await net[Symbol.asyncDispose]()
})

const skip = noBrowser
const origin = (): string => tokyo.edge.webOrigin ?? ''

/** A desk of somebody of Tokyo who is enrolled there and signed in. */
async function deskOf(name: string): Promise<Desk> {
  const person = net.tokyo.people[name]
  assert.ok(person)
  const desk = await openDesk(browser)
  await enrol(net.tokyo, tokyo, await askEnrolment(desk, origin(), person))
  await signInAt(desk, origin())
  return desk
}

/** The holder of the appointing key signs. */
async function appoint(act: AppointmentAct): Promise<string> {
  const { server, id, appointing } = net.tokyo
  const directory = requireDirectory(server.standing.current(), id)
  const at = new Date().toISOString()
  const statement = await issueAppointment(directory, act, appointing, at)
  await handInStatement(await tokyo.as('registrar'), 'appointment', statement)
  return statementId(statement)
}

/** An officer makes a passkey for approvals at the desk, and it is appointed. Gives the entry's id. */
async function passkeyAt({ page }: Desk): Promise<string> {
  await page.getByRole('link', { name: 'Passkeys' }).click()
  await page.getByRole('button', { name: 'Make a passkey for approvals' }).click()
  const text = await page.getByRole('textbox', { name: 'Content of the file' }).inputValue()
  const acts: readonly AppointmentAct[] = JSON.parse(JSON.stringify(parseJson(text)))
  const [act] = acts.map((one) => ({ from: new Date().toISOString(), ...one }))
  assert.ok(act && acts.length === 1)
  return appoint(act)
}

/** A draft of Tokyo's author that waits for approval. */
async function waiting(level: string): Promise<{ document: string; release: string }> {
  const document = await draftDocument(net.tokyo, level)
  const { release } = await prepare(net, document)
  return { document, release }
}

const stateOf = async (release: string): Promise<string> => {
  const row = await net.tokyo.server.store.db
    .selectFrom('releases')
    .select('state')
    .where('release', '=', release)
    .executeTakeFirstOrThrow()
  return row.state
}

test(
  'an officer approves in the browser, and the other member receives, opens and can prove it',
  { skip },
  async () => {
    await using desk = await deskOf('releaser')
    const { page } = desk
    const entry = await passkeyAt(desk)
    await page.getByRole('link', { name: 'Today' }).click()
    await page.getByRole('link', { name: 'Passkeys' }).click()
    await page
      .getByRole('row', { name: /Approves/ })
      .getByText(entry)
      .waitFor()
    assert.deepEqual(await accessFaults(desk), [])

    const { document, release } = await waiting('秘')
    await page.getByRole('link', { name: 'Today' }).click()
    await page.getByRole('link', { name: 'Look at it and decide' }).click()
    await page.getByRole('heading', { name: 'What you would sign' }).waitFor()
    const said = page.getByRole('region', { name: 'What you would sign' })
    for (const text of ['New Zealand', 'CONFIDENTIAL', 'jpn-author', document, 'Article 5(1)']) {
      await said.getByText(text).first().waitFor()
    }
    await said.getByText('日本語による同じ内容').click()
    await said.getByText('ニュージーランド').first().waitFor()
    await page.getByRole('button', { name: 'Read the document' }).click()
    await page.frameLocator('iframe.document').getByText('maritime report').first().waitFor()
    assert.equal(await page.getByRole('button', { name: 'Approve with your passkey' }).count(), 0)
    await page.getByRole('button', { name: 'Open it and check' }).click()
    await page.getByText('The document is the one of this statement').waitFor()
    assert.deepEqual(await accessFaults(desk), [])
    await page.getByRole('button', { name: 'Approve with your passkey' }).click()
    await page.getByText('The document is released and on its way.').waitFor()
    assert.equal(await stateOf(release), 'released')
    assert.deepEqual(desk.faults, [])

    await net.settle()
    const { text } = await openAt(net.wellington, 'reader', document, release, 'maritime-security')
    assert.match(text, /maritime report/)
    for (const { server } of [net.tokyo, net.wellington]) {
      const bytes = await collectEvidence(release, { kind: 'everybody' }, server)
      const found = (await verifyEvidence(bytes, net.pact)).find(({ kind }) => kind === 'release')
      assert.deepEqual(found, {
        kind: 'release',
        release,
        originator: 'jpn',
        approvers: 1,
        byPasskey: 1,
      })
    }
    const kept = await net.wellington.server.store.db
      .selectFrom('statements')
      .select('body')
      .where('type', '=', 'release')
      .executeTakeFirstOrThrow()
    assert.deepEqual(
      parseStatement(parseJson(kept.body)).acts.map(({ suite }) => suite),
      ['webauthn'],
    )

    await page.getByRole('button', { name: '日本語' }).click()
    await page.reload()
    await page.getByText('あなたは既に承認しました。').waitFor()
    assert.deepEqual(await accessFaults(desk), [])
  },
)

test('an author is asked for nothing, a level above for the command line', { skip }, async () => {
  const lower = await waiting('秘')
  const above = await waiting('極秘')
  await using author = await deskOf('author')
  await author.page.goto(`${origin()}/#/approvals/${lower.release}`)
  await author.page.getByText('An author never approves their own release.').waitFor()
  assert.equal(await author.page.getByRole('button', { name: /check|Refuse/ }).count(), 0)

  await using desk = await deskOf('releaser')
  const { page } = desk
  await passkeyAt(desk)
  await page.goto(`${origin()}/#/approvals/${above.release}`)
  await page.getByText(`entente release approve ${above.release}`).waitFor()
  await page.getByText('does not admit approvals by passkeys at this level').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Open it and check' }).count(), 0)
  assert.deepEqual(await accessFaults(desk), [])
  assert.deepEqual([...author.faults, ...desk.faults], [])
  assert.equal(await stateOf(above.release), 'prepared')
})

test('a release is refused with a reason, which its author reads', { skip }, async () => {
  const { release } = await waiting('秘')
  await using desk = await deskOf('releaser')
  const { page } = desk
  await page.goto(`${origin()}/#/approvals/${release}`)
  await page.getByText('Do not approve').click()
  const reason = 'Paragraph 3 <b>names</b> a source.'
  await page.getByRole('textbox', { name: 'Reason' }).fill(reason)
  await page.getByRole('button', { name: 'Refuse this release' }).click()
  await page.getByText('Its author is told your reason.').waitFor()
  assert.equal(await stateOf(release), 'withdrawn')
  await using author = await deskOf('author')
  await author.page.getByText('Not approved by jpn-releaser').waitFor()
  await author.page.getByText(reason).waitFor()
  assert.deepEqual([...author.faults, ...desk.faults], [])
})

test('a passkey that was withdrawn approves nothing that is prepared after', { skip }, async () => {
  await using desk = await deskOf('releaser')
  const { page } = desk
  const directory = requireDirectory(net.tokyo.server.standing.current(), 'jpn')
  for (const { id, withdrawn, appointment } of directory.entries) {
    if (appointment.act.kind !== 'officer-passkey' || withdrawn !== undefined) continue
    await appoint({ kind: 'withdrawal', appointment: id })
  }
  const { release } = await waiting('秘')
  await page.goto(`${origin()}/#/approvals/${release}`)
  await page.getByText('You have no passkey for approvals').waitFor()
  await page.getByText(`entente release approve ${release}`).waitFor()
  assert.equal(await page.getByRole('button', { name: 'Open it and check' }).count(), 0)
})
