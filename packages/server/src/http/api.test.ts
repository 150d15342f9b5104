import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createRoute, z } from '@hono/zod-openapi'

import { IdentityError } from '../identity/index.ts'
import { createLog, createMetrics } from '../telemetry/index.ts'

import { jsonOf, refusalOf } from './device.fixture.ts'
import {
  alwaysOpen,
  type Api,
  type ApiDeps,
  createApi,
  createPeerApi,
  createRateLimit,
  createRoutes,
  documentFaults,
  exampleFaults,
  HttpError,
  isListed,
  openApiDocument,
  openToAnyone,
  openRefusals,
  peerOf,
  refusals,
  requesterOf,
} from './index.ts'

const mori = {
  person: 'mori',
  facility: 'hq',
  device: 'e1',
  deviceKey: 'k',
  jkt: 'j',
  tokenId: 't',
  by: 'token' as const,
}

interface Fixture {
  readonly api: Api
  readonly deps: ApiDeps
  readonly logged: () => string
}

function openApi(change: Partial<ApiDeps> = {}): Fixture {
  let text = ''
  const deps: ApiDeps = {
    listener: 'edge',
    info: { title: 'Entente', version: '1', description: 'A member' },
    authenticate: (request) =>
      request.headers.get('authorization') === 'mori'
        ? Promise.resolve(mori)
        : Promise.reject(new IdentityError('identity/no-token', 'nobody')),
    open: ['GET /open'],
    addressRate: createRateLimit({ burst: 100, perSecond: 100 }),
    personRate: createRateLimit({ burst: 100, perSecond: 100 }),
    log: createLog({ write: (line: string) => void (text += line) }),
    metrics: createMetrics(() => new Date()),
    now: () => new Date(),
    bodyLimits: [
      ['POST /documents/*/parts', 'streamed'],
      ['POST /documents', 1000],
    ],
    ...change,
  }
  const api = createApi(deps)
  api.get('/open', (c) => c.json({ ok: true }))
  api.get('/whoami', (c) => c.json({ person: requesterOf(c).person }))
  api.get('/fails', () => {
    throw new Error('words of a document')
  })
  api.get('/denied', () => {
    throw new HttpError('http/precondition-failed', 'words of a document')
  })
  const documents = createRoutes()
  documents.openapi(create, (c) => c.json({ title: c.req.valid('json').title }, 201))
  api.route('/documents', documents)
  return { api, deps, logged: () => text }
}

const create = createRoute({
  method: 'post',
  path: '/',
  request: {
    body: {
      required: true,
      content: { 'application/json': { schema: z.strictObject({ title: z.string().max(5) }) } },
    },
  },
  responses: {
    201: {
      description: 'Made',
      content: { 'application/json': { schema: z.object({ title: z.string() }) } },
    },
  },
})

const asMori = { authorization: 'mori' }
const post = (api: Api, body: string, headers: Record<string, string> = {}) =>
  api.request('/documents', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...asMori, ...headers },
    body,
  })

test('every route is closed unless it is listed as open, unknown ones too', async () => {
  const { api } = openApi()
  for (const path of ['/open', '/healthz', '/openapi.json']) {
    assert.equal((await api.request(path)).status, 200)
  }
  for (const path of ['/whoami', '/fails', '/nowhere', '/open/', '/openly', '//open']) {
    assert.equal(await refusalOf(await api.request(path)), '401 identity/no-token', path)
  }
  const posted = await api.request('/open', { method: 'POST' })
  assert.equal(await refusalOf(posted), '401 identity/no-token')
  assert.equal(posted.headers.get('www-authenticate'), 'DPoP algs="ES256"')
})

test('a handler learns who asks', async () => {
  const { api } = openApi()
  const response = await api.request('/whoami', { headers: asMori })
  assert.deepEqual(await jsonOf(response), { person: 'mori' })
})

test('an open route has no requester', async () => {
  const { api } = openApi({ open: ['GET /whoami'] })
  assert.equal(await refusalOf(await api.request('/whoami')), '401 identity/no-token')
})

test('every answer forbids caches, frames and sniffing, and names its request', async () => {
  const { api } = openApi()
  for (const path of ['/open', '/fails', '/nowhere']) {
    const { headers } = await api.request(path, { headers: asMori })
    assert.equal(headers.get('cache-control'), 'no-store')
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/)
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.match(headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/)
  }
})

test('a refusal is a problem in the language of the caller', async () => {
  const { api } = openApi()
  const headers = { ...asMori, 'accept-language': 'ja' }
  const response = await api.request('/nowhere', { headers })
  assert.equal(response.headers.get('content-language'), 'ja')
  const problem = await jsonOf(response)
  assert.deepEqual(problem, {
    type: 'urn:entente:error:http/not-found',
    title: '該当するものはありません。アドレスを確認してください。',
    status: 404,
    code: 'http/not-found',
    request: response.headers.get('x-request-id'),
  })
})

