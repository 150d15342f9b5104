/** Approving in a real browser, by a passkey: the whole way of a document between two real members. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { parseStatement, statementId } from '@entente/core/crypto'
import { verifyEvidence } from '@entente/core/evidence'
import { parseJson } from '@entente/core/lib'
import { requireDirectory } from '@entente/core/pact'
import { prepareRelease } from '@entente/sdk'
import { collectEvidence } from '@entente/server'
import { builtWeb } from '@entente/web/build'
import type { Browser } from 'playwright-core'

import { appoint, deskOf, madeAt, originOf, passkeyAt, type Place } from './approving.ts'
import { accessFaults, enrol, noBrowser, signInAt, startBrowser } from './browser.ts'
import { approve, clear, draftDocument, openAt, prepare } from './documents.ts'
import { ask, objectOf, openTestEdge, type TestEdge, textOf } from './edge.ts'
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
const place = (): Place => ({ browser, member: net.tokyo, edge: tokyo })
const origin = (): string => originOf(place())

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

/** What the history of a document tells somebody: kinds of steps, with the reason of a refusal. */
async function told(
  document: string,
  who: string,
): Promise<readonly (readonly [string, string])[]> {
  const { body } = await ask(await tokyo.as(who), 'GET', `/api/documents/${document}/history`)
  const { steps } = objectOf(body)
  assert.ok(Array.isArray(steps))
  return steps.map((one) => {
    const { reason = null } = objectOf(one)
    return [textOf(one, 'kind'), reason === null ? '' : textOf(one, 'reason')]
  })
}

test(
  'an officer approves in the browser, and the other member receives, opens and can prove it',
  { skip },
  async () => {
    await using desk = await deskOf(place(), 'releaser')
    const { page } = desk
    const entry = await passkeyAt(desk, place())
    await page.getByRole('link', { name: 'Today' }).click()
    await page.getByRole('link', { name: 'Passkeys', exact: true }).click()
    await page
      .getByRole('row', { name: /Approves/ })
      .getByText(entry)
      .waitFor()

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
    await page.getByRole('button', { name: 'Approve with your passkey' }).click()
    await page.getByText('The document is released and on its way.').waitFor()
    await said.getByText('1 of 1').first().waitFor()
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
  await using author = await deskOf(place(), 'author')
  await author.page.goto(`${origin()}/#/approvals/${lower.release}`)
  await author.page.getByText('An author never approves their own release.').waitFor()
  assert.equal(await author.page.getByRole('button', { name: /check|Refuse/ }).count(), 0)

  await using desk = await deskOf(place(), 'releaser')
  const { page } = desk
  await passkeyAt(desk, place())
  await page.goto(`${origin()}/#/approvals/${above.release}`)
  await page.getByText(`entente release approve ${above.release}`).waitFor()
  await page.getByText('does not admit approvals by passkeys at this level').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Open it and check' }).count(), 0)
  assert.deepEqual([...author.faults, ...desk.faults], [])
  assert.equal(await stateOf(above.release), 'prepared')
})

