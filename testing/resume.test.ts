/** Sending a draft is cut off, and gone on with: by the same file alone, with the key from our own KAS. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'

import type { Bytes } from '@entente/core/lib'
import { bytesSource, parseManifest } from '@entente/core/tdf'
import {
  type Client,
  createDraft,
  fetchBytes,
  prepareRelease,
  resumeDraft,
  SessionError,
} from '@entente/sdk'

import { labelFor } from './demo/content.ts'
import { clear } from './documents.ts'
import { ask, objectOf, openTestEdge, type TestEdge } from './edge.ts'
import { federation, type Federation } from './federation.ts'

const level = { regime: 'urn:entente:regime:jpn:hiketsu', level: '極秘' }
const MiB = 1 << 20
const content = Uint8Array.from({ length: 5 * MiB + 3 }, (_, at) => (at * 7 + (at >> 13)) & 255)

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

interface Cut {
  readonly client: Client
  readonly sent: { readonly method: string; readonly path: string; readonly bytes: number }[]
}

/** The author's machine, whose network fails where it is told to: on the way there, or on the way back. */
function cutting(fails: (path: string, count: number) => 'answer' | 'request' | undefined): Cut {
  const sent: Cut['sent'] = []
  const counts = new Map<string, number>()
  const { ports } = author
  const fetch: typeof ports.fetch = async (url, init) => {
    const path = new URL(url).pathname
    const route = path.replace(/\d+$/, '')
    counts.set(route, (counts.get(route) ?? 0) + 1)
    const how = fails(path, counts.get(route) ?? 0)
    if (how === 'request') throw new TypeError('network')
    const { body } = init
    const bytes = body instanceof Uint8Array ? body.length : 0
    sent.push({ method: init.method ?? 'GET', path, bytes })
    const answer = await ports.fetch(url, init)
    if (how === 'answer') throw new TypeError('network')
    return answer
  }
  return { client: { ...author, ports: { ...ports, fetch } }, sent }
}

const draftOf = (document: string) => ({
  document,
  title: '海上保安情報',
  case: null,
  label: labelFor(level, new Date()),
  mimeType: 'application/octet-stream',
  content: bytesSource(content),
})
const stateOf = async (document: string): Promise<string> => {
  const { state } = await net.tokyo.server.store.db
    .selectFrom('documents')
    .select('state')
    .where('document', '=', document)
    .executeTakeFirstOrThrow()
  return state
}
const storedOf = async (document: string): Promise<Uint8Array> => {
  const { body } = await fetchBytes(author, `/api/documents/${document}/payload`)
  return new Uint8Array(await new Response(body).arrayBuffer())
}

/** A draft of which one segment has arrived. */
async function cutOff(): Promise<string> {
  const document = randomUUID()
  const { client } = cutting((path, count) =>
    path.includes('/segments/') && count === 2 ? 'request' : undefined,
  )
  await assert.rejects(createDraft(client, draftOf(document)), SessionError)
  assert.equal(await stateOf(document), 'sealing')
  return document
}

test('what was cut off is gone on with, by the file alone, from where the server is', async () => {
  const document = await cutOff()
  const { client, sent } = cutting(() => undefined)
  await resumeDraft(client, document, bytesSource(content))
  assert.equal(await stateOf(document), 'draft')
  const pieces = sent.filter(({ path }) => path.includes('/segments/'))
  assert.match(pieces[0]?.path ?? '', /\/segments\/1$/)
  const total = pieces.reduce((sum, { bytes }) => sum + bytes, 0)
  assert.equal(total, 3 * MiB + 3 + 2 * 28)
  assert.equal((await storedOf(document)).length, content.length + 3 * 28)
  const kinds = await net.tokyo.server.store.db
    .selectFrom('ledger_entries')
    .select('kind')
    .where('kind', '=', 'opened')
    .execute()
  assert.ok(kinds.length > 0, 'the key was handed out on record')
})

