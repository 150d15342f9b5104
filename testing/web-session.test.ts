/** Sessions of browsers at a real edge, without a browser: what is refused, and that a cookie gives no more than a token. */
import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { connect } from 'node:tls'

import { toBase64Url, utf8 } from '@entente/core/lib'
import { issueAppointment, requireDirectory } from '@entente/core/pact'
import { type Client, dpopFetch, handInStatement } from '@entente/sdk'
import { xmlParser } from '@entente/host'
import { silentLog } from '@entente/server'
import { builtWeb } from '@entente/web/build'

import { openEdge } from '../packages/server/src/edge/index.ts'
import { createRateLimit } from '../packages/server/src/http/index.ts'

import { enrol } from './browser.ts'
import { answerOf, ask, openTestEdge, type TestEdge, textOf } from './edge.ts'
import { federation, type Federation, term } from './federation.ts'
import { browserOf, sameSite, sendFromPage } from './page-requests.ts'

let net: Federation
let edge: TestEdge
let clock = Date.now()
before(async () => {
  net = await federation({ now: () => new Date(clock) })
  edge = await openTestEdge(net.tokyo, { web: await builtWeb() })
})
after(async () => {
  await edge[Symbol.asyncDispose]()
  await net[Symbol.asyncDispose]()
})

interface Passkey {
  readonly credential: string
  readonly privateKey: KeyObject
  readonly enrolment: string
}

/** Makes a passkey of somebody and has it enrolled. */
async function newPasskey(name: string, domain = 'tokyo.localhost'): Promise<Passkey> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = toBase64Url(
    new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }).subarray(-65)),
  )
  const credential = toBase64Url(new Uint8Array(randomBytes(32)))
  const { person = '', facility = '' } = net.tokyo.people[name] ?? {}
  const act = { kind: 'passkey', person, facility, domain, credential, key, ...term } as const
  const [enrolment = ''] = await enrol(net.tokyo, edge, [act])
  return { credential, privateKey, enrolment }
}

interface Change {
  readonly challenge?: string
  readonly origin?: string
  readonly type?: string
  readonly domain?: string
  readonly flags?: number
  readonly key?: KeyObject
}

/** What an authenticator answers (WebAuthn Level 3, §7.2), with single things changed. */
function assertion({ credential, privateKey }: Passkey, challenge: string, change: Change = {}) {
  const clientData = JSON.stringify({
    type: change.type ?? 'webauthn.get',
    challenge: change.challenge ?? challenge,
    origin: change.origin ?? edge.edge.webOrigin,
  })
  const domain = createHash('sha256')
    .update(change.domain ?? 'tokyo.localhost')
    .digest()
  const data = Buffer.concat([domain, Buffer.from([change.flags ?? 0x05, 0, 0, 0, 1])])
  const signed = Buffer.concat([data, createHash('sha256').update(clientData).digest()])
  return {
    credential,
    clientData: toBase64Url(utf8(clientData)),
    authenticatorData: toBase64Url(new Uint8Array(data)),
    signature: toBase64Url(new Uint8Array(sign('sha256', signed, change.key ?? privateKey))),
  }
}

async function newChallenge(): Promise<string> {
  const response = await fetch(`${edge.edge.origin}/api/passkeys/challenges`, { method: 'POST' })
  return textOf((await answerOf(response)).body, 'challenge')
}

/** A challenge with an end to come and a tag that nobody made. */
function forged(): string {
  const bytes = new Uint8Array(56)
  new DataView(bytes.buffer).setBigUint64(16, BigInt(Math.floor(clock / 1000) + 200))
  return toBase64Url(bytes)
}

/** Signs in as a page would; `headers` change what the browser says. */
const signIn = (
  client: Client,
  answer: object,
  headers: Readonly<Record<string, string>> = sameSite,
) => sendFromPage(client, '/api/passkeys/sessions', { json: answer, headers })