test(
  'a release is refused with a reason; its author and the next officer read it',
  { skip },
  async () => {
    const { document, release } = await waiting('秘')
    await using desk = await deskOf(place(), 'releaser')
    const { page } = desk
    await page.goto(`${origin()}/#/approvals/${release}`)
    await page.getByText('This is the first release of this document.').waitFor()
    await page.getByText('Do not approve').click()
    const reason = 'Paragraph 3 <b>names</b> a source.'
    await page.getByRole('textbox', { name: 'Reason' }).fill(reason)
    await page.getByRole('button', { name: 'Refuse this release' }).click()
    await page.getByText('Its author is told your reason.').waitFor()
    assert.deepEqual(await accessFaults(desk), [])
    assert.equal(await stateOf(release), 'withdrawn')

    await using author = await deskOf(place(), 'author')
    await author.page.getByText('Not approved by jpn-releaser').waitFor()
    await author.page.getByText(reason).waitFor()
    await author.page.goto(`${origin()}/#/documents/${document}`)
    const history = author.page.getByRole('region', { name: 'History' })
    await history.getByText(reason).waitFor()
    const steps = (who: string): Promise<readonly (readonly [string, string])[]> =>
      told(document, who)
    assert.deepEqual(await steps('author'), [
      ['registered', ''],
      ['not-approved', reason],
    ])

    const next = await prepareRelease(await tokyo.as('author'), document, {
      pact: net.pact,
      recipients: ['nzl'],
      purposes: ['economic-security'],
      notAfter: '2029-01-01T00:00:00.000Z',
    })
    await page.goto(`${origin()}/#/approvals/${next}`)
    const since = page.getByRole('region', { name: 'Since the last release of this document' })
    await since.getByText('was refused').waitFor()
    await since.getByText(reason).waitFor()
    assert.deepEqual(await since.getByRole('term').allInnerTexts(), [
      'Purposes',
      'Nothing is opened after',
    ])
    assert.match(await since.getByRole('deletion').last().innerText(), /2030/)
    assert.match(await since.getByRole('insertion').last().innerText(), /2029/)
    await page.getByText('The bytes that are signed').click()
    const { statement } = await net.tokyo.server.store.db
      .selectFrom('releases')
      .select('statement')
      .where('release', '=', next)
      .executeTakeFirstOrThrow()
    const signed = parseStatement(parseJson(statement))
    await page.getByText(statementId(signed), { exact: true }).waitFor()
    for (const language of ['English', '日本語']) {
      await page.getByRole('button', { name: language }).click()
      assert.deepEqual(await accessFaults(desk), [])
    }
    // Who may read the draft but neither wrote nor may approve it is not told why.
    await approve(net.tokyo, next, signed, 'second')
    assert.deepEqual((await steps('reader')).map(([kind, why]) => [kind, why]).slice(0, 2), [
      ['registered', ''],
      ['not-approved', ''],
    ])
    assert.deepEqual([...author.faults, ...desk.faults], [])
  },
)

test(
  'a second passkey signs in when the first is lost; one authenticator holds no two',
  { skip },
  async () => {
    await using desk = await deskOf(place(), 'reader')
    const { page } = desk
    await page.getByRole('link', { name: 'Passkeys', exact: true }).click()
    const make = page.getByRole('button', { name: 'Make a second passkey to sign in' })
    await make.click()
    await page.getByText('No passkey was made.').waitFor()
    assert.equal(
      await page.getByRole('button', { name: 'Make a passkey for approvals' }).count(),
      0,
    )
    await desk.changeAuthenticator()
    await make.click()
    const act = await madeAt(desk)
    const sentence = 'Take this to your registrar'
    await page.getByRole('heading', { name: sentence }).waitFor()
    assert.deepEqual(await accessFaults(desk), [])
    await enrol(net.tokyo, tokyo, [act])
    await page.getByRole('button', { name: 'Sign out' }).click()
    await signInAt(desk, origin())
    await page.getByRole('link', { name: 'Passkeys', exact: true }).click()
    await page
      .getByRole('row', { name: /Signs in/ })
      .nth(1)
      .waitFor()
    assert.equal(await page.getByRole('row', { name: /Signs in/ }).count(), 2)
    assert.deepEqual(desk.faults, [])
  },
)

test('a passkey that was withdrawn approves nothing that is prepared after', { skip }, async () => {
  await using desk = await deskOf(place(), 'releaser')
  const { page } = desk
  const directory = requireDirectory(net.tokyo.server.standing.current(), 'jpn')
  for (const { id, withdrawn, appointment } of directory.entries) {
    if (appointment.act.kind !== 'officer-passkey' || withdrawn !== undefined) continue
    await appoint(place(), { kind: 'withdrawal', appointment: id })
  }
  const { release } = await waiting('秘')
  await page.goto(`${origin()}/#/approvals/${release}`)
  await page.getByText('You have no passkey for approvals').waitFor()
  await page.getByText(`entente release approve ${release}`).waitFor()
  assert.equal(await page.getByRole('button', { name: 'Open it and check' }).count(), 0)
  await page.getByRole('link', { name: 'Passkeys', exact: true }).click()
  await page
    .getByRole('row', { name: /Approves .* withdrawn/ })
    .first()
    .waitFor()
  for (const language of ['日本語', 'English']) {
    await page.getByRole('button', { name: language }).click()
    assert.deepEqual(await accessFaults(desk), [])
  }
})