test('a failure is answered and logged without its words', async () => {
  const { api, logged } = openApi()
  const response = await api.request('/fails', { headers: asMori })
  const answer = await response.text()
  assert.equal(response.status, 500)
  assert.match(logged(), /"event":"request-failed".*"at":\["api\.test\.ts:/)
  for (const text of [answer, logged()]) assert.doesNotMatch(text, /words/)
})

test('a body of another form is refused by place and kind, never by value', async () => {
  const { api } = openApi()
  const response = await post(api, '{"title":"too long a title","more":1}')
  const text = await response.clone().text()
  assert.equal(await refusalOf(response), '400 http/bad-request')
  assert.match(text, /"pointer":"\/json\/title","fault":"too_big"/)
  assert.doesNotMatch(text, /too long a title/)
})

test('a body that is no JSON is refused', async () => {
  const { api } = openApi()
  assert.equal(await refusalOf(await post(api, '{')), '400 http/bad-request')
})

test('a body of another type is refused', async () => {
  const { api } = openApi()
  const response = await post(api, 'title=a', { 'content-type': 'text/plain' })
  assert.equal(await refusalOf(response), '400 http/bad-request')
})

test('a body that is too large is refused, whatever its length is said to be', async () => {
  const { api } = openApi()
  const body = JSON.stringify({ title: 'x'.repeat(2000) })
  assert.equal(await refusalOf(await post(api, body)), '413 http/too-large')
  const said = { 'content-length': String(body.length) }
  assert.equal(await refusalOf(await post(api, body, said)), '413 http/too-large')
  const length = { 'content-length': '5', 'transfer-encoding': 'chunked' }
  assert.equal(await refusalOf(await post(api, body, length)), '413 http/too-large')
})

test('nothing of a body is read before it is known who sends it', async () => {
  const { api } = openApi()
  const read: string[] = []
  const send = (who: string, headers: Record<string, string>) => {
    const pull = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
      read.push(who)
      controller.enqueue(new TextEncoder().encode('{"title":"abc"}'))
      controller.close()
    }
    const body = new ReadableStream<Uint8Array>({ pull }, { highWaterMark: 0 })
    const type = { 'content-type': 'application/json' }
    const sent = { method: 'POST', headers: { ...type, ...headers }, body, duplex: 'half' } as const
    return api.request('/documents', sent)
  }
  assert.equal(await refusalOf(await send('a stranger', {})), '401 identity/no-token')
  assert.equal((await send('mori', asMori)).status, 201)
  assert.deepEqual(read, ['mori'])
})

test('a stream that HEAD asks for is not left open', async () => {
  const { api } = openApi()
  let ended = false
  const cancel = (): void => void (ended = true)
  api.get('/stream', (c) => c.body(new ReadableStream({ cancel })))
  const answer = await api.request('/stream', { method: 'HEAD', headers: asMori })
  assert.deepEqual([answer.status, answer.body, ended], [200, null, true])
})

test('a route may have another limit, or watch over its stream itself', async () => {
  const { api } = openApi()
  api.post('/documents/:id/parts', async (c) => c.json((await c.req.arrayBuffer()).byteLength))
  api.post('/large', async (c) => c.json((await c.req.arrayBuffer()).byteLength))
  const body = new Uint8Array(2_000_000)
  const send = (path: string) => api.request(path, { method: 'POST', headers: asMori, body })
  assert.equal((await send('/documents/1/parts')).status, 200)
  assert.equal(await refusalOf(await send('/large')), '413 http/too-large')
})

test('a route for peers is closed to a connection without an appointed certificate', async () => {
  const { deps } = openApi()
  const peers = createPeerApi(deps)
  peers.get('/federation/who', (c) => c.json(peerOf(c).member))
  const peer = { member: 'jpn', fingerprint: 'f' }
  const answer = await peers.request('/federation/who', {}, { address: '192.0.2.1', peer })
  assert.equal(await answer.json(), 'jpn')
  for (const path of ['/federation/who', '/nowhere']) {
    const refused = await peers.request(path, {}, { address: '192.0.2.1' })
    assert.equal(await refusalOf(refused), '403 http/peer-unknown')
  }
})

for (const [pattern, path, matches] of [
  ['GET /a', '/a', true],
  ['GET /a', '/a/', false],
  ['GET /a', '/a/b', false],
  ['GET /a/*', '/a/b', true],
  ['GET /a/*', '/a/b/c', true],
  ['GET /a/*', '/a', false],
  ['GET /a/*', '/ab', false],
  ['GET /a/*/c', '/a/b/c', true],
  ['GET /a/*/c', '/a/b/d/c', false],
  ['GET /a/*/c', '/a//c', false],
  ['POST /a', '/a', false],
] as const) {
  test(`${pattern} ${matches ? 'lists' : 'does not list'} ${path}`, () => {
    assert.equal(isListed([pattern], 'GET', path), matches)
  })
}

test('a caller who asks too much is told when to ask again', async () => {
  const { api } = openApi({ personRate: createRateLimit({ burst: 1, perSecond: 0.1 }) })
  assert.equal((await api.request('/whoami', { headers: asMori })).status, 200)
  const response = await api.request('/whoami', { headers: asMori })
  assert.equal(response.headers.get('retry-after'), '10')
  assert.equal(await refusalOf(response), '429 http/too-many-requests')
})

test('addresses are limited before they are authenticated', async () => {
  const { api } = openApi({ addressRate: createRateLimit({ burst: 1, perSecond: 0.1 }) })
  assert.equal((await api.request('/whoami')).status, 401)
  assert.equal(await refusalOf(await api.request('/whoami')), '429 http/too-many-requests')
  const other = await api.request('/whoami', {}, { address: '192.0.2.1' })
  assert.equal(other.status, 401)
})

test('what leaves is what disclose makes of a refusal; our log keeps the truth', async () => {
  const { api, logged } = openApi({
    disclose: (error) =>
      error instanceof HttpError
        ? new HttpError('http/not-found', 'absent', { cause: error })
        : error,
  })
  const response = await api.request('/denied', { headers: asMori })
  assert.equal(await refusalOf(response), '404 http/not-found')
  assert.match(logged(), /"code":"http\/precondition-failed"/)
})

test('requests and refusals are counted by pattern and code', async () => {
  const { api, deps } = openApi()
  await api.request('/nowhere/secret-id', { headers: asMori })
  await post(api, '{"title":"a"}')
  const text = await deps.metrics.registry.metrics()
  assert.match(text, /refusals_total\{listener="edge",code="http\/not-found"\} 1/)
  assert.match(text, /route="\/documents",status="201"/)
  assert.doesNotMatch(text, /secret-id/)
})

test('an example that has another form than it shows is found', () => {
  const { api, deps } = openApi()
  const schema = z.strictObject({ title: z.string() })
  const responses = {
    200: {
      description: 'Well',
      content: { 'application/json': { schema, example: { title: 1 } } },
    },
  }
  api.openapi(createRoute({ method: 'get', path: '/bad', responses }), (c) =>
    c.json({ title: 'a' }, 200),
  )
  const document = openApiDocument(api, { ...deps, streamed: [] })
  assert.deepEqual(exampleFaults(document), ['GET /bad: 200: title invalid_type'])
})

test('a body that can mean two things is refused', async () => {
  const { api } = openApi()
  const bad = new Uint8Array([...Buffer.from('{"title":"'), 0xff, ...Buffer.from('"}')])
  const deep = `{"title":${'['.repeat(40)}${']'.repeat(40)}}`
  for (const body of ['{"title":"a","title":"b"}', '{"title":"a","t\\u0069tle":"b"}', bad, deep]) {
    const headers = { ...asMori, 'content-type': 'application/json' }
    const response = await api.request('/documents', { method: 'POST', headers, body })
    assert.equal(await refusalOf(response), '400 http/bad-request')
  }
})

test('a document is searched for what each route has to say', () => {
  const { api, deps } = openApi()
  const example = { title: 'a' }
  const good = {
    method: 'get' as const,
    path: '/good',
    operationId: 'readGood',
    tags: ['documents'],
    summary: 'Answer well',
    responses: {
      200: {
        description: 'Well',
        content: { 'application/json': { schema: z.object({ title: z.string() }), example } },
      },
      ...refusals('http/not-found'),
    },
  }
  api.openapi(createRoute(good), (c) => c.json(example, 200))
  const responses = { 200: good.responses[200], ...openRefusals() }
  const open = {
    ...good,
    path: '/really-open',
    operationId: 'readOpen',
    security: openToAnyone,
    responses,
  }
  api.openapi(createRoute(open), (c) => c.json(example, 200))
  const document = openApiDocument(api, { ...deps, streamed: [] })
  const listed = [...alwaysOpen, ...deps.open]
  assert.deepEqual(documentFaults(document, [...listed, 'GET /really-open']), [
    'POST /documents: no summary',
    'POST /documents: no tags',
    'POST /documents: no operationId',
    'POST /documents: no refusal 401',
    'POST /documents: no refusals',
    'POST /documents: no example of 201',
    'POST /documents: no example body',
  ])
  assert.deepEqual(
    documentFaults(document, listed).filter((fault) => fault.includes('open')),
    ['GET /really-open: security and the open list differ'],
  )
})
