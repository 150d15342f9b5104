/** Drafts that are given up are whole or gone, and never without a record; what anybody could still use stays. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'

import { bytesSource } from '@entente/core/tdf'
import { type Client, createDraft, SessionError } from '@entente/sdk'

import {
  clearDrafts,
  type DiscardDeps,
  discardDraft,
} from '../packages/server/src/documents/index.ts'

import { labelFor } from './demo/content.ts'
import { clear, draftDocument, prepare } from './documents.ts'
import { ask, openTestEdge, type TestEdge } from './edge.ts'
import { federation, type Federation } from './federation.ts'

const day = 86_400_000
const level = { regime: 'urn:entente:regime:jpn:hiketsu', level: '極秘' }

let net: Federation
let tokyo: TestEdge
let author: Client
before(async () => {
  net = await federation()
  await clear(net.tokyo)
  tokyo = await openTestEdge(net.tokyo)
  author = await tokyo.as('author')
})
after(async () => {
  await tokyo[Symbol.asyncDispose]()
  await net[Symbol.asyncDispose]()
})

/** What the rules know of a draft: its rows, its content and the entries of its end. */
async function traces(document: string, payload: string) {
  const { store, blobs } = net.tokyo.server
  let rows = 0
  for (const table of [
    'documents',
    'policies',
    'manifests',
    'register_lines',
    'sources',
  ] as const) {
    rows += (
      await store.db.selectFrom(table).select('document').where('document', '=', document).execute()
    ).length
  }
  const entries = await store.db
    .selectFrom('ledger_entries')
    .select('event')
    .where('kind', '=', 'draft-discarded')
    .execute()
  const by = entries
    .map(({ event }): { document?: string; person?: string | null } => JSON.parse(String(event)))
    .filter((event) => event.document === document)
    .map(({ person }) => person)
  return { rows, content: (await blobs.state(payload)) !== undefined, by }
}

const payloadOf = async (document: string): Promise<string> => {
  const { payload } = await net.tokyo.server.store.db
    .selectFrom('documents')
    .select('payload')
    .where('document', '=', document)
    .executeTakeFirstOrThrow()
  return payload
}

/** A draft of which sending fails from the first request on whose path `at` matches. */
async function cutOff(at: RegExp): Promise<string> {
  const document = randomUUID()
  const { ports } = author
  const fetch: typeof ports.fetch = async (url, init) => {
    if (at.test(new URL(url).pathname)) throw new TypeError('network')
    return ports.fetch(url, init)
  }
  const draft = {
    document,
    title: '海上保安情報',
    case: null,
    label: labelFor(level, new Date()),
    mimeType: 'text/plain',
    content: bytesSource(new Uint8Array(1000)),
  }
  const client = { ...author, ports: { ...ports, fetch } }
  await assert.rejects(createDraft(client, draft), SessionError)
  return document
}

const depsAt = (days: number, change: Partial<DiscardDeps> = {}): DiscardDeps => ({
  ...net.tokyo.server,
  now: () => new Date(Date.now() + days * day),
  ...change,
})
const discard = (who: Client, document: string, tag?: string) =>
  ask(who, 'DELETE', `/api/documents/${document}`, {
    headers: tag === undefined ? {} : { 'if-match': tag },
  })
const tagOf = async (document: string): Promise<string> =>
  (await ask(author, 'GET', `/api/documents/${document}`)).headers.get('etag') ?? ''

test('an author discards a draft that nobody was asked to release: rows and content go, on record', async () => {
  const document = await draftDocument(net.tokyo, '極秘')
  const payload = await payloadOf(document)
  const tag = await tagOf(document)
  assert.deepEqual((await traces(document, payload)).by, [])
  assert.equal((await discard(author, document)).code, 'http/precondition-required')
  assert.equal((await discard(author, document, '"other"')).code, 'http/precondition-failed')
  for (const who of ['reader', 'releaser', 'security']) {
    const { code } = await discard(await tokyo.as(who), document, tag)
    assert.match(code, /^document\/(denied|not-yours)$/, who)
  }
  await assert.rejects(discardDraft(document, 'jpn-releaser', { ...depsAt(0), version: 2 }), {
    code: 'document/not-yours',
  })
  const person = net.tokyo.people['author']?.person ?? ''
  // Somebody has changed it since it was looked at.
  await assert.rejects(discardDraft(document, person, { ...depsAt(0), version: 99 }), {
    code: 'document/changed',
  })
  assert.ok((await traces(document, payload)).rows >= 4)
  assert.equal((await discard(author, document, tag)).status, 204)
  assert.deepEqual(await traces(document, payload), {
    rows: 0,
    content: false,
    by: [person],
  })
  assert.equal((await discard(author, document, tag)).code, 'document/not-found')
})

