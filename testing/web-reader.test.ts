/** What surrounds an opened document in a real browser: the frame's limits, keys, locks and printing. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { after, before, test } from 'node:test'

import { builtWeb } from '@entente/web/build'
import type { Browser, Frame, Page } from 'playwright-core'

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
import { clear, draftDocument, releasedDocument } from './documents.ts'
import { openTestEdge, type TestEdge } from './edge.ts'
import { federation, type Federation, term, type TestMember } from './federation.ts'
import { simplePdf } from './viewing.ts'

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
  await clear(net.tokyo)
  await clear(net.wellington)
})
after(async () => {
  if (noBrowser !== false) return
  await browser.close()
  await tokyo[Symbol.asyncDispose]()
  await wellington[Symbol.asyncDispose]()
  await net[Symbol.asyncDispose]()
})

const skip = noBrowser
const origin = ({ edge }: TestEdge): string => edge.webOrigin ?? ''

async function deskOf(
  name: string,
  member: TestMember,
  edge: TestEdge,
  options: Parameters<typeof openDesk>[1] = {},
): Promise<Desk> {
  const person = member.people[name]
  assert.ok(person)
  const desk = await openDesk(browser, options)
  await enrol(member, edge, await askEnrolment(desk, origin(edge), person))
  await signInAt(desk, origin(edge))
  return desk
}

/** Opens a document on a page, and waits until it is shown. */
async function open(
  page: Page,
  edge: TestEdge,
  document: string,
  purpose = /Drafting|下書き/,
): Promise<Frame> {
  const address = `${origin(edge)}/#/documents/${document}`
  if (page.url() !== address) await page.goto(address)
  await page.getByRole('button', { name: /^(?:Open|開く)$/ }).click()
  await page.getByRole('radio', { name: purpose }).click({ force: true })
  await page.getByRole('button', { name: /^(?:Open|開く)$/ }).click()
  await page.getByRole('button', { name: /Close the document|文書を閉じる/ }).waitFor()
  const frame = page.frames().find((one) => one.url().endsWith('/view'))
  assert.ok(frame)
  return frame
}

/** A received document that somebody in Wellington needs. */
async function receivedFor(
  name: string,
  options: Parameters<typeof releasedDocument>[1] = {},
): Promise<string> {
  const { document } = await releasedDocument(net, options)
  const person = net.wellington.people[name]?.person ?? ''
  const scope = { kind: 'document', document } as const
  const purposes = ['maritime-security']
  await net.wellington.grant('controller', {
    kind: 'need-to-know',
    person,
    scope,
    purposes,
    ...term,
  })
  return document
}

async function recorded(member: TestMember, document: string): Promise<readonly string[]> {
  const rows = await member.server.store.db
    .selectFrom('ledger_entries')
    .select(['kind', 'event'])
    .orderBy('idx')
    .execute()
  return rows.filter(({ event }) => event?.includes(document)).map(({ kind }) => kind)
}

test('what runs in the frame has no origin, no network and no way out', { skip }, async () => {
  await using desk = await deskOf('author', net.tokyo, tokyo)
  const { page } = desk
  const document = await draftDocument(net.tokyo, '極秘')
  const frame = await open(page, tokyo, document)
  const heard: string[] = []
  await using elsewhere = createServer((request, response) => {
    heard.push(request.url ?? '')
    response.end()
  }).listen(0, '127.0.0.1')
  await once(elsewhere, 'listening')
  const place = elsewhere.address()
  const port = place instanceof Object ? place.port : 0
  await (await fetch(`http://127.0.0.1:${port}/probe`)).text()
  assert.equal(await frame.evaluate('self.origin'), 'null')

  const tries: Readonly<Record<string, string>> = {
    fetch: `fetch('/api/member').then(() => 'done')`,
    elsewhere: `fetch('http://127.0.0.1:${port}/').then(() => 'done')`,
    socket: `new Promise((done, no) => { const s = new WebSocket('ws://127.0.0.1:${port}/'); s.onopen = () => done('done'); s.onerror = no })`,
    stored: `Promise.resolve(localStorage.length).then(() => 'done')`,
    kept: `new Promise((done, no) => { const r = indexedDB.open('entente'); r.onsuccess = () => done('done'); r.onerror = no })`,
    cookie: `Promise.resolve(document.cookie).then(() => 'done')`,
    above: `Promise.resolve(parent.document.body).then(() => 'done')`,
    markup: `Promise.resolve(document.body.innerHTML = '<b>x</b>').then(() => 'done')`,
    code: `new Promise((done, no) => setTimeout(() => { try { Function('return 1')(); done('done') } catch (error) { no(error) } }))`,
    worker: `Promise.resolve(new Worker('/assets/worker.js')).then(() => 'done')`,
    script: `import('http://127.0.0.1:${port}/x.js').then(() => 'done')`,
    ownScript: `import('/assets/x.js').then(() => 'done')`,
    call: `Promise.resolve(new RTCPeerConnection()).then(() => 'done')`,
    callWithin: `Promise.resolve(new (document.body.appendChild(document.createElement('iframe')).contentWindow.RTCPeerConnection)()).then(() => 'done')`,
    dialog: `Promise.resolve(confirm('Your passphrase?') && 'done')`,
    window: `Promise.resolve(open('http://127.0.0.1:${port}/') && 'done')`,
    picture: `new Promise((done, no) => { const i = new Image(); i.onload = () => done('done'); i.onerror = no; i.src = 'http://127.0.0.1:${port}/x.png' })`,
  }
  for (const [name, code] of Object.entries(tries)) {
    const what = await frame.evaluate(
      `(async () => { try { return await (${code}) } catch { return 'refused' } })()`,
    )
    assert.notEqual(what, 'done', name)
  }
  await frame.evaluate(
    `navigator.sendBeacon('http://127.0.0.1:${port}/x', document.body.innerText)`,
  )
  // Neither the page above nor the frame itself goes anywhere.
  await frame.evaluate(`try { top.location = 'http://127.0.0.1:${port}/top' } catch {}`)
  await frame.evaluate(
    `setTimeout(() => { location.href = 'http://127.0.0.1:${port}/?plaintext' })`,
  )
  await page.waitForTimeout(500)
  assert.ok(page.url().startsWith(origin(tokyo)))
  assert.deepEqual(heard, ['/probe'])
})

