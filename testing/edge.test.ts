/** A document's way over HTTP: what may be sent again, what asks for a version, and whose it has to be. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'

import { type Statement, addAct, statementId, unsignedStatement } from '@entente/core/crypto'
import { fromUtf8, toBase64Url, utf8 } from '@entente/core/lib'
import { formatLabel, parseInstant } from '@entente/core/label'
import { issueGrant, parseRelease, releaseType } from '@entente/core/pact'
import { bytesSource } from '@entente/core/tdf'
import { xmlParser } from '@entente/host'
import {
  type Client,
  findOwnKas,
  readGivenLabel,
  type SealedDraft,
  sealDraft as sealHere,
} from '@entente/sdk'
import { approveRelease, prepareRelease, sealDraft } from '@entente/server'

import { clear } from './documents.ts'
import {
  type Answer,
  ask,
  type Asked,
  objectOf,
  openTestEdge,
  type TestEdge,
  textOf,
} from './edge.ts'
import { federation, type Federation, term } from './federation.ts'

let members: Federation
let tokyo: TestEdge
let author: Client
let draft: Draft
before(async () => {
  members = await federation()
  tokyo = await openTestEdge(members.tokyo)
  await clear(members.tokyo)
  author = await tokyo.as('author')
  draft = await seal(author)
})
after(async () => {
  await tokyo[Symbol.asyncDispose]()
  await members[Symbol.asyncDispose]()
})

interface Draft {
  readonly id: string
  readonly labelXml: string
  readonly sealed: SealedDraft
  readonly bytes: Uint8Array
  readonly body: Readonly<Record<string, unknown>>
}

async function seal(client: Client, id: string = randomUUID()): Promise<Draft> {
  const kas = await findOwnKas(client)
  const labelXml = fromUtf8(
    formatLabel({
      kind: 'originator',
      policy: { uri: 'urn:entente:regime:jpn:hiketsu', name: '省秘' },
      classification: '秘',
      privacyMark: null,
      categories: [
        { type: 'PERMISSIVE', tagName: 'Releasable To', uri: null, values: ['JPN', 'NZL'] },
      ],
      originator: null,
      created: parseInstant('2026-11-25T00:00:00Z'),
      review: parseInstant('2031-11-25T00:00:00Z'),
      succession: null,
    }),
  )
  const sealed = await sealHere({
    document: id,
    member: client.member.id,
    author: client.session.person,
    case: null,
    label: readGivenLabel(labelXml, xmlParser),
    mimeType: 'text/plain',
    content: bytesSource(utf8('海上保安情報')),
    kas,
  })
  const { size, payload, commitment, policy } = sealed
  const said = { title: '報告', mediaType: 'text/plain', size, case: null, labelXml }
  return {
    id,
    labelXml,
    sealed,
    bytes: Buffer.concat(await Array.fromAsync(sealed.stored(0))),
    body: { document: id, ...said, payload, commitment, policy, sources: [] },
  }
}

/** Sends a command under a key twice, and something else under the same key: one answer, one refusal. */
async function twice(
  client: Client,
  method: string,
  path: string,
  init: Asked,
  other: Asked,
): Promise<Answer> {
  const headers = { ...init.headers, 'idempotency-key': randomUUID() }
  const first = await ask(client, method, path, { ...init, headers })
  assert.ok(first.status < 300, `${method} ${path}: ${first.code}`)
  assert.equal(first.headers.get('idempotency-replayed'), null)
  const again = await ask(client, method, path, { ...init, headers })
  assert.equal(again.headers.get('idempotency-replayed'), 'true')
  assert.deepEqual([again.status, again.body], [first.status, first.body])
  const otherwise = await ask(client, method, path, {
    ...other,
    headers: { ...other.headers, ...headers },
  })
  assert.equal(otherwise.code, 'http/conflicting-repeat')
  return first
}

const octets = { 'content-type': 'application/octet-stream' }
const documentPath = (): string => `/api/documents/${draft.id}`
const etagOf = async (client: Client, path: string): Promise<string> => {
  const etag = (await ask(client, 'GET', path)).headers.get('etag')
  assert.ok(etag)
  return etag
}

let label: unknown
let release = ''

test('a draft is registered once, and its id is nobody else’s', async () => {
  const answer = await twice(
    author,
    'POST',
    '/api/documents',
    { json: draft.body },
    { json: { ...draft.body, title: '別の報告' } },
  )
  assert.equal(answer.headers.get('etag'), await etagOf(author, documentPath()))
  label = objectOf(answer.body)['label']
  const reader = await tokyo.as('reader')
  const theirs = await seal(reader, draft.id)
  const { code } = await ask(reader, 'POST', '/api/documents', { json: theirs.body })
  assert.equal(code, 'document/already-there')
})