test('a draft that is not whole waits for its author alone, and one that cannot be gone on with for nobody', async () => {
  const document = await cutOff()
  const without = randomUUID()
  const { client } = cutting((path) => (path.endsWith('/manifest') ? 'request' : undefined))
  await assert.rejects(createDraft(client, draftOf(without)), SessionError)
  assert.equal(await stateOf(without), 'sealing')
  const unsent = async (who: string): Promise<unknown> => {
    const { body } = await ask(await tokyo.as(who), 'GET', '/api/tasks')
    const { items } = objectOf(body)
    assert.ok(Array.isArray(items))
    return items
      .map(objectOf)
      .filter(({ kind }) => kind === 'draft-unsent')
      .map((task) => task['document'])
  }
  assert.ok(await unsent('author').then((all) => Array.isArray(all) && all.includes(document)))
  assert.ok(await unsent('author').then((all) => Array.isArray(all) && !all.includes(without)))
  for (const who of ['reader', 'releaser', 'security']) assert.deepEqual(await unsent(who), [], who)
  await resumeDraft(author, document, bytesSource(content))
  assert.ok(await unsent('author').then((all) => Array.isArray(all) && !all.includes(document)))
})

test('a network that comes and goes is waited for', async () => {
  const document = randomUUID()
  const failing = ['/api/documents', '/manifest', '/segments/']
  const { client, sent } = cutting((path, count) =>
    failing.some((one) => path.endsWith(one) || path.includes(one)) && count <= 2
      ? count === 1
        ? 'request'
        : 'answer'
      : undefined,
  )
  const waits: number[] = []
  await createDraft(client, draftOf(document), {
    wait: async (attempt) => void waits.push(attempt),
  })
  assert.equal(await stateOf(document), 'draft')
  assert.ok(waits.length >= 4 && waits.every((attempt, at) => attempt === at + 1), waits.join())
  const segments = sent.filter(({ path }) => path.includes('/segments/'))
  assert.ok(segments.length > 0)
})

test('a file that changed, or another one, is refused before anything of it is sent', async () => {
  const document = await cutOff()
  const others: readonly (readonly [string, Bytes])[] = [
    ['begins otherwise, where the server has it already', flip(0)],
    ['ends otherwise', flip(content.length - 1)],
    ['is shorter', content.slice(0, -1)],
    ['is longer', Uint8Array.from([...content.subarray(0, 10), ...content])],
  ]
  for (const [why, other] of others) {
    const { client, sent } = cutting(() => undefined)
    await assert.rejects(
      resumeDraft(client, document, bytesSource(other)),
      { code: 'sealing/source-changed' },
      why,
    )
    assert.ok(
      sent.every(({ method, path }) => method === 'GET' || path.endsWith('Rewrap')),
      why,
    )
  }
  await resumeDraft(author, document, bytesSource(content))
  assert.equal(await stateOf(document), 'draft')
})

test('a file that changes while it is sent does not leave under the key', async () => {
  const document = randomUUID()
  const { client, sent } = cutting(() => undefined)
  let reads = 0
  const draft = draftOf(document)
  const changing = {
    size: content.length,
    read: async (offset: number, length: number): Promise<Bytes> => {
      reads += 1
      const bytes = content.slice(offset, offset + length)
      // Three segments are read to be labelled, then again to be sent.
      if (reads > 3 && offset > 0) bytes[0] = (bytes[0] ?? 0) ^ 1
      return bytes
    },
  }
  await assert.rejects(createDraft(client, { ...draft, content: changing }), {
    code: 'sealing/source-changed',
  })
  const bytes = sent.filter(({ path }) => path.includes('/segments/')).map((one) => one.bytes)
  assert.ok(
    bytes.reduce((sum, one) => sum + one, 0) <= 2 * MiB + 28,
    'the segment before it at most',
  )
  assert.equal(await stateOf(document), 'sealing')
})

