/** Signing in through the member's own OpenID provider: what is refused of one that lies, and of browsers. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'

import type { Client } from '@entente/sdk'
import { builtWeb } from '@entente/web/build'
import { generateKeyPair } from 'jose'

import { linkAccount } from '../packages/server/src/identity/index.ts'

import { type Answer, ask, openTestEdge, type TestEdge, textOf } from './edge.ts'
import { federation, type Federation } from './federation.ts'
import { type Lie, openTestProvider, type TestProvider } from './openid-provider.ts'
import { browserOf, sameSite, sendFromPage } from './page-requests.ts'

const client = 'entente-of-tokyo'
let net: Federation
let provider: TestProvider
let other: TestProvider
let edge: TestEdge
let reader: Client
before(async () => {
  net = await federation()
  const tls = net.tokyo.server.keyring.get('tls')
  provider = await openTestProvider(tls, client)
  other = await openTestProvider(tls, client)
  await openWithProvider()
  for (const [subject, person] of [
    ['Reader-1', 'jpn-reader'],
    ['author-1', 'jpn-author'],
  ] as const) {
    const { db } = net.tokyo.server.store
    await db
      .insertInto('people')
      .values({ person, subject: person, name_en: '', name_ja: '', password: null, created_at: '' })
      .execute()
    await linkAccount(db, { issuer: provider.issuer, subject }, person)
    await linkAccount(db, { issuer: other.issuer, subject: 'foreign-1' }, 'jpn-reader')
  }
})
/** Opens the edge; one that was opened before has counted what it refused. */
async function openWithProvider(): Promise<void> {
  const name = { en: 'Ministry sign-in', ja: '省内認証' }
  const signIn = { provider: { issuer: provider.issuer, client, name } }
  edge = await openTestEdge(net.tokyo, { web: await builtWeb(), signIn })
  reader = await edge.as('reader')
}
after(async () => {
  await edge[Symbol.asyncDispose]()
  await provider[Symbol.asyncDispose]()
  await other[Symbol.asyncDispose]()
  await net[Symbol.asyncDispose]()
})
beforeEach(() => {
  provider.lie = {}
})

const begin = async (as = reader): Promise<string> => {
  const answer = await sendFromPage(as, '/api/provider/requests')
  assert.equal(answer.status, 201, answer.code)
  return textOf(answer.body, 'url')
}
const finish = (answer: string, as = reader, headers = sameSite): Promise<Answer> =>
  sendFromPage(as, '/api/provider/sessions', { json: { answer }, headers })

/** What comes of a whole sign-in of the reader's account with one lie. */
async function outcomeOf(lie: Lie): Promise<string> {
  const url = await begin()
  provider.lie = lie
  const answer = await finish(provider.signIn(url, 'Reader-1'))
  return answer.code || String(answer.status)
}

/** The last events of sign-in on record. */
async function recorded(): Promise<readonly unknown[]> {
  const rows = await net.tokyo.server.store.db
    .selectFrom('ledger_entries')
    .select('event')
    .where('kind', 'in', ['signed-in', 'sign-in-refused'])
    .orderBy('idx', 'desc')
    .limit(1)
    .execute()
  return rows.map(({ event }) => {
    const { at: _, device: __, ...rest }: Record<string, unknown> = JSON.parse(String(event))
    return rest
  })
}

test('who the provider names is signed in at their own device, and it is on record', async () => {
  const url = await begin()
  const asked = new URL(url)
  assert.equal(asked.origin, provider.issuer)
  const redirect = `${edge.edge.webOrigin}/signed-in`
  for (const [name, value] of [
    ['response_type', 'code'],
    ['scope', 'openid'],
    ['client_id', client],
    ['redirect_uri', redirect],
    ['code_challenge_method', 'S256'],
    ['prompt', 'login'],
  ] as const) {
    assert.equal(asked.searchParams.get(name), value)
  }
  const answer = await finish(provider.signIn(url, 'Reader-1'))
  assert.equal(answer.status, 201, answer.code)
  assert.equal(textOf(answer.body, 'person'), 'jpn-reader')
  const browser = browserOf(reader, answer.headers.get('set-cookie') ?? '')
  assert.equal((await ask(browser, 'GET', '/api/member')).status, 200)
  assert.deepEqual(await recorded(), [{ kind: 'signed-in', person: 'jpn-reader', way: 'provider' }])
  const thief = browserOf(await edge.as('author'), answer.headers.get('set-cookie') ?? '')
  assert.equal((await ask(thief, 'GET', '/api/member')).code, 'identity/other-device')

  const { db } = net.tokyo.server.store
  const link = (subject: string) =>
    linkAccount(db, { issuer: provider.issuer, subject }, 'jpn-reader')
  await link('another-1')
  assert.equal((await ask(browser, 'GET', '/api/member')).code, 'identity/session-ended')
  await link('Reader-1')
})

