import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect as connectHttp2 } from 'node:http2'
import { Agent, request } from 'node:https'
import { test } from 'node:test'
import { connect as connectTls } from 'node:tls'

import { createTlsIdentity } from '../keys/index.ts'
import { createMetrics, silentLog } from '../telemetry/index.ts'

import { familyOf } from './family.fixture.ts'
import { adminRoutes, type Connection, listen, type ListenOptions, type TlsKey } from './index.ts'

const identity = (member: string) =>
  createTlsIdentity({ member, hosts: ['localhost'], now: new Date(), days: 1 })

const [server, japan, norway] = await Promise.all(['nzl', 'jpn', 'nor'].map(identity))

const whoAsks = (_request: Request, { peer }: Connection) => new Response(peer?.member ?? 'nobody')

async function open(change: Partial<ListenOptions> = {}) {
  const listener = await listen({
    name: 'test',
    host: '127.0.0.1',
    port: 0,
    tls: server!,
    fetch: whoAsks,
    log: silentLog,
    now: () => new Date(),
    ...change,
  })
  return Object.assign(listener, { [Symbol.asyncDispose]: () => listener.close(50) })
}

const trusting = (...peers: readonly (readonly [string, TlsKey])[]) =>
  peers.map(([member, { certificatePem }]) => ({ member, certificatePem }))

function get(
  port: number,
  options: { client?: TlsKey; path?: string; agent?: Agent; ca?: string; version?: 'TLSv1.2' } = {},
): Promise<string> {
  const { client, path = '/', agent, ca = server!.certificatePem, version } = options
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: 'localhost',
        port,
        path,
        ca,
        agent: agent ?? false,
        ...(client ? { key: client.privateKeyPem, cert: client.certificatePem } : {}),
        ...(version ? { maxVersion: version } : {}),
      },
      async (response) => {
        const chunks = await response.toArray()
        resolve(`${response.statusCode} ${Buffer.concat(chunks).toString()}`)
      },
    )
    sent.on('error', reject)
    sent.end()
  })
}

test('a listener speaks HTTP/1.1 and HTTP/2 over TLS 1.3', async () => {
  await using listener = await open()
  assert.equal(await get(listener.port), '200 nobody')
  assert.equal(await getHttp2(listener.port), 'nobody')
})

test('over HTTP/2 a mebibyte may be on its way, by request and by connection', async () => {
  await using listener = await open()
  const session = connectHttp2(`https://localhost:${listener.port}`, {
    ca: server!.certificatePem,
  })
  const [{ initialWindowSize }] = await once(session, 'remoteSettings')
  await new Promise((resolve) => session.ping(resolve))
  assert.equal(initialWindowSize, 1 << 20)
  assert.equal(session.state.remoteWindowSize, 1 << 20)
  session.destroy()
})

test('a port that is taken is said to be', async () => {
  await using first = await open()
  await assert.rejects(open({ port: first.port }), {
    code: 'http/cannot-listen',
    message: /:\d+ EADDRINUSE$/,
  })
})

test('an older TLS is refused', async () => {
  await using listener = await open()
  await assert.rejects(get(listener.port, { version: 'TLSv1.2' }), /alert|protocol version/i)
})

test('a trusted peer is known by its certificate, over both protocols', async () => {
  await using listener = await open({ peers: trusting(['jpn', japan!], ['nor', norway!]) })
  assert.equal(await get(listener.port, { client: japan! }), '200 jpn')
  assert.equal(await get(listener.port, { client: norway! }), '200 nor')
  assert.equal(await getHttp2(listener.port, japan), 'jpn')
})

test('a client without a certificate, or with one nobody appointed, gets no answer', async () => {
  await using listener = await open({ peers: trusting(['jpn', japan!]) })
  await assert.rejects(get(listener.port))
  await assert.rejects(get(listener.port, { client: norway! }))
  await assert.rejects(get(listener.port, { client: await identity('jpn') }))
})

test('with no peers, nobody gets in', async () => {
  await using listener = await open({ peers: [] })
  await assert.rejects(get(listener.port, { client: japan! }))
})

test('peers can be replaced while running, and the connections of others end', async () => {
  await using listener = await open({ peers: trusting(['jpn', japan!]) })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  assert.equal(await get(listener.port, { client: japan!, agent }), '200 jpn')
  listener.trust(trusting(['nor', norway!]))
  await assert.rejects(get(listener.port, { client: japan!, agent }))
  await assert.rejects(get(listener.port, { client: japan! }))
  assert.equal(await get(listener.port, { client: norway! }), '200 nor')
  agent.destroy()
})

test('the own certificate can be replaced while running', async () => {
  await using listener = await open()
  const renewed = await identity('nzl')
  listener.present(renewed)
  assert.equal(await get(listener.port, { ca: renewed.certificatePem }), '200 nobody')
  await assert.rejects(get(listener.port))
})