test(
  'the page of the frame is framed by the application alone, and holds nothing by itself',
  { skip },
  async () => {
    await using desk = await openDesk(browser)
    const { page } = desk
    await page.goto(`${origin(tokyo)}/healthz`)
    await page.setContent(`<iframe src="${origin(wellington)}/view"></iframe>`)
    await page.waitForTimeout(500)
    const framed = page.frames().find((one) => one !== page.mainFrame())
    assert.doesNotMatch(framed?.url() ?? '', /\/view$/)
    await page.goto(`${origin(tokyo)}/view`)
    assert.equal(await page.evaluate('self.origin'), 'null')
    await page.evaluate(`postMessage('port', '*', [new MessageChannel().port1])`)
    assert.equal(await page.locator('body > :not(script)').count(), 0)
  },
)

test('the key is in a worker that ends with the document', { skip }, async () => {
  await using desk = await deskOf('author', net.tokyo, tokyo)
  const { page } = desk
  const document = await draftDocument(net.tokyo, '極秘')
  await open(page, tokyo, document)
  assert.equal(page.workers().length, 1)
  // The page itself holds no plaintext.
  assert.doesNotMatch(await page.content(), /maritime report/)
  await page.getByRole('button', { name: 'Close the document' }).click()
  await page.getByRole('button', { name: 'Open', exact: true }).waitFor()
  assert.equal(page.workers().length, 0)
  assert.equal(await page.locator('iframe').count(), 0)

  await open(page, tokyo, document)
  await page.goBack()
  await page.getByRole('heading', { name: 'Today' }).waitFor()
  assert.equal(page.workers().length, 0)
  await page.goForward()
  await page.getByRole('button', { name: 'Open', exact: true }).waitFor()
  assert.equal(await page.locator('iframe').count(), 0)
  assert.deepEqual(desk.faults, [])
})

test('two tabs open a document each by itself, each on record', { skip }, async () => {
  await using desk = await deskOf('author', net.tokyo, tokyo)
  const document = await draftDocument(net.tokyo, '極秘')
  const other = await desk.context.newPage()
  await open(desk.page, tokyo, document)
  await open(other, tokyo, document)
  const kinds = await recorded(net.tokyo, document)
  assert.equal(kinds.filter((kind) => kind === 'opened').length, 2)
  await desk.page.getByRole('button', { name: 'Close the document' }).click()
  assert.equal(other.workers().length, 1)
  // Signing out at one ends the other at its next question, and what it shows with it.
  await desk.page.getByRole('button', { name: 'Sign out' }).click()
  await desk.page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await other.getByText('Your session has ended.').waitFor()
  assert.equal(other.workers().length, 0)
  assert.equal(await other.locator('iframe').count(), 0)
})

for (const [language, locale] of [
  ['en', 'en-NZ'],
  ['ja', 'ja-JP'],
] as const) {
  test(
    `without use the document closes and the application locks, in ${language}`,
    { skip },
    async () => {
      await using desk = await deskOf('author', net.tokyo, tokyo, { locale })
      const { page } = desk
      await page.clock.install()
      const document = await draftDocument(net.tokyo, '極秘')
      await open(page, tokyo, document)
      // Proofs of a clock that runs ahead are refused; here it is not what is asked that counts.
      await page.route('**/api/documents/**', (route) => route.abort())
      const asked: string[] = []
      page.on('request', (request) => asked.push(`${request.method()} ${request.url()}`))
      await page.clock.runFor(241_000)
      await page.getByRole('button', { name: /^(?:Stay|続ける)$/ }).waitFor()
      const told = language === 'en' ? /closes by itself after 5 minutes/ : /5分間操作がないと/
      assert.match((await page.getByRole('status').allInnerTexts()).join(''), told)
      assert.deepEqual(await accessFaults(desk), [])
      await page.getByRole('button', { name: /^(?:Stay|続ける)$/ }).click()
      await page.clock.runFor(120_000)
      assert.equal(page.workers().length, 1)
      await page.clock.runFor(181_000)
      await page
        .getByText(/was closed after 5 minutes|5分間操作がなかったため、文書を閉じました/)
        .waitFor()
      assert.equal(page.workers().length, 0)
      assert.equal(await page.locator('iframe').count(), 0)
      assert.deepEqual(await accessFaults(desk), [])

      await page.clock.runFor(610_000)
      await page.getByText(/Locked after 10 minutes|10分間操作がなかった/).waitFor()
      assert.equal(await page.getByText('海上保安情報').count(), 0)
      assert.ok(asked.includes(`DELETE ${origin(tokyo)}/api/sessions/current`))
      await page.unroute('**/api/documents/**')
      await page.clock.setSystemTime(new Date())
      await page.getByRole('button', { name: /passkey|パスキー/ }).click()
      await page.getByRole('heading', { name: '海上保安情報', level: 1 }).waitFor()
      assert.deepEqual(desk.faults, [])
    },
  )
}

