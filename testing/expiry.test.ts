/** The end of a designation: on record once, shown by the register, told to the registry, whatever happens in between. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { openServer, silentLog } from '@entente/server'

import { approve, clear, draftDocument, openAt, prepare } from './documents.ts'
import { ask, objectOf, openTestEdge, type TestEdge, textOf } from './edge.ts'
import { federation, type Federation } from './federation.ts'
import { secret } from './members.ts'

const tokutei = 'urn:entente:regime:jpn:tokutei-himitsu'
const day = 86_400_000
/** The beginning of a day in Tokyo, some days from now. */
const inTokyo = (days: number): string => {
  const shifted = new Date(Date.now() + 9 * 3_600_000 + days * day).toISOString().slice(0, 10)
  return new Date(Date.parse(`${shifted}T00:00:00Z`) - 9 * 3_600_000).toISOString()
}
const term = { from: inTokyo(-1), until: inTokyo(2) }

let ahead = 0
let net: Federation
let tokyo: TestEdge
let document = ''
let release = ''
before(async () => {
  net = await federation({ now: () => new Date(Date.now() + ahead) })
  for (const member of [net.tokyo, net.wellington]) await clear(member)
  document = await draftDocument(net.tokyo, '特定秘密', tokutei, { designation: term })
  const prepared = await prepare(net, document)
  ;({ release } = prepared)
  const { statement } = prepared
  await approve(net.tokyo, release, statement, 'releaser')
  await approve(net.tokyo, release, statement, 'second')
  await net.settle()
  tokyo = await openTestEdge(net.tokyo)
})
after(async () => {
  await tokyo[Symbol.asyncDispose]()
  await net[Symbol.asyncDispose]()
})

async function events(kind: 'designation-expired' | 'expiry-notified') {
  const rows = await net.tokyo.server.store.db
    .selectFrom('ledger_entries')
    .select('event')
    .where('kind', '=', kind)
    .execute()
  return rows.map(({ event }) => JSON.parse(event ?? '{}'))
}

async function lineFor(who: string) {
  const { body, code } = await ask(await tokyo.as(who), 'GET', `/api/documents/${document}`)
  assert.equal(code, '', who)
  return objectOf(body)
}

async function notices(who: string) {
  const { body } = await ask(await tokyo.as(who), 'GET', '/api/tasks')
  const { items } = objectOf(body)
  assert.ok(Array.isArray(items))
  return items.map(objectOf).filter((one) => one['kind'] === 'expiry-notice')
}

test('on its last day in Tokyo the document opens, and nothing is on record', async () => {
  const { text } = await openAt(net.tokyo, 'reader', document, null, 'maritime-security')
  assert.ok(text.length > 0)
  ahead = Date.parse(term.until) - Date.now() - 60_000
  await net.tokyo.server.work()
  assert.deepEqual(await events('designation-expired'), [])
  const line = await lineFor('reader')
  assert.match(JSON.stringify(line['marking']), /特定秘密/)
  assert.equal(objectOf(line['designation'] ?? null)['expired'], null)
})

test('from the next day on it closes, and the end is on record once, by a server that was down meanwhile', async () => {
  ahead = Date.parse(term.until) - Date.now() + 1
  await assert.rejects(
    openAt(net.tokyo, 'reader', document, null, 'maritime-security'),
    /decision\/designation-ended/,
  )
  assert.match(JSON.stringify((await lineFor('reader'))['marking']), /満了/, 'struck at once')
  // Not at work when it ended: what has to be recorded follows from what stands.
  ahead += day
  await net.tokyo.server.work()
  const recorded = await events('designation-expired')
  assert.deepEqual(
    recorded.map((one) => one.document),
    [document],
  )
  await net.tokyo.server.work()
  assert.equal((await events('designation-expired')).length, 1)
})

test('the register shows the expiry marking, and the entry, to whoever only that keeps from it', async () => {
  for (const who of ['author', 'reader']) {
    const line = await lineFor(who)
    const marking = JSON.stringify(line['marking'])
    assert.match(marking, /DESIGNATION EXPIRED.*指定の有効期間満了/)
    assert.doesNotMatch(marking, /特定秘密|SECRET/)
    const designation = objectOf(line['designation'] ?? null)
    assert.match(
      JSON.stringify(designation['expired']),
      /register of designations.*指定管理簿に記載/,
    )
  }
  const reader = await tokyo.as('reader')
  const { body } = await ask(reader, 'GET', '/api/documents')
  assert.match(JSON.stringify(body), new RegExp(document), 'in the list as well')
  for (const part of ['manifest', 'payload']) {
    const { code } = await ask(reader, 'GET', `/api/documents/${document}/${part}`)
    assert.equal(code, 'document/denied', part)
  }
  const { code } = await ask(await tokyo.as('uncleared'), 'GET', `/api/documents/${document}`)
  assert.equal(code, 'document/denied', 'whom something else keeps from it sees nothing')
})

test('the registry is told whom to tell in writing, and nobody else is; told once, it waits no more', async () => {
  const waiting = await notices('second')
  const holders = waiting.map((one) => {
    const to = objectOf(one['to'] ?? null)
    return `${textOf(to, 'kind')} ${textOf(to, 'id')}`
  })
  assert.ok(holders.includes('member nzl'), 'it went to New Zealand')
  assert.ok(holders.includes('person jpn-reader') && holders.includes('person jpn-author'))
  assert.equal(new Set(holders).size, holders.length)
  for (const one of waiting) {
    assert.match(textOf(objectOf(one['article'] ?? null), 'ja'), /施行令第7条/)
    assert.match(textOf(objectOf(one['text'] ?? null), 'ja'), /書面で通知する。$/)
  }
  for (const who of ['reader', 'releaser', 'security']) assert.deepEqual(await notices(who), [])

  const [first] = waiting
  assert.ok(first)
  const { designation = null, to = null } = first
  const path = `/api/documents/${document}/expiry-notices`
  const registry = await tokyo.as('second')
  const said = { json: { designation, to } }
  assert.equal((await ask(await tokyo.as('reader'), 'POST', path, said)).code, 'http/role-required')
  const ofNoLevel = await ask(await tokyo.as('auditor'), 'POST', path, said)
  assert.equal(ofNoLevel.code, 'document/not-found')
  const nobody = { json: { designation, to: { kind: 'member', id: 'aus' } } }
  assert.equal((await ask(registry, 'POST', path, nobody)).code, 'document/not-found')
  for (let count = 0; count < 2; count++) {
    assert.equal((await ask(registry, 'POST', path, said)).status, 204)
  }
  assert.deepEqual(
    (await events('expiry-notified')).map(({ by }) => by),
    ['jpn-second'],
  )
  assert.equal((await notices('second')).length, waiting.length - 1)
})

test('a restart neither loses what is on record nor records it anew', async () => {
  const { folder, server } = net.tokyo
  await tokyo[Symbol.asyncDispose]()
  await server.close()
  const again = await openServer({
    folder,
    secret,
    log: silentLog,
    now: net.tokyo.now,
    onFatal: (error) => {
      throw error
    },
  })
  await again.work()
  const rows = await again.store.db
    .selectFrom('ledger_entries')
    .select('kind')
    .where('kind', '=', 'designation-expired')
    .execute()
  assert.equal(rows.length, 1)
  const left = await again.store.db
    .selectFrom('expiry_notices')
    .select('holder')
    .where('notified_at', 'is', null)
    .execute()
  assert.ok(left.length > 0)
  await again.close()
})