test('a mount takes its path and what is below it', async () => {
  const handle: NonNullable<ListenOptions['mounts']>[number]['handle'] = (asked, response) => {
    response.end(`mount ${asked.url}`)
  }
  await using listener = await open({ mounts: [{ path: '/auth', handle }] })
  assert.equal(await get(listener.port, { path: '/auth?x' }), '200 mount /auth?x')
  assert.equal(await get(listener.port, { path: '/auth/device' }), '200 mount /auth/device')
  assert.equal(await get(listener.port, { path: '/author' }), '200 nobody')
})

test('a mount of a mutual listener is for the pinned certificate, not for what that has signed', async () => {
  const handle = (_asked: unknown, response: { end: (text: string) => void }) =>
    response.end('mount')
  const { authority, child } = await familyOf('127.0.0.1')
  const peers = [{ member: 'jpn', certificatePem: authority }]
  await using listener = await open({ peers, mounts: [{ path: '/kas', handle }] })
  assert.equal(await get(listener.port, { client: child }), '200 nobody')
  await assert.rejects(get(listener.port, { client: child, path: '/kas' }))
  await using other = await open({
    peers: trusting(['jpn', japan!]),
    mounts: [{ path: '/kas', handle }],
  })
  assert.equal(await get(other.port, { client: japan!, path: '/kas' }), '200 mount')
})

test('a connection that waits for its next request holds no stop up', async () => {
  const listener = await open()
  const agent = new Agent({ keepAlive: true })
  assert.equal(await get(listener.port, { agent }), '200 nobody')
  const before = Date.now()
  await listener.close(10_000)
  assert.ok(Date.now() - before < 1000)
  agent.destroy()
})

test('a mount limits addresses', async () => {
  let wait = 0
  const mount = { path: '/auth', handle: () => assert.fail('served'), rate: () => wait }
  await using listener = await open({ mounts: [mount] })
  wait = 7
  assert.equal(await get(listener.port, { path: '/auth' }), '429 ')
})

test('a closing listener finishes what runs and takes nothing new', async () => {
  const { promise: started, resolve: begin } = Promise.withResolvers<void>()
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const listener = await open({
    fetch: async () => {
      begin()
      await released
      return new Response('finished')
    },
  })
  const running = get(listener.port, { agent: new Agent({ keepAlive: true }) })
  await started
  const closed = listener.close(5000)
  await assert.rejects(get(listener.port))
  release()
  assert.equal(await running, '200 finished')
  const before = Date.now()
  await closed
  assert.ok(Date.now() - before < 3000, 'the idle connection was not waited for')
})

test('what does not finish in time is ended', async () => {
  const listener = await open({ fetch: () => new Promise<Response>(() => {}) })
  const running = get(listener.port).catch(() => 'ended')
  await new Promise((resolve) => setTimeout(resolve, 50))
  await listener.close(50)
  assert.equal(await running, 'ended')
})

test('a client that breaks off hurts nobody', async () => {
  await using listener = await open()
  const socket = connectTls({ host: 'localhost', port: listener.port, ca: server!.certificatePem })
  await new Promise<void>((resolve) => socket.once('secureConnect', () => resolve()))
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nContent-Le')
  socket.destroy()
  assert.equal(await get(listener.port), '200 nobody')
})

test('the admin routes say whether the server lives, is ready, and what it counts', async () => {
  let code: string | undefined
  const checks = {
    store: () => Promise.resolve(code),
    ledger: () => (code ? Promise.reject(new Error('secret')) : Promise.resolve(undefined)),
  }
  const admin = adminRoutes(
    checks,
    createMetrics(() => new Date()),
  )
  assert.equal((await admin.request('/healthz')).status, 200)
  assert.equal((await admin.request('/readyz')).status, 200)
  code = 'store/full'
  const response = await admin.request('/readyz')
  assert.equal(response.status, 503)
  assert.deepEqual(await response.json(), {
    status: 'not-ready',
    reasons: [
      { check: 'store', code: 'store/full' },
      { check: 'ledger', code: 'failed' },
    ],
  })
  assert.match(await (await admin.request('/metrics')).text(), /^# HELP /)
})

function getHttp2(port: number, client?: TlsKey): Promise<string> {
  return new Promise((resolve, reject) => {
    const session = connectHttp2(`https://localhost:${port}`, {
      ca: server!.certificatePem,
      ...(client ? { key: client.privateKeyPem, cert: client.certificatePem } : {}),
    })
    session.on('error', reject)
    const stream = session.request({ ':path': '/' })
    let text = ''
    stream.setEncoding('utf8')
    stream.on('data', (chunk: string) => (text += chunk))
    stream.on('end', () => {
      session.close()
      resolve(text)
    })
    stream.end()
  })
}
