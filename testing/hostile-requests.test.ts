/**
 * Requests that no client of ours sends, by somebody who is signed in: each ends in one of our codes that
 * the route is documented to give, in bounded time, and never in a failure of the server.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { readdir, readlink } from 'node:fs/promises'
import { connect } from 'node:tls'
import { brotliCompressSync, gzipSync } from 'node:zlib'

import { type Json, utf8 } from '@entente/core/lib'
import { type Client, createProof } from '@entente/sdk'
import fc from 'fast-check'

import type { Operation } from '../packages/server/src/http/index.ts'

import { clear, draftDocument } from './documents.ts'
import { type Answer, ask, type Asked, openTestEdge, type TestEdge } from './edge.ts'
import { federation, type Federation } from './federation.ts'

let members: Federation
let tokyo: TestEdge
let security: Client
let author: Client
let document = ''
before(async () => {
  members = await federation()
  tokyo = await openTestEdge(members.tokyo)
  await clear(members.tokyo)
  security = await tokyo.as('security')
  author = await tokyo.as('author')
  document = await draftDocument(members.tokyo, '秘')
})
after(async () => {
  await tokyo[Symbol.asyncDispose]()
  await members[Symbol.asyncDispose]()
})

/** How many requests a route gets. */
const runs = 60
const longest = 10_000

/** Sends, and holds the answer to what every answer has to be. */
async function expectAnswer(
  client: Client,
  method: string,
  path: string,
  asked: Asked,
): Promise<Answer> {
  const signal = AbortSignal.timeout(longest)
  const answer = await ask(client, method, path, { ...asked, signal })
  assert.notEqual(answer.status, 500, `${method} ${path}`)
  if (answer.status >= 400) assert.match(answer.code, /^[a-z-]+\/[a-z0-9-]+$/, `${method} ${path}`)
  assert.equal(answer.headers.get('x-injected'), null)
  return answer
}

/** What stands in a path or a query where an id belongs: foreign, huge, of another form, of another world. */
const hostileText = fc.oneof(
  fc.constantFrom(
    '..',
    '../../etc/passwd',
    '%2e%2e%2f',
    '\u0000',
    "' or 1=1 --",
    '{}',
    '[object Object]',
    '__proto__',
    'constructor',
    'ＮＺＬ',
    '\u202Ecod',
    'a\r\nX-Injected: yes',
    '0'.repeat(64),
    '0'.repeat(32),
    '-1',
    '1e9',
    '9007199254740993',
    'NaN',
    'x'.repeat(5000),
  ),
  fc.uuid(),
  fc.stringMatching(/^[0-9a-f]{32}$/),
  fc.stringMatching(/^[0-9a-f]{64}$/),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }).filter((text) => text.isWellFormed()),
)

/** The path of a route with hostile, foreign or real ids in its places. */
function paths({ path }: Operation): fc.Arbitrary<string> {
  const places = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
  const real = (name: string): string =>
    ({ document, from: '0', facility: 'tokyo', person: 'jpn-reader' })[name] ?? '0'.repeat(32)
  const values = places.map((name) =>
    fc.oneof(hostileText, fc.constant(real(name)), fc.constant(real(name))),
  )
  return fc.tuple(fc.tuple(...values), queries).map(([given, query]) => {
    let at = 0
    const filled = path.replaceAll(/\{\w+\}/g, () => encodeURIComponent(given[at++] ?? ''))
    return `${filled}${query}`
  })
}