test('what may no longer be read is closed within a minute', { skip }, async () => {
  await using desk = await deskOf('reader', net.wellington, wellington)
  const { page } = desk
  await page.clock.install()
  const document = await receivedFor('reader')
  await open(page, wellington, document, /Maritime security/)
  const { person = '' } = net.wellington.people['reader'] ?? {}
  const { entries } = net.wellington.server.standing.current().grants
  const need = entries.find(
    ({ grant: { act } }) =>
      act.kind === 'need-to-know' &&
      act.person === person &&
      JSON.stringify(act.scope).includes(document),
  )
  assert.ok(need)
  await net.wellington.grant('controller', { kind: 'withdrawal', grant: need.id })
  await page.clock.runFor(61_000)
  await page.getByText('You may no longer read this document').waitFor()
  assert.equal(page.workers().length, 0)
})

test(
  'printing is decided and on record each time, and what is not permitted prints nothing',
  { skip },
  async () => {
    await using desk = await deskOf('author', net.tokyo, tokyo)
    const { page } = desk
    const document = await draftDocument(net.tokyo, '極秘', undefined, {
      mediaType: 'application/pdf',
      content: simplePdf(['One', 'Two']),
    })
    const frame = await open(page, tokyo, document)
    // The browser's own command prints nothing of it.
    await page.emulateMedia({ media: 'print' })
    assert.equal(await frame.locator('body').isVisible(), false)
    assert.equal(await page.locator('iframe').isVisible(), false)
    await page.emulateMedia({ media: 'screen' })
    const printed: string[] = []
    page.on('console', (message) => printed.push(message.text()))
    await page.context().addInitScript(`window.print = () => {
      const pages = document.querySelectorAll('.page canvas').length
      console.log(pages + ' ' + document.documentElement.className + ' ' + self.origin)
    }`)
    await page.getByRole('button', { name: 'Print', exact: true }).click()
    await page.getByRole('button', { name: 'Printing…' }).waitFor()
    await page.getByRole('button', { name: 'Print', exact: true }).waitFor()
    assert.deepEqual(printed, ['2 printable null'])
    assert.equal(await page.locator('iframe').count(), 1)
    assert.ok((await recorded(net.tokyo, document)).includes('printed'))
    assert.deepEqual(desk.faults, [])
  },
)

test(
  'in Wellington what came from Japan is printed with its agreement alone, and the page says so',
  { skip },
  async () => {
    await using desk = await deskOf('reader', net.wellington, wellington)
    const { page } = desk
    const hostile = '<img src=x onerror="document.title=1">\u202E\u0000cod.exe'.replace(
      '\u0000',
      '',
    )
    const document = await receivedFor('reader', {
      mediaType: 'application/pdf',
      content: simplePdf(['Maritime report']),
      title: hostile,
    })
    const frame = await open(page, wellington, document, /Maritime security/)
    await frame.getByText('Maritime report').waitFor({ state: 'attached' })
    await page.getByRole('heading', { level: 1, name: /^<img .*>\[U\+202E\]cod\.exe$/ }).waitFor()
    assert.equal(
      await page.title(),
      'Document – Entente',
      'the history of a browser is kept on a disk',
    )
    await frame.getByText('Provided by the Government of Japan').waitFor()
    assert.match(await frame.locator('.viewing').innerText(), /nzl-reader.*copy \d+.*New Zealand/)
    await page.getByText('You may open this document: Article').click()
    await page.getByText('open.need-to-know').waitFor()
    await page.getByRole('button', { name: 'Print', exact: true }).click()
    const notice = page.getByRole('alert')
    await notice.getByText('decision/originator-not-asked').waitFor()
    await notice.getByText('Article 14(d)').waitFor()
    assert.equal(await page.locator('iframe').count(), 1)
    const kinds = await recorded(net.wellington, document)
    assert.ok(kinds.includes('print-refused') && !kinds.includes('printed'))
    assert.deepEqual(await accessFaults(desk), [])
    assert.deepEqual(desk.faults, [])
  },
)
