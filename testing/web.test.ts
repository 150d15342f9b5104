/** The web application in a real browser, at two real members. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { appointed, issueAppointment, requireDirectory } from '@entente/core/pact'
import { visibleLine } from '@entente/core/words'
import { handInStatement } from '@entente/sdk'
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
import { approve, clear, draftDocument, prepare, releasedDocument } from './documents.ts'
import { openTestEdge, type TestEdge } from './edge.ts'
import { federation, type Federation, term, type TestMember } from './federation.ts'

let net: Federation
let browser: Browser
let tokyo: TestEdge
let wellington: TestEdge
before(async () => {
  if (noBrowser !== false) return
  const web = await builtWeb()
  net = await federation()
  tokyo = await openTestEdge(net.tokyo, { web })
  wellington = await openTestEdge(net.wellington, { web })
  browser = await startBrowser([net.tokyo, net.wellington])
})
after(async () => {
  if (noBrowser !== false) return
  await browser.close()
  await tokyo[Symbol.asyncDispose]()
  await wellington[Symbol.asyncDispose]()
  await net[Symbol.asyncDispose]()
})

const origin = ({ edge }: TestEdge): string => edge.webOrigin ?? ''

/** A desk of somebody who is enrolled there and signed in. */
async function deskOf(
  name: string,
  member: TestMember,
  edge: TestEdge,
  options: Parameters<typeof openDesk>[1] = {},
): Promise<Desk & { readonly enrolments: readonly string[] }> {
  const person = member.people[name]
  assert.ok(person)
  const desk = await openDesk(browser, options)
  const enrolments = await enrol(member, edge, await askEnrolment(desk, origin(edge), person))
  await signInAt(desk, origin(edge))
  return { ...desk, enrolments }
}

/** Wellington's officer gives somebody a need-to-know of a document. */
async function needFor(name: string, document: string): Promise<void> {
  const scope = { kind: 'document', document } as const
  const person = net.wellington.people[name]?.person ?? ''
  const purposes = ['maritime-security']
  await net.wellington.grant('controller', {
    kind: 'need-to-know',
    person,
    scope,
    purposes,
    ...term,
  })
}

/** The registrar ends an enrolment. */
async function withdraw(member: TestMember, edge: TestEdge, enrolment: string): Promise<void> {
  const registrar = member.people['registrar']
  const directory = requireDirectory(member.server.standing.current(), member.id)
  const appointment = directory.ids.find((id) => id === enrolment)
  assert.ok(registrar && appointment)
  const act = { kind: 'withdrawal', appointment } as const
  const at = new Date().toISOString()
  const statement = await issueAppointment(directory, act, registrar.signer, at)
  await handInStatement(await edge.as('registrar'), 'appointment', statement)
}

const skip = noBrowser
const hostile = '<img src=x onerror="document.title=1"><script>alert(1)</script>\u200F"\''

test(
  'a browser is let in once a registrar has signed its keys, and not before',
  { skip },
  async () => {
    const { people, server, id } = net.wellington
    const reader = people['reader']
    assert.ok(reader)
    await using desk = await openDesk(browser)
    const { page } = desk
    const acts = await askEnrolment(desk, origin(wellington), reader)
    await page.goto(`${origin(wellington)}/#/`)
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.getByText('identity/device-not-enrolled').waitFor()

    const [device] = acts
    assert.ok(device)
    await enrol(net.wellington, wellington, [device])
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.getByText('identity/passkey-not-enrolled').waitFor()

    await enrol(net.wellington, wellington, acts.slice(1))
    await signInAt(desk, origin(wellington))
    await page.getByText('nzl-reader', { exact: true }).waitFor()
    const held = appointed(
      requireDirectory(server.standing.current(), id),
      'passkey',
      new Date().toISOString(),
    )
    assert.deepEqual(
      held.map(({ person, domain }) => [person, domain]),
      [['nzl-reader', 'wellington.localhost']],
    )
    const [cookie] = (await desk.context.cookies()).filter(({ name }) => name === '__Host-entente')
    assert.ok(cookie?.httpOnly && cookie.secure && cookie.sameSite === 'Strict')
    assert.equal(await page.evaluate('document.cookie'), '')
    await page.reload()
    await page.getByRole('heading', { name: 'Today' }).waitFor()
    assert.deepEqual(desk.faults, [])
  },
)

test(
  'a received document is opened for a purpose, between its markings, in both languages',
  { skip },
  async () => {
    const { document } = await releasedDocument(net)
    await needFor('reader', document)
    await using desk = await deskOf('reader', net.wellington, wellington)
    const { page } = desk
    await page.getByRole('link', { name: 'Inbox' }).click()
    await page.getByRole('link', { name: '海上保安情報' }).first().click()
    await page.getByRole('heading', { name: 'History' }).waitFor()

    await page.getByRole('button', { name: 'Open', exact: true }).click()
    await page.getByRole('radio', { name: /arms transfers/ }).click({ force: true })
    await page.getByRole('button', { name: 'Open', exact: true }).click()
    await page.getByText('The Key Access Service did not hand out the key.').waitFor()
    await page
      .getByText(/Article \d/)
      .first()
      .waitFor()
    await page.getByText('kas/denied').waitFor()

    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('radio', { name: /Maritime security/ }).click({ force: true })
    await page.getByRole('button', { name: 'Open', exact: true }).click()
    const content = page.frameLocator('iframe[title=Content]')
    await content.getByText('maritime report').waitFor()
    assert.equal(await content.locator(':is(header, footer).marking').count(), 2)
    assert.deepEqual(await accessFaults(desk), [])
    const { store } = net.wellington.server
    const opened = await store.db
      .selectFrom('ledger_entries')
      .select('kind')
      .where('kind', 'in', ['opened', 'key-denied'])
      .orderBy('idx')
      .execute()
    assert.deepEqual(
      opened.map(({ kind }) => kind),
      ['key-denied', 'opened'],
    )

    await page.getByRole('button', { name: '日本語' }).click()
    await page.getByRole('heading', { name: '経過' }).waitFor()
    assert.equal(await page.locator('html').getAttribute('lang'), 'ja')
    for (const link of ['今日', '受信箱', '登録簿']) {
      await page.getByRole('link', { name: link, exact: true }).click()
      await page.getByRole('heading', { name: link, level: 1 }).waitFor()
    }
    await page.goBack()
    await page.getByRole('heading', { name: '受信箱', level: 1 }).waitFor()
    assert.deepEqual(desk.faults, [])
  },
)

