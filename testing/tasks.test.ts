/** What waits for people and what became of documents, over HTTP: told to those who may know of them. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { hashOf } from '@entente/core/crypto'
import { utf8 } from '@entente/core/lib'

import { readablePage } from '../packages/server/src/people/index.ts'

import { approve, draftDocument, prepare, releasedDocument } from './documents.ts'
import { ask, objectOf, openTestEdge, type TestEdge, textOf } from './edge.ts'
import { federation, type Federation, term } from './federation.ts'

let members: Federation
let tokyo: TestEdge
let wellington: TestEdge
let document = ''
let release = ''
before(async () => {
  members = await federation()
  tokyo = await openTestEdge(members.tokyo)
  wellington = await openTestEdge(members.wellington)
  ;({ document, release } = await releasedDocument(members))
})
after(async () => {
  await tokyo[Symbol.asyncDispose]()
  await wellington[Symbol.asyncDispose]()
  await members[Symbol.asyncDispose]()
})

/** What waits for somebody, of one kind: a field of each. */
async function waiting(
  edge: TestEdge,
  who: string,
  kind: string,
  field: string,
): Promise<readonly string[]> {
  const { body, code } = await ask(await edge.as(who), 'GET', '/api/tasks')
  assert.equal(code, '')
  const { items } = objectOf(body)
  assert.ok(Array.isArray(items))
  return items
    .map(objectOf)
    .filter((item) => item['kind'] === kind)
    .map((item) => textOf(item, field))
}
const history = async (edge: TestEdge, who: string, of: string) => {
  const { body, code } = await ask(await edge.as(who), 'GET', `/api/documents/${of}/history`)
  if (code !== '') return code
  const { steps } = objectOf(body)
  assert.ok(Array.isArray(steps))
  return steps.map((step) => textOf(objectOf(step), 'kind'))
}
const need = (edge: 'tokyo' | 'wellington', who: string) => ({
  kind: 'need-to-know' as const,
  person: members[edge].people[who]?.person ?? '',
  scope: { kind: 'document' as const, document },
  purposes: ['maritime-security'],
  ...term,
})

test('the history of a document is told to whoever may see it, and to nobody else', async () => {
  assert.deepEqual(await history(tokyo, 'author', document), [
    'registered',
    'released',
    'receipted',
  ])
  assert.equal(await history(wellington, 'reader', document), 'document/denied')
  assert.equal(await history(wellington, 'pact', document), 'document/denied')
  assert.equal(await history(wellington, 'reader', crypto.randomUUID()), 'document/not-found')
  await members.wellington.grant('controller', need('wellington', 'reader'))
  assert.deepEqual(await history(wellington, 'reader', document), ['received'])
})

test('who asks what they can read is told nothing of what they cannot, and not how much there is', async () => {
  const other = await draftDocument(members.tokyo, '秘')
  const person = members.tokyo.people['uncleared']?.person ?? ''
  const self = await tokyo.as('uncleared')
  const own = await ask(self, 'GET', `/api/people/${person}/access?limit=1`)
  assert.deepEqual(Object.keys(objectOf(own.body)), ['at', 'items'], 'no page after an empty one')
  assert.deepEqual(objectOf(own.body)['items'], [])

  const { server } = members.tokyo
  const deps = { ...server, standing: server.standing.current() }
  const at = new Date().toISOString()
  const first = { createdAt: '', document: '' }
  const look = (most: number, place = first) =>
    readablePage(person, at, place, { limit: 5, most }, deps)
  const { items, next } = await look(1)
  assert.deepEqual([items, next?.document], [[], document], 'only one was looked at')
  assert.equal((await look(1, next)).next?.document, other)
  assert.deepEqual(await look(3), { items: [] })
})

test('who may not know of a document learns nothing by any route of it or of its release', async () => {
  const form = {
    pact: members.pact,
    recipients: ['nzl'],
    purposes: ['maritime-security'],
    notAfter: term.until,
  }
  const { purposes, notAfter } = form
  const wish = { act: 'provide', party: 'aus', purposes, to: null, notAfter }
  const bodies: Readonly<Record<string, object>> = {
    'POST /api/documents/{document}/acknowledgements': { statement: { payload: 'e30', acts: [] } },
    'POST /api/documents/{document}/consents': wish,
    'POST /api/documents/{document}/prints': { purpose: 'maritime-security' },
    'POST /api/documents/{document}/releases': form,
    'POST /api/releases/{release}/refusals': { reason: 'no' },
  }
  // An approval is asked for the version first; who is told of an expiry is for a role.
  const others = ['/api/releases/{release}/approvals', '/api/documents/{document}/expiry-notices']
  for (const edge of [tokyo, wellington]) {
    const stranger = await edge.as('uncleared')
    for (const { method, path } of edge.operations) {
      if (!/\{(?:document|release)\}/.test(path) || others.includes(path)) continue
      const url = path
        .replace('{document}', document)
        .replace('{release}', release)
        .replace('{recipient}', 'nzl')
      const json = bodies[`${method} ${path}`]
      const bytes = { body: '{}', headers: { 'content-type': 'application/octet-stream' } }
      const sent = json ? { json } : method === 'PUT' ? bytes : {}
      const { code } = await ask(stranger, method, url, sent)
      assert.match(code, /^document\/(?:denied|not-found)$/, `${method} ${path}`)
    }
  }
})