const queries = fc.oneof(
  fc.constant(''),
  fc
    .array(
      fc.tuple(
        fc.constantFrom('limit', 'cursor', 'kind', 'member', 'at', 'audience', '__proto__'),
        hostileText,
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map(
      (pairs) =>
        `?${pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`,
    ),
  fc.constant('?kind=grant&kind=notice&limit=1&limit=2'),
  fc.constant('?limit=%FF%FE'),
)

/** A body made of the example of a route, with something in it that does not belong there. */
function bodies(operation: Operation): fc.Arbitrary<Asked> {
  const example = exampleBody(operation)
  const changed = fc
    .tuple(fc.nat(30), fc.jsonValue({ maxDepth: 3 }))
    .map(([at, value]) => JSON.stringify(changeAt(example, at, value)))
  const text = fc.oneof(
    { weight: 4, arbitrary: changed },
    fc.constant(JSON.stringify(example)),
    fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify(value)),
    fc.string(),
    fc.constantFrom(
      '',
      '{',
      'null',
      '"',
      '{"kind":"grant","kind":"notice"}',
      '{"__proto__":{"a":1}}',
      `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
      `{"title":"${'a'.repeat(200_000)}"}`,
      '{"size":1e400}',
      '{"size":-0}',
      '{"title":"\\ud800"}',
    ),
  )
  const body = fc.oneof(
    { weight: 5, arbitrary: text.map((one) => Buffer.from(one)) },
    fc.uint8Array({ maxLength: 200 }),
    fc.constant(Buffer.concat([Buffer.from('{"a":"'), Buffer.of(0xc3, 0x28), Buffer.from('"}')])),
  )
  const type = fc.constantFrom(
    'application/json',
    'application/json',
    'application/json',
    'application/octet-stream',
    'application/json; charset=utf-16',
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'application/vnd.x+json',
    ';',
  )
  return fc.tuple(body, type, headers).map(([bytes, content, more]) => ({
    body: Uint8Array.from(bytes),
    headers: { 'content-type': content, ...more },
  }))
}

const headers: fc.Arbitrary<Readonly<Record<string, string>>> = fc
  .tuple(
    fc.option(fc.constantFrom('"x"', '*', 'W/"x"', '"', ',,,,', 'x'.repeat(190)), {
      nil: undefined,
    }),
    fc.option(fc.constantFrom('short', 'a b c d e f g', 'x'.repeat(101), randomUUID()), {
      nil: undefined,
    }),
    fc.option(fc.constantFrom('ja', '*;q=9', 'x'.repeat(5000), ';;;,,,q=q=q', 'ja;q=0.8'), {
      nil: undefined,
    }),
  )
  .map(([match, key, language]) => ({
    ...(match === undefined ? {} : { 'if-match': match, 'if-none-match': match }),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
    ...(language === undefined ? {} : { 'accept-language': language }),
  }))

/** Puts `value` at one of the places of `example`, counted through. */
function changeAt(example: Json, at: number, value: unknown): unknown {
  let left = at
  const walk = (one: Json): unknown => {
    if (left-- === 0) return value
    if (Array.isArray(one)) return one.map(walk)
    if (typeof one !== 'object' || one === null) return one
    return Object.fromEntries(Object.entries(one).map(([name, field]) => [name, walk(field)]))
  }
  return walk(example)
}

function exampleBody({ method, path }: Operation): Json {
  const examples: Readonly<Record<string, Json>> = exampleBodies()
  return examples[`${method} ${path}`] ?? {}
}

/** The example of each body, found in the document by the name of its schema. */
function exampleBodies(): Readonly<Record<string, Json>> {
  const described: {
    paths: Record<
      string,
      Record<
        string,
        { requestBody?: { content: Record<string, { schema: { $ref?: string } }> } } | undefined
      >
    >
    components: { schemas: Record<string, { example?: Json }> }
  } = JSON.parse(JSON.stringify(tokyo.document))
  const found: Record<string, Json> = {}
  for (const [path, methods] of Object.entries(described.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const reference = operation?.requestBody?.content['application/json']?.schema.$ref
      const name = reference?.split('/').at(-1) ?? ''
      const example = described.components.schemas[name]?.example
      if (example !== undefined) found[`${method.toUpperCase()} ${path}`] = example
    }
  }
  return found
}

test('no route fails or hangs, whatever stands in path, query, headers and body', async (t) => {
  for (const operation of tokyo.operations) {
    const { method, path } = operation
    await t.test(`${method} ${path}`, () =>
      fc.assert(
        fc.asyncProperty(
          paths(operation),
          method === 'GET'
            ? headers.map((given): Asked => ({ headers: given }))
            : bodies(operation),
          fc.boolean(),
          async (url, asked, asAuthor) => {
            await expectAnswer(asAuthor ? author : security, method, url, asked)
          },
        ),
        { numRuns: runs, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true },
      ),
    )
  }
})

test('a body beyond the limit of its route is refused before it is read whole', async () => {
  for (const { method, path } of tokyo.operations) {
    if (method === 'GET' || path === '/api/payloads/{payload}/segments/{from}') continue
    const url = path
      .replace('{document}', document)
      .replace('{release}', '0'.repeat(32))
      .replace('{payload}', '0'.repeat(64))
    const body = blanks(17 << 20)
    const asked = { body, duplex: 'half', headers: { 'content-type': 'application/json' } } as const
    const { code } = await expectAnswer(author, method, url, asked)
    assert.equal(code, 'http/too-large', path)
  }
})

/** So many spaces, as they are asked for. */
function blanks(size: number): ReadableStream<Uint8Array> {
  let left = size
  return new ReadableStream({
    pull(controller) {
      const chunk = new Uint8Array(Math.min(left, 1 << 16)).fill(0x20)
      left -= chunk.length
      if (chunk.length > 0) controller.enqueue(chunk)
      else controller.close()
    },
  })
}

test('segments that nobody announced, or that go on for ever, are refused', async () => {
  const url = `/api/payloads/${'0'.repeat(64)}/segments/0`
  const headersOf = { 'content-type': 'application/octet-stream' }
  const body = blanks(32 << 20)
  const asked = { body, duplex: 'half', headers: headersOf } as const
  const { code } = await expectAnswer(author, 'PUT', url, asked)
  assert.equal(code, 'document/not-found')
})

test('an answer without a body leaves nothing open behind it', async () => {
  for (const path of ['/api/changes', `/api/documents/${document}/payload`]) {
    for (let count = 0; count < 9; count++) {
      const { status, body } = await ask(author, 'HEAD', path)
      assert.deepEqual([status, body], [200, ''], path)
    }
    assert.equal((await ask(author, 'GET', path)).status, 200, path)
  }
  const names = await Promise.all(
    (await readdir('/proc/self/fd')).map((one) => readlink(`/proc/self/fd/${one}`).catch(() => '')),
  )
  // What the garbage collector closes ends the process.
  assert.deepEqual(
    names.filter((name) => name.endsWith('/data')),
    [],
  )
})

test('a token or proof of any other form is refused with a code of sign-in', async () => {
  const url = '/api/member'
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('authorization', 'dpop'),
      fc.oneof(
        fc.base64String({ maxLength: 300 }),
        fc.constantFrom('', 'Bearer x', 'DPoP', 'DPoP ..', 'DPoP a.b.c', 'x'.repeat(6000)),
        fc
          .tuple(fc.jsonValue({ maxDepth: 2 }), fc.jsonValue({ maxDepth: 2 }))
          .map(
            ([head, claims]) =>
              `DPoP ${Buffer.from(JSON.stringify(head)).toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`,
          ),
      ),
      async (name, value) => {
        const { ports, session } = author
        assert.ok(typeof session.accessToken === 'string')
        const proof = await createProof(
          ports,
          'GET',
          new URL(url, ports.server),
          session.accessToken,
        )
        const sent = new Headers({ authorization: `DPoP ${session.accessToken}`, dpop: proof })
        sent.set(name, value)
        const response = await fetch(new URL(url, ports.server), { headers: sent })
        assert.equal(response.status, 401)
        const { code }: { code: string } = JSON.parse(await response.text())
        assert.match(code, /^identity\//)
      },
    ),
    { numRuns: 60 },
  )
})

/** Bytes as they are, for what no client library would send; the answer as far as it comes. */
function sendRaw(request: string): Promise<string> {
  const { hostname, port } = new URL(tokyo.edge.origin)
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect({ host: hostname, port: Number(port), ALPNProtocols: ['http/1.1'] })
    socket.setTimeout(longest, () => reject(new Error(`no answer to ${request.slice(0, 80)}`)))
    socket.on('secureConnect', () => socket.write(request))
    socket.on('data', (data: Buffer) => (text += data.toString('latin1')))
    socket.on('end', () => socket.end())
    socket.on('close', () => resolve(text))
    socket.on('error', reject)
  })
}

test('what is no HTTP, or hides a second request, ends the connection or is refused', async () => {
  const { host } = new URL(tokyo.edge.origin)
  const head = `Host: ${host}\r\nConnection: close\r\n`
  for (const request of [
    `GET /api/member HTTP/1.1\r\n${head}X: a\nX-Injected: yes\r\n\r\n`,
    `GET /healthz\u0000 HTTP/1.1\r\n${head}\r\n`,
    `GET /../../etc/passwd HTTP/1.1\r\n${head}\r\n`,
    `GET //healthz HTTP/1.1\r\n${head}\r\n`,
    `GET /healthz HTTP/1.1\r\n${head}${'X: '.padEnd(20_000, 'a')}\r\n\r\n`,
    `POST /api/statements HTTP/1.1\r\n${head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\n\r\n`,
    `POST /api/statements HTTP/1.1\r\n${head}Content-Length: -1\r\n\r\n`,
    `FOO / HTTP/1.1\r\n${head}\r\n`,
    'hello\r\n\r\n',
  ]) {
    const answer = await sendRaw(request)
    assert.doesNotMatch(answer, /^HTTP\/1\.1 (?:2|5)|x-injected|root:/i, request.slice(0, 60))
    assert.ok((answer.match(/HTTP\/1\.1 /g) ?? []).length <= 1, request.slice(0, 60))
  }
})

test('a stranger’s key request fills no memory, nor does it unfold', async () => {
  const url = `${tokyo.edge.origin}/kas.AccessService/Rewrap`
  const body = utf8(JSON.stringify({ signedRequestToken: 'a'.repeat(3 << 20) }))
  const type = { 'content-type': 'application/json' }
  const send = async (sent: RequestInit): Promise<string> => {
    const answer: { code?: string } = JSON.parse(
      await (await fetch(url, { method: 'POST', ...sent })).text(),
    )
    return answer.code ?? ''
  }
  assert.equal(await send({ body: body.slice(0, 999_999), headers: type }), 'invalid_argument')
  assert.equal(await send({ body, headers: type }), 'resource_exhausted')
  for (const [name, fold] of [
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ] as const) {
    const folded = Uint8Array.from(fold(body))
    const sent = { body: folded, headers: { ...type, 'content-encoding': name } }
    assert.equal(await send(sent), 'unimplemented', name)
  }
})

test('the server works as before', async () => {
  assert.equal((await ask(author, 'GET', `/api/documents/${document}`)).status, 200)
})
