/** A server that answers with whatever it likes: the client reads it, or fails with an error of ours. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { generateHybridKey } from '@entente/core/crypto'
import { EntenteError } from '@entente/core/lib'
import fc from 'fast-check'
import { z } from 'zod'

import { bentText, heavyJson } from '../../core/test/bent.ts'

import {
  type Client,
  exchange,
  fetchBytes,
  prepareRelease,
  readMember,
  readStatements,
} from './index.ts'
import { call, listItems } from './client.ts'

const { publicKey: appointingKey } = await generateHybridKey()
const device = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
  'sign',
  'verify',
])

/** A client whose server answers every request with the same thing. */
function answered(text: string, status: number, type: string): Client {
  return asking(
    () =>
      new Response([204, 304].includes(status) ? null : text, {
        status,
        headers: { 'content-type': type },
      }),
  )
}

function asking(answer: () => Response): Client {
  return {
    member: { id: 'jpn', appointingKey },
    ports: {
      server: 'https://edge.example',
      device,
      now: () => new Date(),
      randomId: () => crypto.randomUUID(),
      fetch: () => Promise.resolve(answer()),
    },
    session: {
      accessToken: 'token',
      expiresAt: new Date(),
      person: 'mori',
      facility: 'hq',
      device: 'e1',
    },
  }
}

const tokens = { accessToken: 'a', refreshToken: 'r', expiresAt: new Date() }

const good = [
  JSON.stringify({ items: [{ payload: 'e30', acts: [] }] }),
  JSON.stringify({
    type: 'urn:entente:error:document/denied',
    title: 'No',
    status: 403,
    code: 'document/denied',
    reasons: [{ code: 'decision/no-clearance', article: '7', title: 'No' }],
  }),
  JSON.stringify({ member: 'jpn', person: 'mori', facility: 'hq', pacts: [] }),
]
const wish = { pact: '', recipients: [], purposes: [], notAfter: '' }
const asks: readonly ((client: Client) => Promise<unknown>)[] = [
  readMember,
  (client) => readStatements(client, 'grant'),
  (client) => call(client, 'GET', '/api/anything'),
  (client) => prepareRelease(client, 'd', wish),
]

async function attempt(ask: () => Promise<unknown>): Promise<void> {
  try {
    await ask()
  } catch (error) {
    assert.ok(error instanceof EntenteError, String(error))
  }
}

test('any answer ends in a value, or in an error of ours', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(bentText(good), fc.json(), fc.string()),
      fc.constantFrom(200, 201, 204, 400, 403, 404, 500, 503),
      fc.constantFrom('application/json', 'application/problem+json', 'text/html', ''),
      fc.constantFrom(...asks),
      async (text, status, type, ask) => {
        await attempt(() => ask(answered(text, status, type)))
      },
    ),
    { numRuns: 400 },
  )
  for (const text of heavyJson) {
    for (const ask of asks) await attempt(() => ask(answered(text, 200, 'application/json')))
  }
})

test('an answer that is cut off says that the server was not reached, and not what it never said', async () => {
  for (const status of [200, 403]) {
    const cut = () => {
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(new TextEncoder().encode('{"items": [')),
        pull: (controller) => controller.error(new TypeError('terminated')),
      })
      return new Response(body, { status })
    }
    const client = asking(cut)
    for (const ask of asks) await assert.rejects(ask(client), { code: 'session/unreachable' })
    await assert.rejects(exchange(client.ports, tokens), { code: 'session/unreachable' })
  }
  const body = new ReadableStream<Uint8Array>({ pull: (it) => it.error(new TypeError('cut')) })
  const { body: bytes } = await fetchBytes(
    asking(() => new Response(body)),
    '/api/any',
  )
  await assert.rejects(Array.fromAsync(bytes ?? []), { code: 'session/unreachable' })
})

test('a list whose pages never end is left when the same place comes again', async () => {
  const page = JSON.stringify({ items: [1], next: 'again' })
  const items = listItems(answered(page, 200, 'application/json'), '/api/list', z.int())
  await assert.rejects(Array.fromAsync(items), { code: 'session/unexpected-answer' })
})