test('what the provider says of roles and clearances counts for nothing', async () => {
  const url = await begin()
  provider.lie = {
    claims: {
      roles: ['security', 'controller'],
      groups: ['registry'],
      clearance: '機密',
      acr: 'high',
    },
  }
  const answer = await finish(provider.signIn(url, 'Reader-1'))
  const browser = browserOf(reader, answer.headers.get('set-cookie') ?? '')
  assert.equal((await ask(browser, 'GET', '/api/people')).code, 'http/role-required')
})

test('an ID token is refused that is not the provider’s, for us, for this sign-in and now', async () => {
  const stranger = await generateKeyPair('ES256')
  const at = Math.floor(Date.now() / 1000)
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const lies: Readonly<Record<string, Lie>> = {
    'another issuer': { claims: { iss: other.issuer } },
    'another audience': { claims: { aud: 'someone-else' } },
    'more audiences, and for another': { claims: { aud: [client, 'more'], azp: 'more' } },
    'another nonce': { claims: { nonce: 'n'.repeat(43) } },
    'no nonce': { claims: { nonce: null } },
    expired: { claims: { iat: at - 900, exp: at - 600 } },
    'the person was asked an hour ago': { claims: { auth_time: at - 3600 } },
    'not said when the person was asked': { claims: { auth_time: null } },
    'no subject': { claims: { sub: '' } },
    'signed by a stranger': { key: stranger.privateKey },
    'signed by the name of the client': {
      key: new TextEncoder().encode(client.padEnd(32)),
      alg: 'HS256',
    },
    unsigned: {
      idToken: (honest) => `${part({ alg: 'none' })}.${honest.split('.')[1]}.`,
    },
    'without its signature': { idToken: (honest) => honest.replace(/[^.]+$/, '') },
    'with another payload': {
      idToken(honest) {
        const [header, payload = '', signature] = honest.split('.')
        const claims: object = JSON.parse(Buffer.from(payload, 'base64url').toString())
        return [header, part({ ...claims, sub: 'author-1' }), signature].join('.')
      },
    },
    'none at all': { idToken: () => undefined },
  }
  assert.equal(await outcomeOf({}), '201')
  for (const [why, lie] of Object.entries(lies)) {
    assert.equal(await outcomeOf(lie), 'identity/provider-refused', why)
    assert.deepEqual(
      await recorded(),
      [
        {
          kind: 'sign-in-refused',
          person: 'jpn-reader',
          way: 'provider',
          code: 'identity/provider-refused',
        },
      ],
      why,
    )
  }
  await edge[Symbol.asyncDispose]()
  await openWithProvider()
})

test('an answer is looked at once, also of a provider that takes a code twice', async () => {
  const url = await begin()
  const answer = provider.signIn(url, 'Reader-1')
  assert.equal((await finish(answer)).status, 201)
  provider.lie = { careless: true }
  const asked = provider.redeemed.length
  assert.equal((await finish(answer)).code, 'identity/unknown-sign-in')
  const code = new URLSearchParams(answer).get('code') ?? ''
  assert.equal(provider.redeemed.length, asked)
  // The same code in the answer to another sign-in: its nonce tells.
  const again = provider.signIn(await begin(), 'Reader-1', { code })
  assert.equal((await finish(again)).code, 'identity/provider-refused')
})

test('an answer is the device’s that was sent, and comes back in time', async () => {
  const author = await edge.as('author')
  const url = await begin()
  const answer = provider.signIn(url, 'author-1')
  assert.equal((await finish(answer, author)).code, 'identity/unknown-sign-in')
  assert.equal((await finish('code=1')).code, 'identity/unknown-sign-in')
  assert.equal((await finish(`${answer}&state=x`)).code, 'identity/unknown-sign-in')
  const made = provider.signIn(await begin(), 'Reader-1', { state: 's'.repeat(43) })
  assert.equal((await finish(made)).code, 'identity/unknown-sign-in')

  const late = provider.signIn(await begin(), 'Reader-1')
  await net.tokyo.server.store.db
    .updateTable('provider_requests')
    .set({ ends_at: Math.floor(Date.now() / 1000) })
    .execute()
  assert.equal((await finish(late)).code, 'identity/unknown-sign-in')
})

