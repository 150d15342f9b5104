/** Shares asked of another member's KAS, and what a member learns who asks for what it may not have. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { generateKasKey, parseStatement, signStatement, type Statement } from '@entente/core/crypto'
import { canonicalJson, type Json, parseJson } from '@entente/core/lib'
import { type EnclosedShare, parseShareAnswer, shareTypes } from '@entente/core/wire'

import { askPeer } from './client.ts'
import {
  codeOf,
  endpoint,
  payload,
  peers,
  type TestPeer,
  type TestPeers,
} from './members.fixture.ts'
import { createShareDesk, type GrantShare, type ShareQuestion } from './shares.ts'

/** What a service gives for one purpose; nobody on the way looks into it. */
const share: EnclosedShare = {
  kid: 'a-1',
  type: 'hybrid-wrapped',
  wrappedKey: 'AAAA',
  ephemeralPublicKey: null,
  sealed: 'AAAA',
}
const grant: GrantShare = async ({ purpose }) => (purpose === 'granted' ? share : undefined)

function question(pact: TestPeers['pact'], session: string, purpose = 'granted'): ShareQuestion {
  const { digest } = payload(1)
  return {
    peer: 'b',
    pact,
    release: '0'.repeat(32),
    document: '00000000-0000-4000-8000-000000000001',
    policy: digest,
    purpose,
    reader: '0123456789abcdef',
    session,
    keyAccess: {
      type: 'wrapped',
      url: 'https://b.example/kas',
      kid: 'one',
      sid: '1',
      wrappedKey: 'AAAA',
      policyBinding: 'AAAA',
    },
    decision: { origin: 'a.example/ledger', index: 1, leaf: digest },
  }
}

test('a granted share comes back as it was enclosed, and a refused one is just not found', async () => {
  await using net = await peers(['a', 'b'], grant)
  const a = net.members[0]!
  const { publicKeyPem } = await generateKasKey('ec:secp256r1')
  assert.deepEqual(await a.federation.askShare(question(net.pact, publicKeyPem)), share)
  assert.equal(await a.federation.askShare(question(net.pact, publicKeyPem, 'other')), undefined)
})

test('a share is asked for also when the other side lacks our newest appointments', async () => {
  await using net = await peers(['a', 'b'], grant)
  const [a, b] = [net.members[0]!, net.members[1]!]
  const acts = a.standing.current().directories.get('a')!.entries
  await a.appoint(acts[0]!.appointment.act)
  const { publicKeyPem } = await generateKasKey('ec:secp256r1')
  assert.ok(await a.federation.askShare(question(net.pact, publicKeyPem)))
  assert.equal(b.standing.current().directories.get('a')?.head.number, 5)
})

test('only what the peer itself has signed just now is considered', async () => {
  await using net = await peers(['a', 'b', 'c'], grant)
  const [a, b, c] = [net.members[0]!, net.members[1]!, net.members[2]!]
  const { publicKeyPem } = await generateKasKey('ec:secp256r1')
  const good = async (changes: { readonly [name: string]: Json } = {}): Promise<object> => {
    const { peer: to, ...said } = question(net.pact, publicKeyPem)
    const { heads } = await headsIn(a)
    return {
      kind: 'share-request',
      from: 'a',
      to,
      at: net.now().toISOString(),
      nonce: '1'.repeat(32),
      heads,
      ...said,
      ...changes,
    }
  }
  const ask = async (value: object, from = a, signer = a): Promise<unknown> => {
    const signed = await signStatement(shareTypes.request, value, signer.message)
    const { status, body } = await post(b, from, signed)
    if (status !== 200) return codeOf({ status, body, headers: {} })
    return parseShareAnswer(parseStatement(parseJson(body))).result.kind
  }
  assert.equal(await ask(await good()), 'granted')
  const old = new Date(net.now().getTime() - 6 * 60_000).toISOString()
  assert.equal(await ask(await good({ at: old })), 'wire/stale')
  assert.equal(await ask(await good(), a, c), 'wire/unsigned')
  assert.equal(await ask(await good(), c), 'wire/other-party')
  assert.equal(await ask(await good({ pact: '0'.repeat(64) })), 'refused')
  assert.equal(await ask(await good({ more: 1 })), 'wire/malformed')
})

test('one peer cannot keep the service busy with requests without end', async () => {
  await using net = await peers(['a', 'b'])
  const b = net.members[1]!
  const wait = Promise.withResolvers<undefined>()
  const { standing, message } = b
  const desk = createShareDesk({
    standing,
    messageKey: () => message,
    now: net.now,
    grant: () => wait.promise,
  })
  const { publicKeyPem } = await generateKasKey('ec:secp256r1')
  const { peer: to, ...said } = question(net.pact, publicKeyPem)
  const a = net.members[0]!
  const { heads } = await headsIn(a)
  const at = net.now().toISOString()
  const value = { kind: 'share-request', from: 'a', to, at, nonce: '1'.repeat(32), heads, ...said }
  const signed = await signStatement(shareTypes.request, value, a.message)
  const asked = Array.from({ length: 16 }, () => desk(signed, 'a'))
  await assert.rejects(desk(signed, 'a'), { code: 'wire/busy' })
  wait.resolve(undefined)
  await Promise.all(asked)
  assert.equal(parseShareAnswer(await desk(signed, 'a')).result.kind, 'refused')
})

async function headsIn({ standing }: TestPeer): Promise<{ readonly heads: Json }> {
  const { head } = standing.current().directories.get('a')!
  return { heads: { appointments: { ...head }, notices: { number: 0, id: null } } }
}

function post(to: TestPeer, from: TestPeer, signed: Statement): ReturnType<typeof askPeer> {
  return askPeer(endpoint(to), from.tls, {
    method: 'POST',
    path: '/federation/shares',
    body: canonicalJson(signed),
  })
}
