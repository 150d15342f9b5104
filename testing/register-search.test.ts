/** Searching, counting and exporting the register over HTTP: nothing is told of what the reader may not know. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { hashOf } from '@entente/core/crypto'
import { utf8 } from '@entente/core/lib'

import { approve, clear, draftDocument, prepare, releasedDocument } from './documents.ts'
import { ask, objectOf, openTestEdge, type TestEdge, textOf } from './edge.ts'
import { federation, type Federation, term } from './federation.ts'

let net: Federation
let tokyo: TestEdge
let wellington: TestEdge
let received = ''
let kana = ''
let latin = ''
let percent = ''
before(async () => {
  net = await federation()
  tokyo = await openTestEdge(net.tokyo)
  wellington = await openTestEdge(net.wellington)
  received = (await releasedDocument(net)).document
  if (net.tokyo.server.standing.current().grants.entries.length === 0) await clear(net.tokyo)
  kana = await draftDocument(net.tokyo, '極秘', undefined, { title: 'カイジョウ保安 第１号' })
  latin = await draftDocument(net.tokyo, '秘', undefined, { title: 'Tāmaki Report' })
  percent = await draftDocument(net.tokyo, '秘', undefined, { title: '=1+1 100% a_b' })
})
after(async () => {
  await tokyo[Symbol.asyncDispose]()
  await wellington[Symbol.asyncDispose]()
  await net[Symbol.asyncDispose]()
})

const know = (who: string, document: string) =>
  net.wellington.grant('controller', {
    kind: 'need-to-know',
    person: net.wellington.people[who]?.person ?? '',
    scope: { kind: 'document', document },
    purposes: ['maritime-security'],
    ...term,
  })

async function found(
  edge: TestEdge,
  who: string,
  search: Readonly<Record<string, string>>,
): Promise<ReadonlySet<string>> {
  const query = new URLSearchParams(search).toString()
  const { body, code } = await ask(await edge.as(who), 'GET', `/api/documents?${query}`)
  assert.equal(code, '')
  const { items } = objectOf(body)
  assert.ok(Array.isArray(items))
  const counted = await ask(await edge.as(who), 'GET', `/api/register/count?${query}`)
  assert.deepEqual(counted.body, { count: items.length, more: false })
  return new Set(items.map((item) => textOf(objectOf(item), 'document')))
}

for (const [text, what] of [
  ['ｶｲｼﾞｮｳ', () => [kana]],
  ['かいじょう 1号', () => [kana]],
  ['１号　保安', () => [kana]],
  ['TAMAKI', () => [latin]],
  ['tāmaki ｒｅｐｏｒｔ', () => [latin]],
  ['保安', () => [kana, received]],
  ['保安 tamaki', () => []],
  ['100%', () => [percent]],
  ['0%0', () => []],
  ['a_b', () => [percent]],
  ['a!b', () => []],
  ["' or 1=1 --", () => []],
] as const) {
  test(`the author finds by ${text}`, async () => {
    assert.deepEqual(await found(tokyo, 'author', { text }), new Set(what()))
  })
}

test('a document is found by its id', async () => {
  assert.deepEqual(await found(tokyo, 'author', { text: kana.slice(0, 13) }), new Set([kana]))
})

test('a title shows what would hide in it, turn it round or speak to a terminal', async () => {
  const title = 'Plan\u202E\u200B\u001B[2J\tB\nC'
  const document = await draftDocument(net.tokyo, '秘', undefined, { title })
  const path = `/api/documents/${document}`
  const { body } = await ask(await tokyo.as('author'), 'GET', path)
  assert.equal(textOf(body, 'title'), 'Plan[U+202E][U+200B][U+001B][2J B C')

  // A row of over a page is printed nowhere, and would keep all others from being printed.
  const heap = { title: '\u200B'.repeat(400) }
  const { db } = net.tokyo.server.store
  await db.updateTable('documents').set(heap).where('document', '=', document).execute()
  const { body: long } = await ask(await tokyo.as('author'), 'GET', path)
  assert.match(textOf(long, 'title'), /^(?:\[U\+200B\]){49}\[U\+200B…$/)
  await net.tokyo.server.store.db
    .deleteFrom('register_lines')
    .where('document', '=', document)
    .execute()
})

test('lines are found by level, originator, holder and state', async () => {
  const as = (search: Readonly<Record<string, string>>) => found(tokyo, 'author', search)
  const all = new Set([received, kana, latin, percent])
  assert.deepEqual(await as({ level: '秘' }), new Set([latin, percent]))
  assert.deepEqual(await as({ regime: 'urn:entente:regime:jpn:hiketsu' }), all)
  assert.deepEqual(await as({ regime: 'urn:entente:regime:nzl:psr' }), new Set())
  assert.deepEqual(await as({ originator: 'nzl' }), new Set())
  assert.deepEqual(await as({ originator: 'jpn' }), all)
  assert.deepEqual(await as({ holder: 'jpn' }), all)
  assert.deepEqual(await as({ holder: 'nzl' }), new Set([received]))
  assert.deepEqual(await as({ holder: 'nzl', text: 'tamaki' }), new Set())
  assert.deepEqual(await as({ state: 'draft' }), new Set([kana, latin, percent]))
  assert.deepEqual(await as({ state: 'released' }), new Set([received]))
  assert.deepEqual(await as({ state: 'received' }), new Set())
  const shownState = async (): Promise<string> =>
    textOf((await ask(await tokyo.as('author'), 'GET', `/api/documents/${kana}`)).body, 'state')
  assert.equal(await shownState(), 'draft')
  const { release, statement } = await prepare(net, kana)
  assert.deepEqual(await as({ state: 'prepared' }), new Set([kana]))
  assert.deepEqual(await as({ state: 'draft' }), new Set([latin, percent]))
  assert.equal(await shownState(), 'prepared')
  await approve(net.tokyo, release, statement, 'releaser')
  assert.deepEqual(await as({ state: 'prepared' }), new Set())
  assert.deepEqual(await as({ state: 'released' }), new Set([received, kana]))
  assert.equal(await shownState(), 'released')
})

test('a receipt that is overdue is found at both ends', async () => {
  const { db } = net.tokyo.server.store
  const of = { tokyo: db.updateTable('deliveries'), at: net.wellington.server.store.db }
  assert.deepEqual(await found(tokyo, 'author', { state: 'overdue' }), new Set())
  await of.tokyo.set({ state: 'overdue' }).where('state', '=', 'received').execute()
  assert.deepEqual(await found(tokyo, 'author', { state: 'overdue' }), new Set([received]))
  await know('reader', received)
  assert.deepEqual(await found(wellington, 'reader', { state: 'overdue' }), new Set())
  await of.at.updateTable('copies').set({ receipt_state: 'overdue' }).execute()
  assert.deepEqual(await found(wellington, 'reader', { state: 'overdue' }), new Set([received]))
  await of.tokyo.set({ state: 'received' }).where('state', '=', 'overdue').execute()
})

test('what a reader may not know is found by nothing, and is not counted', async () => {
  for (const search of [
    { text: '保安' },
    { text: received },
    { state: 'received' },
    { holder: 'nzl' },
    {},
  ]) {
    assert.deepEqual(await found(wellington, 'uncleared', search), new Set())
    assert.deepEqual(await found(wellington, 'reader', search), new Set([received]))
  }
})

test('a cursor goes on in the search it came from alone', async () => {
  const author = await tokyo.as('author')
  const first = await ask(author, 'GET', '/api/documents?limit=1&state=released')
  const next = textOf(objectOf(first.body), 'next')
  const again = await ask(author, 'GET', `/api/documents?limit=1&state=released&cursor=${next}`)
  assert.equal(again.code, '')
  const other = await ask(author, 'GET', `/api/documents?limit=1&cursor=${next}`)
  assert.equal(other.code, 'http/bad-cursor')
})

test('where every copy is, is told to who may see the document', async () => {
  const copies = async (edge: TestEdge, who: string) => {
    const { body, code } = await ask(await edge.as(who), 'GET', `/api/documents/${received}/copies`)
    if (code !== '') return code
    const { copies: all } = objectOf(body)
    assert.ok(Array.isArray(all))
    return all.map(objectOf).map(({ member, copy, state }) => [member, copy, state])
  }
  const places = [
    ['jpn', null, 'original'],
    ['nzl', 1, 'held'],
  ]
  assert.deepEqual(await copies(tokyo, 'author'), places)
  assert.deepEqual(await copies(wellington, 'reader'), places)
  assert.equal(await copies(wellington, 'uncleared'), 'document/denied')
})

test('an export holds the lines of its reader, and is on record before it leaves', async () => {
  const form = { format: 'csv', language: 'ja', zone: 'Asia/Tokyo', search: {} }
  const make = async (edge: TestEdge, who: string) =>
    ask(await edge.as(who), 'POST', '/api/register/exports', { json: form })
  assert.equal((await make(wellington, 'reader')).code, 'http/role-required')
  assert.equal((await make(tokyo, 'security')).code, 'http/role-required')
  const lines = async () => {
    const { body, code } = await make(wellington, 'clerk')
    assert.equal(code, '')
    assert.ok(typeof body === 'string')
    const { event } = await net.wellington.server.store.db
      .selectFrom('ledger_entries')
      .select('event')
      .where('kind', '=', 'register-exported')
      .orderBy('idx', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    const { person, lines: count, hash } = JSON.parse(event ?? '{}')
    assert.equal(person, 'nzl-clerk')
    assert.equal(hash, hashOf(utf8(body.startsWith('\uFEFF') ? body : `\uFEFF${body}`)))
    const rows = body.trim().split('\r\n').slice(1)
    assert.equal(count, rows.length)
    return rows
  }
  assert.deepEqual(await lines(), [])
  await know('clerk', received)
  const [row = '', ...more] = await lines()
  assert.deepEqual(more, [])
  assert.match(
    row,
    new RegExp(
      `^"令和\\d+年\\d+月\\d+日 \\d\\d:\\d\\d JST","${received}",.*"海上保安情報","jpn","nzl"`,
    ),
  )
})