test('while a piece is on its way the next is sealed, and no more than that', async () => {
  const large = new Uint8Array(16 * MiB)
  const document = randomUUID()
  const { ports } = author
  let registered = false
  let reached = 0
  const { promise: further, resolve } = Promise.withResolvers<void>()
  const watched = {
    size: large.length,
    read: async (offset: number, length: number): Promise<Bytes> => {
      if (registered) reached = Math.max(reached, offset + length)
      // Four segments are in work before the first one leaves: a fifth is for the piece after it.
      if (reached > 8 * MiB) resolve()
      return large.slice(offset, offset + length)
    },
  }
  let whileSent = 0
  const fetch: typeof ports.fetch = async (url, init) => {
    if (url.endsWith('/segments/0')) {
      await Promise.race([further, setTimeout(5000)])
      await setTimeout(200)
      whileSent = reached
    }
    const answer = await ports.fetch(url, init)
    registered ||= url.endsWith('/api/documents')
    return answer
  }
  const client = { ...author, ports: { ...ports, fetch } }
  await createDraft(client, { ...draftOf(document), content: watched })
  assert.ok(whileSent > 8 * MiB, `${whileSent} bytes were read while the first piece was sent`)
  assert.ok(whileSent <= 10 * MiB, `${whileSent} bytes were read while the first piece was sent`)
  assert.equal(await stateOf(document), 'draft')
})

test('when a piece fails, nothing is on its way any more', async () => {
  const document = randomUUID()
  const { ports } = author
  let under = 0
  const fetch: typeof ports.fetch = async (url, init) => {
    if (!url.includes('/segments/')) return ports.fetch(url, init)
    under += 1
    try {
      await setTimeout(300)
      return await ports.fetch(url, init)
    } finally {
      under -= 1
    }
  }
  let reads = 0
  const changing = {
    size: content.length,
    read: async (offset: number, length: number): Promise<Bytes> => {
      const bytes = content.slice(offset, offset + length)
      if (++reads > 3 && offset > 0) bytes[0] = (bytes[0] ?? 0) ^ 1
      return bytes
    },
  }
  const client = { ...author, ports: { ...ports, fetch } }
  await assert.rejects(createDraft(client, { ...draftOf(document), content: changing }), {
    code: 'sealing/source-changed',
  })
  assert.equal(under, 0)
})

test('a manifest that the server has under another key sends nothing', async () => {
  const document = await cutOff()
  const other = await cutOff()
  const { db } = net.tokyo.server.store
  const { body } = await db
    .selectFrom('manifests')
    .select('body')
    .where('document', '=', other)
    .executeTakeFirstOrThrow()
  assert.ok(parseManifest(body).keyAccess.length > 0)
  await db.updateTable('manifests').set({ id: 'x' }).where('document', '=', other).execute()
  await db.updateTable('manifests').set({ body }).where('document', '=', document).execute()
  const { client, sent } = cutting(() => undefined)
  await assert.rejects(resumeDraft(client, document, bytesSource(content)), {
    code: 'sealing/label-differs',
  })
  assert.ok(sent.every(({ method }) => method === 'GET'))
})

test('nobody but its author goes on with a draft', async () => {
  const document = await cutOff()
  for (const name of ['reader', 'releaser']) {
    await assert.rejects(resumeDraft(await tokyo.as(name), document, bytesSource(content)), {
      code: 'document/denied',
    })
  }
})

test('what is on its way is not released', async () => {
  const document = await cutOff()
  await assert.rejects(
    prepareRelease(author, document, {
      pact: net.pact,
      recipients: ['nzl'],
      purposes: ['maritime-security'],
      notAfter: '2030-01-01T00:00:00.000Z',
    }),
    { code: 'document/incomplete' },
  )
})

function flip(at: number): Bytes {
  const other = content.slice()
  other[at] = (other[at] ?? 0) ^ 1
  return other
}