async function openBrowser(
  name: string,
): Promise<{ client: Client; passkey: Passkey; setCookie: string }> {
  const passkey = await newPasskey(name)
  const token = await edge.as(name)
  const answer = await signIn(token, assertion(passkey, await newChallenge()))
  assert.equal(answer.status, 201, answer.code)
  const setCookie = answer.headers.get('set-cookie') ?? ''
  return { client: browserOf(token, setCookie), passkey, setCookie }
}

test('an answer of a passkey is refused where anything in it is not as it was asked', async () => {
  const passkey = await newPasskey('reader')
  const reader = await edge.as('reader')
  const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  for (const [why, change] of [
    ['another key', { key }],
    ['another origin', { origin: 'https://evil.example' }],
    ['another domain', { domain: 'evil.example' }],
    ['nobody verified', { flags: 0x01 }],
    ['nobody present', { flags: 0x04 }],
    ['a registration', { type: 'webauthn.create' }],
    ['a challenge that is not ours', { challenge: forged() }],
  ] as const) {
    const answer = await signIn(reader, assertion(passkey, await newChallenge(), change))
    assert.equal(answer.code, 'identity/bad-passkey', why)
    assert.equal(answer.headers.get('set-cookie'), null)
  }
  const answered = assertion(passkey, await newChallenge())
  assert.equal((await signIn(reader, answered)).status, 201)
  assert.equal((await signIn(reader, answered)).code, 'identity/bad-passkey', 'a second time')

  const late = await newChallenge()
  clock += 301_000
  const now = await edge.as('reader')
  assert.equal((await signIn(now, assertion(passkey, late))).code, 'identity/bad-passkey', 'late')
})

test('a passkey signs in its own person, at that person’s device, made for this domain', async () => {
  const passkey = await newPasskey('reader')
  const other = await edge.as('author')
  const answer = await signIn(other, assertion(passkey, await newChallenge()))
  assert.equal(answer.code, 'identity/other-person')

  const elsewhere = await newPasskey('reader', 'other.example')
  const reader = await edge.as('reader')
  const foreign = await signIn(reader, assertion(elsewhere, await newChallenge()))
  assert.equal(foreign.code, 'identity/passkey-not-enrolled')
  const unknown = { ...passkey, credential: toBase64Url(new Uint8Array(32)) }
  const none = await signIn(reader, assertion(unknown, await newChallenge()))
  assert.equal(none.code, 'identity/passkey-not-enrolled')
})

test('what another site sends is refused, at sign-in and after it', async () => {
  const { client, passkey, setCookie } = await openBrowser('reader')
  const token = await edge.as('reader')
  for (const headers of [
    {},
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { ...sameSite, origin: 'https://evil.example' },
    { ...sameSite, origin: 'null' },
  ]) {
    const signedIn = await signIn(token, assertion(passkey, await newChallenge()), headers)
    assert.equal(signedIn.code, 'identity/cross-site', JSON.stringify(headers))
    const from = browserOf(token, setCookie, headers)
    assert.equal((await ask(from, 'GET', '/api/member')).code, 'identity/cross-site')
  }
  assert.equal((await ask(client, 'GET', '/api/member')).status, 200)
})

test('a cookie without the device key that it was opened at is worth nothing', async () => {
  const { setCookie } = await openBrowser('reader')
  const thief = browserOf(await edge.as('author'), setCookie)
  assert.equal((await ask(thief, 'GET', '/api/member')).code, 'identity/other-device')

  const value = /^__Host-entente=([^;]*)/.exec(setCookie)?.[1] ?? ''
  const headers = { ...sameSite, cookie: `__Host-entente=${value}` }
  const bare = await fetch(`${edge.edge.origin}/api/member`, { headers })
  assert.equal((await answerOf(bare)).code, 'identity/no-proof')
  const twice = { ...headers, cookie: `__Host-entente=${value}; __Host-entente=${value}` }
  const double = await fetch(`${edge.edge.origin}/api/member`, { headers: twice })
  assert.equal((await answerOf(double)).code, 'identity/no-token')
})

