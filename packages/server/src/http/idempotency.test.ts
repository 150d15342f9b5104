import assert from 'node:assert/strict'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'

import { openStore, type Store } from '../store/index.ts'
import { createMetrics, silentLog } from '../telemetry/index.ts'

import { jsonOf, refusalOf } from './device.fixture.ts'
import {
  type Api,
  createApi,
  createRateLimit,
  HttpError,
  idempotency,
  sweepIdempotency,
} from './index.ts'

let store: Store
let api: Api
let runs = 0
let outcome: () => Promise<void> = () => Promise.resolve()

before(async () => {
  store = await openStore(join(mkdtempSync(join(tmpdir(), 'entente-')), 'store.sqlite'))
  api = openApi()
})
beforeEach(() => {
  runs = 0
  outcome = () => Promise.resolve()
})
after(() => store.close())

function openApi(): Api {
  const now = () => new Date()
  const opened = createApi({
    listener: 'edge',
    info: { title: 'Entente', version: '1', description: 'A member' },
    authenticate: (request) => {
      const person = request.headers.get('authorization') ?? 'mori'
      const rest = {
        facility: 'hq',
        device: 'e1',
        deviceKey: 'k',
        jkt: 'j',
        tokenId: 't',
        by: 'token' as const,
      }
      return Promise.resolve({ person, ...rest })
    },
    open: [],
    addressRate: createRateLimit({ burst: 1000, perSecond: 1 }),
    personRate: createRateLimit({ burst: 1000, perSecond: 1 }),
    around: [idempotency(store, now)],
    log: silentLog,
    metrics: createMetrics(() => new Date()),
    now,
  })
  opened.post('/things', async (c) => {
    runs++
    await outcome()
    return c.json({ run: runs, body: await c.req.json() }, 201)
  })
  return opened
}

const send = (key: string, options: { body?: string; person?: string; to?: Api } = {}) =>
  (options.to ?? api).request('/things', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': key,
      authorization: options.person ?? 'mori',
    },
    body: options.body ?? '{"a":1}',
  })

test('the same request under the same key gets the same answer and runs once', async () => {
  const first = await send('key-0001')
  const second = await send('key-0001')
  assert.equal(runs, 1)
  assert.equal(second.status, 201)
  assert.equal(second.headers.get('idempotency-replayed'), 'true')
  assert.equal(second.headers.get('cache-control'), 'no-store')
  assert.deepEqual(await jsonOf(second), await jsonOf(first))
})

test('another request under the same key is refused', async () => {
  await send('key-0002')
  const other = await send('key-0002', { body: '{"a":2}' })
  assert.equal(await refusalOf(other), '422 http/conflicting-repeat')
  assert.equal(runs, 1)
})

test('the same key of another person is another key', async () => {
  await send('key-0003')
  const other = await send('key-0003', { person: 'sato', body: '{"a":2}' })
  assert.equal(other.status, 201)
})

test('a request that is still running is not run twice', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  outcome = () => promise
  const first = send('key-0004')
  await new Promise((waited) => setTimeout(waited, 20))
  assert.equal(await refusalOf(await send('key-0004')), '409 http/in-progress')
  resolve()
  assert.equal((await first).status, 201)
  assert.equal(runs, 1)
})

test('a refused or failed command runs again under its key', async () => {
  for (const error of [new HttpError('http/not-found', 'not yet'), new Error('broken')]) {
    outcome = () => Promise.reject(error)
    assert.ok((await send('key-0005')).status >= 400)
  }
  outcome = () => Promise.resolve()
  assert.equal((await send('key-0005')).status, 201)
  assert.equal(runs, 3)
})

test('a command whose server died before the answer runs again', async () => {
  outcome = () => new Promise(() => {})
  void send('key-0006')
  await new Promise((waited) => setTimeout(waited, 20))
  outcome = () => Promise.resolve()
  const restarted = openApi()
  assert.equal((await send('key-0006', { to: restarted })).status, 201)
})

test('a key of another form is refused', async () => {
  for (const key of ['short', 'x'.repeat(101), 'with space']) {
    assert.equal(await refusalOf(await send(key)), '400 http/bad-idempotency-key')
  }
})

test('answers are forgotten after a day', async () => {
  await send('key-0007')
  await sweepIdempotency(store, new Date(Date.now() + 2 * 86_400_000))
  await send('key-0007')
  assert.equal(runs, 2)
})
