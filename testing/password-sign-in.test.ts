/** Signing in at a browser with a password: closed unless configured, and never more than the device gives. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'

import type { Client } from '@entente/sdk'
import { builtWeb } from '@entente/web/build'

import { insertPerson, preparePassword } from '../packages/server/src/identity/index.ts'

import { type Answer, ask, openTestEdge, type TestEdge, textOf } from './edge.ts'
import { federation, type Federation } from './federation.ts'
import { browserOf, sameSite, sendFromPage } from './page-requests.ts'

const passwords: Readonly<Record<string, string>> = {
  'jpn-reader': 'correct horse battery',
  'jpn-author': 'four other words here',
  'jpn-releaser': 'and four more of them',
}
let net: Federation
let edge: TestEdge
let reader: Client
let clock = Date.now()
before(async () => {
  net = await federation({ now: () => new Date(clock) })
  const { store } = net.tokyo.server
  for (const [person, password] of Object.entries(passwords)) {
    const names = { nameEn: '', nameJa: '' }
    await insertPerson(store.db, { person, subject: person, ...names }, new Date(clock))
    await (
      await preparePassword(person, password, randomBytes)
    )(store.db)
  }
  await openWith(true)
})
after(async () => {
  await edge[Symbol.asyncDispose]()
  await net[Symbol.asyncDispose]()
})

async function openWith(password: boolean | undefined): Promise<void> {
  const signIn = password === undefined ? {} : { signIn: { password } }
  edge = await openTestEdge(net.tokyo, { web: await builtWeb(), ...signIn })
  reader = await edge.as('reader')
}

const type = (
  subject: string,
  password: string,
  as = reader,
  headers = sameSite,
): Promise<Answer> =>
  sendFromPage(as, '/api/passwords/sessions', { json: { subject, password }, headers })

const own = (): Promise<Answer> => type('jpn-reader', passwords['jpn-reader'] ?? '')

async function recorded(): Promise<readonly string[]> {
  const rows = await net.tokyo.server.store.db
    .selectFrom('ledger_entries')
    .select('event')
    .where('kind', 'in', ['signed-in', 'sign-in-refused'])
    .orderBy('idx')
    .execute()
  return rows.map(({ event }) => {
    const said: Record<string, string> = JSON.parse(String(event))
    return [said['kind'], said['person'], said['way'], said['code'] ?? ''].join(' ').trim()
  })
}

test('name and password at one’s own enrolled device open a session, on record', async () => {
  const answer = await own()
  assert.equal(answer.status, 201, answer.code)
  assert.equal(textOf(answer.body, 'person'), 'jpn-reader')
  const browser = browserOf(reader, answer.headers.get('set-cookie') ?? '')
  assert.equal((await ask(browser, 'GET', '/api/member')).status, 200)
  assert.deepEqual((await recorded()).slice(-1), ['signed-in jpn-reader password'])
})

test('a wrong name, a wrong password and somebody else’s right one are one answer', async () => {
  const known = (await recorded()).length
  for (const [subject, password] of [
    ['jpn-reader', 'wrong'],
    ['nobody', passwords['jpn-reader'] ?? ''],
    ['jpn-author', passwords['jpn-author'] ?? ''],
  ] as const) {
    const answer = await type(subject, password)
    assert.equal(answer.code, 'identity/wrong-password', subject)
    assert.equal(answer.headers.get('set-cookie'), null)
  }
  assert.deepEqual((await recorded()).slice(known), [
    'sign-in-refused jpn-reader password identity/wrong-password',
    'sign-in-refused jpn-reader password identity/wrong-password',
    'sign-in-refused jpn-reader password identity/wrong-password',
  ])
  assert.equal((await own()).status, 201)
})

test('guesses are slowed down, and somebody else’s right password does not end that', async () => {
  const right = passwords['jpn-releaser'] ?? ''
  for (let guess = 0; guess < 5; guess++) {
    assert.equal((await type('jpn-releaser', 'wrong')).code, 'identity/wrong-password')
  }
  assert.equal((await type('jpn-releaser', right)).code, 'identity/too-many-attempts')
  clock += 1000
  assert.equal((await type('jpn-releaser', right)).code, 'identity/wrong-password')
  assert.equal((await type('jpn-releaser', right)).code, 'identity/too-many-attempts')
  clock += 2000
  const theirs = await type('jpn-releaser', right, await edge.as('releaser'))
  assert.equal(theirs.status, 201, theirs.code)
})

test('from another site, or a device that nobody enrolled, it is not looked at', async () => {
  const known = (await recorded()).length
  const cross = await type('jpn-reader', passwords['jpn-reader'] ?? '', reader, {
    'sec-fetch-site': 'cross-site',
  })
  assert.equal(cross.code, 'identity/cross-site')
  const { publicKey, privateKey } = await crypto.subtle.generateKey(
    { name: 'ECDSA', namedCurve: 'P-256' },
    true,
    ['sign', 'verify'],
  )
  const ports = { ...reader.ports, device: { publicKey, privateKey } }
  const stranger = await type('jpn-reader', passwords['jpn-reader'] ?? '', { ...reader, ports })
  assert.equal(stranger.code, 'identity/device-not-enrolled')
  assert.equal((await recorded()).length, known)
})

test('it is closed unless the member opens it, and closing it ends what it opened', async () => {
  const { headers } = await own()
  for (const password of [undefined, false]) {
    await edge[Symbol.asyncDispose]()
    await openWith(password)
    assert.equal((await own()).code, 'identity/way-closed')
    const browser = browserOf(reader, headers.get('set-cookie') ?? '')
    assert.equal((await ask(browser, 'GET', '/api/member')).code, 'identity/session-ended')
  }
})

test('a device that is refused over and over waits, on record once, and grows the ledger no more', async () => {
  clock += 2 * 3_600_000
  await edge[Symbol.asyncDispose]()
  await openWith(true)
  const known = (await recorded()).length
  for (let count = 0; count < 20; count++) {
    assert.equal((await type(`nobody-${count}`, 'wrong')).code, 'identity/wrong-password')
  }
  const refused = (await recorded()).slice(known)
  assert.equal(refused.length, 21)
  assert.match(refused[20] ?? '', /identity\/device-waits$/)
  const [again, right] = [await type('nobody', 'wrong'), await own()]
  for (const answer of [again, right]) {
    assert.deepEqual([answer.status, answer.code], [429, 'identity/device-waits'])
  }
  assert.equal((await recorded()).length, known + 21)

  const author = await edge.as('author')
  assert.equal((await type('jpn-author', passwords['jpn-author'] ?? '', author)).status, 201)
  clock += 3_600_000
  await edge[Symbol.asyncDispose]()
  await openWith(true)
  assert.equal((await own()).status, 201)
})