test('another person’s account opens nothing at this device, nor does one that is nobody’s', async () => {
  const theirs = provider.signIn(await begin(), 'author-1')
  assert.equal((await finish(theirs)).code, 'identity/other-person')
  assert.deepEqual(await recorded(), [
    {
      kind: 'sign-in-refused',
      person: 'jpn-reader',
      way: 'provider',
      code: 'identity/other-person',
    },
  ])
  // To the letter, below its own issuer, and by nothing else that names a person.
  for (const subject of ['reader-1', 'READER-1', 'foreign-1', 'jpn-reader', 'nobody']) {
    provider.lie = { claims: { email: 'jpn-reader', preferred_username: 'Reader-1' } }
    const answer = await finish(provider.signIn(await begin(), subject))
    assert.equal(answer.code, 'identity/unknown-account', subject)
    assert.equal(answer.headers.get('set-cookie'), null)
  }
})

test('an answer of another provider is refused before its code is given away', async () => {
  const asked = provider.redeemed.length
  const mixed = other.signIn(await begin(), 'foreign-1')
  assert.equal((await finish(mixed)).code, 'identity/provider-refused')
  const unsaid = new URLSearchParams(provider.signIn(await begin(), 'Reader-1'))
  unsaid.delete('iss')
  assert.equal((await finish(unsaid.toString())).code, 'identity/provider-refused')
  assert.equal(provider.redeemed.length, asked)

  const heard = other.redeemed.length
  provider.lie = { movedTo: `${other.issuer}/token` }
  const sentOn = await finish(provider.signIn(await begin(), 'Reader-1'))
  assert.equal(sentOn.code, 'identity/provider-refused')
  assert.equal(other.redeemed.length, heard, 'a code goes where its provider is')
})

test('a provider that calls itself otherwise, or does not answer, lets nobody in', async () => {
  const { server } = net.tokyo
  await using liar = await openTestProvider(server.keyring.get('tls'), client)
  const name = { en: 'x', ja: 'x' }
  const dead = 'https://127.0.0.1:1'
  const refused = 'identity/provider-refused'
  for (const [issuer, metadata, code] of [
    [liar.issuer, { issuer: provider.issuer }, refused],
    [liar.issuer, { issuer: `${liar.issuer}/` }, refused],
    [liar.issuer, { more: 'x'.repeat(1 << 18) }, refused],
    [dead, {}, 'identity/provider-unreachable'],
  ] as const) {
    liar.lie = { metadata }
    const signIn = { provider: { issuer, client, name } }
    await edge[Symbol.asyncDispose]()
    edge = await openTestEdge(net.tokyo, { web: await builtWeb(), signIn })
    const answer = await sendFromPage(await edge.as('reader'), '/api/provider/requests')
    assert.equal(answer.code, code)
  }
})

test('no other site begins a sign-in or ends one; without a provider there is none', async () => {
  await edge[Symbol.asyncDispose]()
  const name = { en: 'x', ja: 'x' }
  const open = { provider: { issuer: provider.issuer, client, name } }
  edge = await openTestEdge(net.tokyo, { web: await builtWeb(), signIn: open })
  reader = await edge.as('reader')
  const answer = provider.signIn(await begin(), 'Reader-1')
  const cross = { 'sec-fetch-site': 'cross-site' }
  const begun = await sendFromPage(reader, '/api/provider/requests', { headers: cross })
  assert.equal(begun.code, 'identity/cross-site')
  assert.equal((await finish(answer, reader, cross)).code, 'identity/cross-site')
  const signedIn = await finish(answer)
  assert.equal(signedIn.status, 201)

  await edge[Symbol.asyncDispose]()
  edge = await openTestEdge(net.tokyo, { web: await builtWeb() })
  reader = await edge.as('reader')
  for (const path of ['/api/provider/requests', '/api/provider/sessions']) {
    const json = path.endsWith('sessions') ? { json: { answer: 'x' } } : {}
    assert.equal((await sendFromPage(reader, path, json)).code, 'identity/way-closed')
  }
  // A way that was closed has ended what it opened.
  const browser = browserOf(reader, signedIn.headers.get('set-cookie') ?? '')
  assert.equal((await ask(browser, 'GET', '/api/member')).code, 'identity/session-ended')
})