test('what a release was prepared of, or something was made from, stays', async () => {
  const released = await draftDocument(net.tokyo, '極秘')
  await prepare(net, released)
  const source = await draftDocument(net.tokyo, '極秘')
  const made = await draftDocument(net.tokyo, '極秘')
  await net.tokyo.server.store.db
    .insertInto('sources')
    .values({ document: made, source, use: 'extract', language: '', statement: '' })
    .execute()
  for (const [document, code] of [
    [released, 'document/release-closed'],
    [source, 'document/in-use'],
  ] as const) {
    const found = await traces(document, await payloadOf(document))
    assert.equal((await discard(author, document, await tagOf(document))).code, code)
    assert.deepEqual(await traces(document, await payloadOf(document)), found)
  }
})

test('a draft whose manifest never came is cleared when its time is over; one that can be gone on with stays', async () => {
  const without = await cutOff(/\/manifest$/)
  const on = await cutOff(/\/segments\//)
  const [payload, other] = [await payloadOf(without), await payloadOf(on)]
  await clearDrafts(30, depsAt(29))
  const still = await traces(without, payload)
  assert.ok(still.rows > 0 && still.content && still.by.length === 0)
  const kept = await traces(on, other)
  const { db } = net.tokyo.server.store
  const made = {
    document: on,
    source: without,
    use: 'extract',
    language: '',
    statement: '',
  } as const
  await db.insertInto('sources').values(made).execute()
  await clearDrafts(30, depsAt(31))
  assert.equal((await traces(without, payload)).rows, still.rows, 'something was made from it')
  await db.deleteFrom('sources').where('source', '=', without).execute()
  const setState = (state: string) =>
    db.updateTable('documents').set({ state }).where('document', '=', without).execute()
  await setState('draft')
  await clearDrafts(30, depsAt(31))
  assert.equal((await traces(without, payload)).rows, still.rows, 'it is whole')
  await setState('sealing')
  await clearDrafts(30, depsAt(31))
  assert.deepEqual(await traces(without, payload), { rows: 0, content: false, by: [null] })
  assert.deepEqual(await traces(on, other), kept)
  await clearDrafts(30, depsAt(31))
  assert.deepEqual((await traces(without, payload)).by, [null], 'on record once')
})

test('wherever it stops, a draft is whole or gone, and the content of one that is gone goes next time', async () => {
  const document = await draftDocument(net.tokyo, '極秘')
  const payload = await payloadOf(document)
  const { ledger, blobs } = net.tokyo.server
  const whole = await traces(document, payload)
  const { etag: version } = await net.tokyo.server.store.db
    .selectFrom('documents')
    .select('etag')
    .where('document', '=', document)
    .executeTakeFirstOrThrow()
  const person = net.tokyo.people['author']?.person ?? ''
  const unfinished: DiscardDeps['ledger'] = {
    ...ledger,
    record: (work) =>
      ledger.record(async (tx, append) => {
        await work(tx, append)
        throw new Error('stopped before the commit')
      }),
  }
  await assert.rejects(
    discardDraft(document, person, { ...depsAt(0, { ledger: unfinished }), version }),
    /before the commit/,
  )
  assert.deepEqual(await traces(document, payload), whole)

  const stopping = { ...blobs, remove: () => Promise.reject(new Error('stopped after the commit')) }
  await assert.rejects(
    discardDraft(document, person, { ...depsAt(0, { blobs: stopping }), version }),
    /after the commit/,
  )
  assert.deepEqual(await traces(document, payload), { rows: 0, content: true, by: [person] })
  await clearDrafts(30, depsAt(0))
  assert.deepEqual(await traces(document, payload), { rows: 0, content: false, by: [person] })
})

test('content that another document names stays until that one is gone too', async () => {
  const { db } = net.tokyo.server.store
  const document = await draftDocument(net.tokyo, '極秘')
  const row = await db
    .selectFrom('documents')
    .selectAll()
    .where('document', '=', document)
    .executeTakeFirstOrThrow()
  const other = randomUUID()
  await db
    .insertInto('documents')
    .values({ ...row, document: other })
    .execute()
  assert.equal((await discard(author, document, await tagOf(document))).status, 204)
  assert.ok((await traces(document, row.payload)).content)
  await db.deleteFrom('documents').where('document', '=', other).execute()
  await clearDrafts(30, depsAt(0))
  assert.ok(!(await traces(document, row.payload)).content)
})