test(
  'who is not cleared sees nothing of a document, and is told why by its article',
  { skip },
  async () => {
    const { document } = await releasedDocument(net)
    await needFor('uncleared', document)
    await using desk = await deskOf('uncleared', net.wellington, wellington)
    const { page } = desk
    await page.getByRole('link', { name: 'Register' }).click()
    await page.getByText('There is no document that you may open.').waitFor()
    await page.goto(`${origin(wellington)}/#/documents/${document}`)
    await page.getByRole('alert').getByText('document/denied').waitFor()
    await page.getByText('decision/no-clearance').waitFor()
    await page
      .getByText(/Article \d/)
      .first()
      .waitFor()
    assert.equal(await page.getByText('海上保安情報').count(), 0)
    assert.deepEqual(desk.faults, [])
  },
)

test('a hostile title is text, and an approver sees what waits', { skip }, async () => {
  if (net.tokyo.server.standing.current().grants.entries.length === 0) await clear(net.tokyo)
  const document = await draftDocument(net.tokyo, '極秘', undefined, { title: hostile })
  const { release, statement } = await prepare(net, document)
  await using desk = await deskOf('releaser', net.tokyo, tokyo, { locale: 'ja-JP' })
  const { page } = desk
  await page.getByText('承認待ち').waitFor()
  const link = page.getByRole('link', { name: '内容を確認して判断する' })
  assert.equal(await link.getAttribute('href'), `#/approvals/${release}`)
  await page.getByRole('link', { name: visibleLine(hostile) }).click()
  await page.getByRole('heading', { name: visibleLine(hostile), level: 1 }).waitFor()
  assert.equal(await page.locator('img, script:not([src])').count(), 0)
  assert.deepEqual(desk.faults, [])

  await approve(net.tokyo, release, statement, 'releaser')
  await page.getByRole('link', { name: '今日' }).click()
  await page.getByText('対応を待つものはありません。').waitFor()
})

test('what is text does not become code, whoever has put it there', { skip }, async () => {
  await using desk = await openDesk(browser)
  const { page } = desk
  await page.goto(`${origin(tokyo)}/#/`)
  const refused = await page.evaluate(`(() => {
    try { document.body.innerHTML = '<b>x</b>'; return 'written' } catch (error) { return error.name }
  })()`)
  assert.equal(refused, 'TypeError')
  const handler = await page.evaluate(`(() => {
    try { document.body.setAttribute('onclick', 'document.title = "run"'); return 'set' } catch (error) { return error.name }
  })()`)
  assert.equal(handler, 'TypeError')
  const added = await page.evaluate(`new Promise((resolve) => {
    const script = document.createElement('script')
    script.onerror = () => resolve('refused')
    script.onload = () => resolve('loaded')
    try { script.src = 'https://127.0.0.1/x.js'; document.head.append(script) } catch (error) { resolve(error.name) }
  })`)
  assert.equal(added, 'TypeError')
})

test('no page of another site frames the application', { skip }, async () => {
  await using desk = await openDesk(browser)
  const { page } = desk
  await page.goto(`${origin(tokyo)}/healthz`)
  await page.setContent(`<iframe src="${origin(wellington)}/"></iframe>`)
  const frame = page.frames().find((one) => one !== page.mainFrame())
  await page.waitForTimeout(300)
  assert.equal(await frame?.getByRole('button').count(), 0)
})

test(
  'a session ends when its person signs out, and when its enrolment is withdrawn',
  { skip },
  async () => {
    await using desk = await deskOf('reader', net.wellington, wellington)
    const { page } = desk
    const cookies = await desk.context.cookies()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    assert.equal((await desk.context.cookies()).length, 0)
    const rows = await net.wellington.server.store.db
      .selectFrom('web_sessions')
      .select('device')
      .where('device', '=', desk.enrolments[0] ?? '')
      .execute()
    assert.deepEqual(rows, [])
    assert.equal(cookies.length, 1)

    for (const enrolment of [1, 0]) {
      await signInAt(desk, origin(wellington))
      await page.getByRole('link', { name: 'Register' }).click()
      await page.getByRole('heading', { name: 'Register', level: 1 }).waitFor()
      await withdraw(net.wellington, wellington, desk.enrolments[enrolment] ?? '')
      await page.getByRole('link', { name: 'Inbox' }).click()
      await page.getByText('Your session has ended.').waitFor()
      if (enrolment === 1) {
        await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
        await page.getByText('identity/passkey-not-enrolled').waitFor()
        break
      }
    }
  },
)