test('an overdue receipt is brought up for whoever may know of the document', async () => {
  const { db } = members.wellington.server.store
  await db.updateTable('copies').set({ receipt_state: 'overdue' }).execute()
  const overdue = (who: string) => waiting(wellington, who, 'receipt-overdue', 'document')
  assert.deepEqual(await overdue('reader'), [document])
  for (const who of ['releaser', 'security', 'uncleared', 'pact']) {
    assert.deepEqual(await overdue(who), [], who)
  }
})

test('a release waits for those who may approve it, and not for its author', async () => {
  const draft = await draftDocument(members.tokyo, '極秘')
  await prepare(members, draft)
  const approvals = (who: string) => waiting(tokyo, who, 'approve', 'document')
  assert.deepEqual(await approvals('releaser'), [draft])
  for (const who of ['author', 'reader', 'security'])
    assert.deepEqual(await approvals(who), [], who)
})

test('clearances that end soon are told to their holder, and all of them to security alone', async () => {
  const until = new Date(Date.now() + 30 * 86_400_000).toISOString()
  const person = members.tokyo.people['uncleared']?.person ?? ''
  await members.tokyo.grant('security', {
    kind: 'clearance',
    person,
    organ: 'jpn-ministry',
    regime: 'urn:entente:regime:jpn:hiketsu',
    level: '秘',
    from: term.from,
    until,
  })
  const ending = (who: string) => waiting(tokyo, who, 'clearance-ends', 'person')
  assert.deepEqual(await ending('uncleared'), [person])
  assert.ok((await ending('security')).includes(person))
  for (const who of ['reader', 'author', 'controller', 'pact']) {
    assert.ok(!(await ending(who)).includes(person), who)
  }
})

test('a release that an officer refuses is closed, recorded, and its author is told why', async () => {
  const draft = await draftDocument(members.tokyo, '極秘')
  const { release: prepared, statement } = await prepare(members, draft)
  const refuse = async (who: string, reason: string) =>
    ask(await tokyo.as(who), 'POST', `/api/releases/${prepared}/refusals`, { json: { reason } })
  const reason = 'Paragraph 3 names a source.\n第3段落'
  for (const who of ['author', 'security', 'reader']) {
    const { code } = await refuse(who, reason)
    assert.match(code, /^document\/(release-refused|denied)$/, `${who} ${code}`)
  }
  for (const blank of ['', ' \n', 'a\u0007', 'a\u202E', 'x'.repeat(1001)]) {
    assert.equal((await refuse('releaser', blank)).code, 'http/bad-request')
  }
  const reasons = (who: string) => waiting(tokyo, who, 'release-refused', 'reason')
  assert.deepEqual(await reasons('author'), [])
  assert.equal((await refuse('releaser', reason)).code, '')
  assert.deepEqual(await reasons('author'), [reason])
  assert.deepEqual(await reasons('releaser'), [])
  assert.equal((await refuse('releaser', reason)).code, 'document/release-closed')
  await assert.rejects(approve(members.tokyo, prepared, statement, 'releaser'), {
    code: 'document/release-closed',
  })
  assert.deepEqual(await history(tokyo, 'author', draft), ['registered', 'not-approved'])
  await members.tokyo.grant('controller', {
    ...need('tokyo', 'reader'),
    scope: { kind: 'document', document: draft },
  })
  for (const [who, told] of [
    ['author', true],
    ['second', true],
    ['reader', false],
  ] as const) {
    const { body } = await ask(await tokyo.as(who), 'GET', `/api/documents/${draft}/history`)
    assert.equal(JSON.stringify(body).includes('names a source'), told, who)
  }
  const [entry] = await members.tokyo.server.store.db
    .selectFrom('ledger_entries')
    .select('event')
    .where('kind', '=', 'release-refused')
    .execute()
  const { by, reason: digest } = objectOf(JSON.parse(entry?.event ?? ''))
  assert.deepEqual([by, digest], ['jpn-releaser', hashOf(utf8(reason))])

  await prepare(members, draft)
  assert.deepEqual(await reasons('author'), [])
})