test('segments are taken as they were announced', async () => {
  const { payload, segments } = draft.sealed
  const list = segments.map(({ hash, bytes }) => ({ hash: toBase64Url(hash), bytes }))
  const path = `/api/payloads/${payload}`
  const to = `${path}/segments/0`
  const body = Uint8Array.from(draft.bytes)
  const early = await ask(author, 'PUT', to, { headers: octets, body })
  assert.equal(early.code, 'blobs/unknown')
  await twice(author, 'PUT', path, { json: list }, { json: [] })
  const wrong = await ask(author, 'PUT', path, { json: [{ hash: 'A'.repeat(43), bytes: 29 }] })
  assert.equal(wrong.code, 'blobs/wrong-digest')
  const reader = await tokyo.as('reader')
  for (const [where, init] of [
    [path, { json: list }],
    [to, { headers: octets, body }],
  ] as const) {
    assert.equal((await ask(reader, 'PUT', where, init)).code, 'document/not-found')
  }
  const other = Uint8Array.from(draft.bytes, (byte) => byte ^ 1)
  const forged = await ask(author, 'PUT', to, { headers: octets, body: other })
  assert.equal(forged.code, 'blobs/wrong-segment')
  const sent = await ask(author, 'PUT', to, { headers: octets, body })
  assert.equal(objectOf(sent.body)['complete'], true)
  const text = await ask(author, 'PUT', to, { headers: { 'content-type': 'text/plain' }, body })
  assert.equal(text.code, 'http/bad-request')
})

test('a manifest completes the draft that its author has read, and no other', async () => {
  const body = Uint8Array.from(await draft.sealed.finish(statementOf(label)))
  const path = `${documentPath()}/manifest`
  const put = async (client: Client, etag?: string): Promise<Answer> =>
    ask(client, 'PUT', path, {
      headers: { ...octets, ...(etag ? { 'if-match': etag } : {}) },
      body,
    })
  assert.equal((await put(author)).code, 'http/precondition-required')
  for (const wrong of ['*', '"x"', 'W/"x"']) {
    assert.equal((await put(author, wrong)).code, 'http/precondition-failed')
  }
  const unsealed = await etagOf(author, documentPath())
  const headers = { ...octets, 'if-match': unsealed }
  const done = await twice(
    author,
    'PUT',
    path,
    { headers, body },
    { headers, body: new Uint8Array(3) },
  )
  assert.deepEqual(done.body, { state: 'draft' })
  const etag = await etagOf(author, documentPath())
  assert.notEqual(etag, unsealed)
  assert.equal((await put(author, unsealed)).code, 'http/precondition-failed')
  assert.equal((await put(author, etag)).status, 200, 'the same again changes nothing')
  assert.equal(await etagOf(author, documentPath()), etag)
  const unread = await ask(author, 'GET', documentPath(), { headers: { 'if-none-match': etag } })
  assert.equal(unread.status, 304)
})

test('who may read a draft may not complete it', async () => {
  await know('reader')
  const reader = await tokyo.as('reader')
  const etag = await etagOf(reader, documentPath())
  const body = Uint8Array.from(await draft.sealed.finish(statementOf(label)))
  const headers = { ...octets, 'if-match': etag }
  const { code } = await ask(reader, 'PUT', `${documentPath()}/manifest`, { headers, body })
  assert.equal(code, 'document/not-yours')
})

test('a release is prepared once, of the draft that was read, by its author', async () => {
  const path = `${documentPath()}/releases`
  const json = {
    pact: members.pact,
    recipients: ['nzl'],
    purposes: ['maritime-security'],
    notAfter: term.until,
  }
  assert.equal((await ask(author, 'POST', path, { json })).code, 'http/precondition-required')
  const stale = await ask(author, 'POST', path, { json, headers: { 'if-match': '"x"' } })
  assert.equal(stale.code, 'http/precondition-failed')
  const reader = await tokyo.as('reader')
  const headers = { 'if-match': await etagOf(reader, documentPath()) }
  const refused = await ask(reader, 'POST', path, { json, headers })
  assert.equal(refused.code, 'document/release-refused')
  assert.match(JSON.stringify(refused.body), /decision\/not-author/)
  const { body } = await twice(
    author,
    'POST',
    path,
    { json, headers },
    { json: { ...json, notAfter: '2049-01-01T00:00:00.000Z' }, headers },
  )
  release = textOf(body, 'release')
  const { tokyo: member } = members
  const { releases } = await member.server.store.db
    .selectFrom('releases')
    .select(({ fn }) => fn.countAll<number>().as('releases'))
    .executeTakeFirstOrThrow()
  assert.equal(releases, 1)
})

test('a manifest stays what it is once a release of it is prepared', async () => {
  const { server } = members.tokyo
  const other = await draft.sealed.finish(statementOf(label))
  const changed = new TextEncoder().encode(`${fromUtf8(other)}\n`)
  const headers = { ...octets, 'if-match': await etagOf(author, documentPath()) }
  const path = `${documentPath()}/manifest`
  const refused = await ask(author, 'PUT', path, { headers, body: changed })
  assert.equal(refused.code, 'document/release-closed')
  const kept = await server.store.db.selectFrom('manifests').select('id').execute()
  assert.equal(kept.length, 1)
})