test('the cookie is what browsers keep from scripts, other sites and other paths', async () => {
  const { setCookie } = await openBrowser('reader')
  const attributes = setCookie.split('; ').slice(1)
  assert.deepEqual(attributes, ['Path=/', 'Max-Age=43200', 'Secure', 'HttpOnly', 'SameSite=Strict'])
  const rows = await net.tokyo.server.store.db.selectFrom('web_sessions').selectAll().execute()
  const value = /^__Host-entente=([^;]*)/.exec(setCookie)?.[1] ?? ''
  assert.ok(rows.every((row) => !JSON.stringify(row).includes(value)))
})

test('a session ends when it is idle, after half a day, and with its passkey or device', async () => {
  const idle = await openBrowser('reader')
  clock += 14 * 60_000
  assert.equal((await ask(idle.client, 'GET', '/api/member')).status, 200)
  clock += 14 * 60_000
  assert.equal((await ask(idle.client, 'GET', '/api/member')).status, 200, 'it was used')
  clock += 15 * 60_000
  assert.equal((await ask(idle.client, 'GET', '/api/member')).code, 'identity/session-ended')

  const long = await openBrowser('reader')
  for (let minutes = 0; minutes < 12 * 60; minutes += 10) {
    assert.equal((await ask(long.client, 'GET', '/api/sessions/current')).status, 200)
    clock += 10 * 60_000
  }
  assert.equal((await ask(long.client, 'GET', '/api/member')).code, 'identity/session-ended')

  const withdrawn = await openBrowser('reader')
  const registrar = net.tokyo.people['registrar']
  assert.ok(registrar)
  const directory = requireDirectory(net.tokyo.server.standing.current(), 'jpn')
  const appointment = directory.ids.find((id) => id === withdrawn.passkey.enrolment)
  assert.ok(appointment)
  const at = new Date(clock).toISOString()
  const act = { kind: 'withdrawal', appointment } as const
  const statement = await issueAppointment(directory, act, registrar.signer, at)
  await handInStatement(await edge.as('registrar'), 'appointment', statement)
  assert.equal((await ask(withdrawn.client, 'GET', '/api/member')).code, 'identity/session-ended')
})

test('signing out ends the session at the server', async () => {
  const { client } = await openBrowser('reader')
  const out = await ask(client, 'DELETE', '/api/sessions/current')
  assert.equal(out.status, 204)
  assert.match(out.headers.get('set-cookie') ?? '', /^__Host-entente=; Path=\/; Max-Age=0;/)
  assert.equal((await ask(client, 'GET', '/api/member')).code, 'identity/session-ended')
})

test('a cookie gives what a token gives, route by route and role by role', async () => {
  const places: Readonly<Record<string, string>> = {
    document: '8c3156a6-e865-41f1-94e3-8a6f04fdfafc',
    release: '0f0e0d0c0b0a09080706050403020100',
    payload: '0f'.repeat(32),
    from: '0',
  }
  for (const name of ['reader', 'releaser', 'security', 'controller', 'pact']) {
    const { client } = await openBrowser(name)
    const token = await edge.as(name)
    for (const { method, path, open } of edge.operations) {
      if (open || path === '/api/sessions/current') continue
      const url = path.replaceAll(/\{(\w+)\}/g, (_, step: string) => places[step] ?? 'tokyo')
      const byCookie = await ask(client, method, `${url}?kind=grant`)
      const byToken = await ask(token, method, `${url}?kind=grant`)
      assert.deepEqual(
        [byCookie.status, byCookie.code],
        [byToken.status, byToken.code],
        `${name} ${method} ${path}`,
      )
    }
  }
})

test('a key request is one by the cookie too, and only with a proof of the device', async () => {
  const { client } = await openBrowser('reader')
  const path = '/kas.AccessService/Rewrap'
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ signedRequestToken: 'none' }),
  }
  const own = await dpopFetch(client.ports, client.session.accessToken, path, init)
  assert.match(await own.text(), /kas\//)
  const thief = await edge.as('author')
  const other = { ...client.ports, device: thief.ports.device }
  const refused = await dpopFetch(other, client.session.accessToken, path, init)
  assert.match(await refused.text(), /identity\/other-device/)
})