test('an approval is given to the release as it was read, and may be sent again', async () => {
  const path = `/api/releases/${release}`
  const officer = await tokyo.as('releaser')
  const shown = await ask(officer, 'GET', path)
  const etag = shown.headers.get('etag') ?? ''
  const statement = statementOf(objectOf(shown.body)['statement'])
  const json = { act: await actOf(statement, 'releaser') }
  const send = (headers: Record<string, string>): Promise<Answer> =>
    ask(officer, 'POST', `${path}/approvals`, { json, headers })
  assert.equal((await send({})).code, 'http/precondition-required')
  assert.equal((await send({ 'if-match': '"x"' })).code, 'http/precondition-failed')
  const other = { act: await actOf(statement, 'second') }
  const headers = { 'if-match': etag }
  const stolen = await ask(officer, 'POST', `${path}/approvals`, { json: other, headers })
  assert.equal(stolen.code, 'document/release-refused')
  const done = await twice(
    officer,
    'POST',
    `${path}/approvals`,
    { json, headers },
    { json: other, headers },
  )
  assert.deepEqual(done.body, { state: 'released', approvals: 1, needed: 1 })
  assert.deepEqual((await send({})).body, done.body, 'what has been given is answered again')
  const late = await ask(await tokyo.as('second'), 'POST', `${path}/approvals`, {
    json: other,
    headers,
  })
  assert.equal(late.code, 'http/precondition-failed')
})

test('a step on a version that was overtaken in between is refused by the step itself', async () => {
  const { server, people, now } = members.tokyo
  const { person } = people['author']!
  const overtaken = { ...server, version: 99 }
  const manifest = await draft.sealed.finish(statementOf(label))
  await assert.rejects(sealDraft(draft.id, manifest, person, overtaken), {
    code: 'document/changed',
  })
  const wish = {
    document: draft.id,
    pact: members.pact,
    recipients: ['nzl'],
    purposes: ['maritime-security'],
    notAfter: term.until,
  }
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
  const { engine } = server.decisions
  await assert.rejects(
    prepareRelease(wish, person, { ...overtaken, engine, xml: xmlParser, random, now }),
    { code: 'document/changed' },
  )
  const prepared = await prepareRelease(wish, person, {
    ...server,
    engine,
    xml: xmlParser,
    random,
    now,
  })
  const { acts } = await addAct(releaseType, prepared.statement, people['releaser']!.signer)
  const approving = { ...server, engine, now, seen: '{"another":"statement"}' }
  await assert.rejects(
    approveRelease(prepared.release, acts[0]!, people['releaser']!.person, approving),
    { code: 'document/release-closed' },
  )
})

test('an act on one release is no act on another', async () => {
  const json = { pact: members.pact, recipients: ['nzl'], purposes: ['maritime-security'] }
  const headers = { 'if-match': await etagOf(author, documentPath()) }
  const { body } = await ask(author, 'POST', `${documentPath()}/releases`, {
    json: { ...json, notAfter: term.until },
    headers,
  })
  const path = `/api/releases/${textOf(body, 'release')}`
  const officer = await tokyo.as('second')
  const first = statementOf(
    objectOf((await ask(author, 'GET', `/api/releases/${release}`)).body)['statement'],
  )
  const act = await actOf(unsignedStatement(parseRelease(first)), 'second')
  const etag = await etagOf(author, path)
  const { code } = await ask(officer, 'POST', `${path}/approvals`, {
    json: { act },
    headers: { 'if-match': etag },
  })
  assert.equal(code, 'pact/invalid-signature')
})

test('a grant is handed in once; another under its number is a second history', async () => {
  const { server, people, now } = members.tokyo
  const signer = people['security']?.signer
  assert.ok(signer)
  const { grants } = server.standing.current()
  const act = {
    kind: 'facility-register',
    facility: 'tokyo',
    person: people['reader']!.person,
    ...term,
  } as const
  const made = await issueGrant(grants, act, signer, now().toISOString())
  const rival = await issueGrant(grants, { ...act, facility: 'osaka' }, signer, now().toISOString())
  const client = await tokyo.as('security')
  const answer = await twice(
    client,
    'POST',
    '/api/statements',
    { json: { kind: 'grant', statement: made } },
    { json: { kind: 'grant', statement: rival } },
  )
  assert.deepEqual(answer.body, { ids: [statementId(made)] })
  const json = { kind: 'grant', statement: rival }
  const { code } = await ask(client, 'POST', '/api/statements', { json })
  assert.equal(code, 'pact/chain-conflict')
})

function statementOf(value: unknown): Statement {
  const statement: Statement = JSON.parse(JSON.stringify(value))
  return statement
}

async function actOf(statement: Statement, name: string): Promise<unknown> {
  const signer = members.tokyo.people[name]?.signer
  assert.ok(signer)
  return (await addAct(releaseType, { ...statement, acts: [] }, signer)).acts[0]
}

function know(name: string): Promise<void> {
  const person = members.tokyo.people[name]?.person ?? ''
  const scope = { kind: 'document', document: draft.id } as const
  const purposes = ['maritime-security']
  return members.tokyo.grant('controller', {
    kind: 'need-to-know',
    person,
    scope,
    purposes,
    ...term,
  })
}