test('a form that is broken off says nothing on the console', async (t) => {
  const said = t.mock.method(console, 'error', () => {})
  const { hostname, host, port } = new URL(edge.edge.origin)
  const socket = connect({ host: hostname, port: Number(port), ALPNProtocols: ['http/1.1'] })
  await once(socket, 'secureConnect')
  const type = 'Content-Type: application/x-www-form-urlencoded'
  socket.write(
    `POST /auth/device HTTP/1.1\r\nHost: ${host}\r\n${type}\r\nContent-Length: 9\r\n\r\nx=`,
  )
  await setTimeout(300)
  socket.destroy()
  await setTimeout(300)
  assert.deepEqual(
    said.mock.calls.map((call) => call.arguments),
    [],
  )
})

test('an address is limited at sign-in pages as at any route: a guess costs memory and time', async () => {
  const { config } = net.tokyo.server
  const server = {
    ...net.tokyo.server,
    config: { ...config, ports: { ...config.ports, edge: 0 } },
  }
  const addressRate = createRateLimit({ burst: 2, perSecond: 0.001 })
  const small = await openEdge(server, {
    xml: xmlParser,
    log: silentLog,
    now: net.tokyo.now,
    addressRate,
  })
  const statuses: number[] = []
  for (const path of ['/healthz', '/healthz', '/healthz', '/auth/device']) {
    statuses.push((await fetch(`https://${config.host}:${small.port}${path}`)).status)
  }
  await small.close(0)
  assert.deepEqual(statuses, [200, 200, 429, 429])
})

test('the page has a nonce of its own each time and may do nothing but what it came for', async () => {
  const [first, second] = [await fetch(`${edge.edge.origin}/`), await fetch(`${edge.edge.origin}/`)]
  const policy = first.headers.get('content-security-policy') ?? ''
  const nonce = /script-src 'nonce-([\w-]{24})' 'strict-dynamic'/.exec(policy)?.[1] ?? ''
  assert.notEqual(policy, second.headers.get('content-security-policy'))
  assert.equal(
    policy.replaceAll(nonce, 'N'),
    [
      "default-src 'none'",
      "script-src 'nonce-N' 'strict-dynamic'",
      "style-src 'self' 'nonce-N'",
      "img-src 'self'",
      "connect-src 'self'",
      "worker-src 'self'",
      `frame-src ${edge.edge.webOrigin}/view`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types entente-workers',
    ].join('; '),
  )
  const page = await first.text()
  assert.ok(page.includes(`nonce="${nonce}"`) && !page.includes('__ENTENTE_NONCE__'))
  assert.doesNotMatch(page, /https?:\/\//)
  for (const [header, value] of [
    ['cache-control', 'no-store'],
    ['x-content-type-options', 'nosniff'],
    ['x-frame-options', 'DENY'],
    ['referrer-policy', 'no-referrer'],
    ['cross-origin-opener-policy', 'same-origin'],
    ['cross-origin-resource-policy', 'same-origin'],
    ['strict-transport-security', 'max-age=31536000'],
  ] as const) {
    assert.equal(first.headers.get(header), value, header)
  }
})

test('its files never change under their names; what is not one of them does not exist', async () => {
  const { origin } = edge.edge
  const page = await (await fetch(`${origin}/`)).text()
  const files = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path = '']) => path)
  assert.ok(files.length >= 3)
  for (const path of files) {
    const answer = await fetch(`${origin}${path}`)
    assert.equal(answer.headers.get('cache-control'), 'public, max-age=31536000, immutable')
    const head = await fetch(`${origin}${path}`, { method: 'HEAD' })
    assert.equal(head.status, 200)
    assert.equal(await head.text(), '')
    assert.equal(head.headers.get('content-type'), answer.headers.get('content-type'))
  }
  for (const path of [
    '/index.html',
    '/assets/',
    '/assets/../index.html',
    '/assets/..%2findex.html',
    '/assets/%2e%2e/built-from',
    '/assets//etc/passwd',
    '/built-from',
  ]) {
    const { status } = await fetch(`${origin}${path}`)
    assert.ok(status === 401 || status === 404, `${path} ${status}`)
  }
  const posted = await fetch(`${origin}/`, { method: 'POST' })
  assert.ok(posted.status >= 400)
})
