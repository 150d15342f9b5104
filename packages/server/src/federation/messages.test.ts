/** Messages between two members over real TLS, and what a peer that does not keep to the protocol gets. */
import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'

import {
  type HybridSigner,
  parseStatement,
  signStatement,
  type Statement,
  statementId,
} from '@entente/core/crypto'
import { canonicalJson, fromUtf8, parseJson } from '@entente/core/lib'
import { headsOf, type TlsAppointment } from '@entente/core/pact'
import { type Message, messageTypes, parseAnswer, parseMessage } from '@entente/core/wire'

import { createTlsIdentity } from '../keys/index.ts'

import { askPeer, type OwnTls, type PeerResponse } from './client.ts'
import {
  codeOf,
  delivery,
  endpoint,
  payload,
  peers,
  refusedTitle,
  term,
  type TestPeer,
  type TestPeers,
} from './members.fixture.ts'
import { enqueue, queueStates } from './outbox.ts'

async function pair(): Promise<TestPeers & { readonly a: TestPeer; readonly b: TestPeer }> {
  const net = await peers(['a', 'b'])
  const [a, b] = net.members
  return { ...net, a: a!, b: b! }
}

function post(to: TestPeer, tls: OwnTls, body: unknown): Promise<PeerResponse> {
  return askPeer(endpoint(to), tls, {
    method: 'POST',
    path: '/federation/messages',
    headers: { 'content-type': 'application/json' },
    body: body instanceof Uint8Array ? body : canonicalJson(body),
  })
}

/** A message as `from` would write it, with what a test changes. */
function write(from: TestPeer, to: TestPeer, net: TestPeers, changes: Partial<Message>): Message {
  const standing = from.standing.current()
  return {
    kind: 'message',
    from: from.self,
    to: to.self,
    origin: from.ledger.key.name,
    number: 1,
    previous: null,
    at: net.now().toISOString(),
    pact: net.pact,
    heads: headsOf(standing, net.pact, from.self),
    body: { kind: 'receipt-proof', release: '0'.repeat(32), disclosure: 'none' },
    ...changes,
  }
}

async function say(
  from: TestPeer,
  to: TestPeer,
  net: TestPeers,
  changes: Partial<Message>,
  signer: HybridSigner = from.message,
): Promise<{ signed: Statement; response: PeerResponse }> {
  const signed = await signStatement(messageTypes.message, write(from, to, net, changes), signer)
  return { signed, response: await post(to, from.tls, signed) }
}

function resultOf(response: PeerResponse): unknown {
  assert.equal(response.status, 200, fromUtf8(response.body))
  return parseAnswer(parseStatement(parseJson(response.body))).result
}

async function inboxOf({ store }: TestPeer): Promise<readonly number[]> {
  const rows = await store.db.selectFrom('inbox').select('number').orderBy('number').execute()
  return rows.map(({ number }) => number)
}

test('what waits is sent in order, after the payload it speaks of, and answered under signature', async () => {
  await using net = await pair()
  const { a, b, pact } = net
  const sent = payload(3)
  await a.blobs.announce(sent.digest, sent.segments)
  await a.blobs.putSegments(sent.digest, 0, Readable.from([sent.data]))
  for (const title of ['first', 'second']) {
    await a.announce('b', delivery('a', 'b', pact, sent.digest, title))
  }
  await a.federation.sender.sendNow()

  assert.deepEqual(await queueStates(a.store), [])
  const settings = await b.store.db.selectFrom('settings').selectAll().orderBy('name').execute()
  assert.deepEqual(
    settings.map(({ name, value }) => [name, value]),
    [
      ['a-1', 'first'],
      ['a-2', 'second'],
    ],
  )
  await b.blobs.verify(sent.digest)
  const rows = await a.store.db.selectFrom('outbox').selectAll().orderBy('number').execute()
  assert.deepEqual(
    rows.map(({ previous, state }) => [previous, state]),
    [
      [null, 'answered'],
      [rows[0]!.id, 'answered'],
    ],
  )
})

test('a refused message consumes its number, and the next one goes through', async () => {
  await using net = await pair()
  const { a, b, pact } = net
  const { digest } = payload(0)
  await a.blobs.announce(digest, [])
  await a.announce('b', delivery('a', 'b', pact, digest, refusedTitle))
  await a.announce('b', delivery('a', 'b', pact, digest, 'fine'))
  await a.federation.sender.sendNow()

  assert.deepEqual(await inboxOf(b), [1, 2])
  assert.deepEqual(await queueStates(a.store), [])
  for (const member of [a, b]) {
    assert.equal((await member.events()).filter((kind) => kind === 'message-refused').length, 1)
  }
})

test('a failure of the receiver is no refusal: the message comes again and takes its number then', async () => {
  await using net = await pair()
  const { a, b, pact } = net
  const { digest } = payload(0)
  await a.blobs.announce(digest, [])
  await a.announce('b', delivery('a', 'b', pact, digest, 'a failure of our own'))
  await a.federation.sender.sendNow()
  assert.deepEqual(await inboxOf(b), [])
  const [queue] = await queueStates(a.store)
  assert.deepEqual(
    { waiting: queue?.waiting, attempts: queue?.attempts, lastError: queue?.lastError },
    { waiting: 1, attempts: 1, lastError: 'federation/failed' },
  )
})

test('an unreachable peer keeps its queue, in sight, with a pause that grows', async () => {
  await using net = await pair()
  const { a, b } = net
  await b.listener.close(0)
  await a.announce('b', { kind: 'receipt-proof', release: '0'.repeat(32), disclosure: 'x' })
  await a.federation.sender.sendNow()
  const [first] = await queueStates(a.store)
  assert.equal(first?.lastError, 'federation/unreachable')
  await a.federation.sender.sendNow()
  assert.equal((await queueStates(a.store))[0]?.attempts, 1, 'it is too early to try again')
  net.advance(10_000)
  await a.federation.sender.sendNow()
  const [second] = await queueStates(a.store)
  assert.equal(second?.attempts, 2)
})

test('a message is signed once, and the same bytes are sent again', async () => {
  await using net = await pair()
  const { a, b } = net
  await b.listener.close(0)
  await a.announce('b', { kind: 'receipt-proof', release: '0'.repeat(32), disclosure: 'x' })
  const signedNow = async (): Promise<string | null> =>
    (await a.store.db.selectFrom('outbox').select('signed').executeTakeFirstOrThrow()).signed
  await a.federation.sender.sendNow()
  const before = await signedNow()
  net.advance(600_000)
  await a.federation.sender.sendNow()
  assert.ok(before)
  assert.equal(await signedNow(), before)
})

test('an exact duplicate gets the answer it got, and causes nothing', async () => {
  await using net = await pair()
  const { a, b } = net
  const { signed, response } = await say(a, b, net, {})
  const size = b.ledger.checkpoint().size
  const again = await post(b, a.tls, signed)
  assert.deepEqual(again.body, response.body)
  assert.equal(b.ledger.checkpoint().size, size)
  assert.deepEqual(await inboxOf(b), [1])
})

test('the same bytes under a fresh signature are the same message', async () => {
  await using net = await pair()
  const { a, b } = net
  const { signed, response } = await say(a, b, net, {})
  const resigned = await signStatement(messageTypes.message, parseMessage(signed), a.message)
  assert.notDeepEqual(resigned, signed)
  assert.deepEqual((await post(b, a.tls, resigned)).body, response.body)
})

test('another message with a number that is taken is refused and kept as evidence, once', async () => {
  await using net = await pair()
  const { a, b } = net
  await say(a, b, net, {})
  for (let time = 0; time < 2; time++) {
    const { response } = await say(a, b, net, { at: term.from, body: proof('another') })
    assert.equal(codeOf(response), 'wire/chain-conflict')
  }
  const kept = await b.store.db.selectFrom('conflicts').selectAll().execute()
  assert.deepEqual(
    kept.map(({ peer, number }) => [peer, number]),
    [['a', 1]],
  )
  assert.equal((await b.events()).filter((kind) => kind === 'message-conflict').length, 1)
  assert.deepEqual(await inboxOf(b), [1])
})

test('a message that follows another than the one kept is a fork', async () => {
  await using net = await pair()
  const { a, b } = net
  const { signed } = await say(a, b, net, {})
  const { response } = await say(a, b, net, { number: 2, previous: statementId(await other(net)) })
  assert.equal(codeOf(response), 'wire/chain-conflict')
  const fine = await say(a, b, net, { number: 2, previous: statementId(signed) })
  assert.deepEqual(resultOf(fine.response), { kind: 'accepted' })
})

test('a message that comes too early has to come again', async () => {
  await using net = await pair()
  const { a, b } = net
  const { response } = await say(a, b, net, { number: 2, previous: statementId(await other(net)) })
  assert.equal(response.status, 409)
  assert.equal(codeOf(response), 'wire/gap')
  assert.deepEqual(await inboxOf(b), [])
})

test('a ledger that the sender has not appointed names no chain', async () => {
  await using net = await pair()
  const { a, b } = net
  for (const origin of ['b.example/ledger', 'a.example/witness', 'a.example/other']) {
    const { response } = await say(a, b, net, { origin })
    assert.equal(codeOf(response), 'wire/other-origin', origin)
  }
})

test('heads that are not known here are asked for, not believed', async () => {
  await using net = await pair()
  const { a, b } = net
  const heads = headsOf(a.standing.current(), net.pact, 'a')
  const unknown = { number: heads.appointments.number + 1, id: statementId(await other(net)) }
  const { response } = await say(a, b, net, { heads: { ...heads, appointments: unknown } })
  assert.equal(codeOf(response), 'wire/heads-unknown')
  const ofNotices = { number: 1, id: statementId(await other(net)) }
  const second = await say(a, b, net, { heads: { ...heads, notices: ofNotices } })
  assert.equal(codeOf(second.response), 'wire/heads-unknown')
})

test('a sender whose peer lacks appointments brings them and goes on', async () => {
  await using net = await pair()
  const { a, b } = net
  for (let count = 0; count < 3; count++) await a.appoint(await laterServer(net))
  await a.announce('b', proof('after it'))
  await a.federation.sender.sendNow()
  assert.deepEqual(await queueStates(a.store), [])
  assert.deepEqual(
    b.standing.current().directories.get('a')?.head,
    a.standing.current().directories.get('a')?.head,
  )
  assert.equal((await b.events()).filter((kind) => kind === 'appointments-received').length, 3)
})

test('heads never go back along a chain, so a withdrawn key cannot hide behind older ones', async () => {
  await using net = await pair()
  const { a, b } = net
  const old = headsOf(a.standing.current(), net.pact, 'a')
  const [added] = await a.appoint(await laterServer(net))
  const announced = await say(a, b, net, {
    heads: old,
    body: { kind: 'appointments', statements: [added!] },
  })
  assert.deepEqual(resultOf(announced.response), { kind: 'accepted' })
  const second = await say(a, b, net, { number: 2, previous: statementId(announced.signed) })
  assert.deepEqual(resultOf(second.response), { kind: 'accepted' })
  const back = await say(a, b, net, {
    number: 3,
    previous: statementId(second.signed),
    heads: old,
  })
  assert.deepEqual(resultOf(back.response), { kind: 'refused', code: 'wire/heads-back' })
})

test('only a message key that the sender had appointed makes a message', async () => {
  await using net = await pair()
  const { a, b } = net
  for (const signer of [b.message, a.appointing]) {
    const { response } = await say(a, b, net, {}, signer)
    assert.equal(codeOf(response), 'wire/unsigned')
  }
  assert.deepEqual(await inboxOf(b), [])
})

test('a member speaks on its own connection, to its own peer, for itself', async () => {
  await using net = await peers(['a', 'b', 'c'])
  const [a, b, c] = [net.members[0]!, net.members[1]!, net.members[2]!]
  const forB = await signStatement(messageTypes.message, write(a, b, net, {}), a.message)
  assert.equal(codeOf(await post(c, a.tls, forB)), 'wire/other-party')
  assert.equal(codeOf(await post(b, c.tls, forB)), 'wire/other-party')
  const [ofC] = await c.appoint(await laterServer(net))
  const relayed = await say(a, b, net, { body: { kind: 'appointments', statements: [ofC!] } })
  assert.deepEqual(resultOf(relayed.response), { kind: 'refused', code: 'wire/not-acceptable' })
})

test('a pact that is not known here, and a time that has not come, refuse under signature', async () => {
  await using net = await pair()
  const { a, b } = net
  const first = await say(a, b, net, { pact: statementId(await other(net)) })
  assert.deepEqual(resultOf(first.response), { kind: 'refused', code: 'pact/other-pact' })
  const at = new Date(net.now().getTime() + 10 * 60_000).toISOString()
  const second = await say(a, b, net, { at, number: 2, previous: statementId(first.signed) })
  assert.deepEqual(resultOf(second.response), { kind: 'refused', code: 'wire/stale' })
  assert.deepEqual(await inboxOf(b), [1, 2])
})

test('a message under a pact that its sender has no part in is refused', async () => {
  await using net = await peers(['a', 'b', 'c'])
  const [a, b, c] = [net.members[0]!, net.members[1]!, net.members[2]!]
  const pact = await net.agree([b, c])
  const { response } = await say(a, b, net, { pact })
  assert.deepEqual(resultOf(response), { kind: 'refused', code: 'wire/not-acceptable' })
})

test('nothing leaves before its event lies below a signed head', async () => {
  await using net = await pair()
  const { a, b, pact } = net
  const { store, ledger, standing, message } = a
  const deps = { store, ledger, standing, messageKey: () => message, now: net.now }
  const entry = ledger.checkpoint().size
  await ledger.record((tx) => enqueue(tx, { peer: 'b', pact, body: proof('x'), entry }, deps))
  await a.federation.sender.sendNow()
  assert.deepEqual(await inboxOf(b), [])
  await ledger.record(async (_tx, append) => {
    append({ kind: 'backup-made', at: term.from, size: 0 })
  })
  await a.federation.sender.sendNow()
  assert.deepEqual(await inboxOf(b), [1])
})

test('what is no message is refused without an answer', async () => {
  await using net = await pair()
  const { a, b } = net
  const asOther = await signStatement(messageTypes.answer, write(a, b, net, {}), a.message)
  const cases: readonly (readonly [unknown, string])[] = [
    [Buffer.from('not JSON'), 'wire/malformed'],
    [{ payload: 'e30', acts: [] }, 'wire/malformed'],
    [{ payload: 'e30', acts: 'none' }, 'wire/malformed'],
    [Buffer.from(`[${'['.repeat(50_000)}`), 'wire/malformed'],
    [asOther, 'wire/unsigned'],
  ]
  for (const [body, code] of cases) assert.equal(codeOf(await post(b, a.tls, body)), code)
})

test('messages of one peer that come at once are taken one after another, and not too many', async () => {
  await using net = await pair()
  const { a, b } = net
  const signed = await signStatement(messageTypes.message, write(a, b, net, {}), a.message)
  const responses = await Promise.all(
    Array.from({ length: 12 }, () => b.federation.takeMessage(signed, 'a').catch(codeOfError)),
  )
  const [first] = responses
  for (const response of responses) {
    if (response !== 'wire/busy') assert.deepEqual(response, first)
  }
  assert.ok(responses.includes('wire/busy'))
  assert.deepEqual(await inboxOf(b), [1])
})

test('a certificate that nobody appointed opens nothing, and one that has ended neither', async () => {
  await using net = await pair()
  const { a, b } = net
  const stranger = await createTlsIdentity({
    member: 'a',
    hosts: ['127.0.0.1'],
    now: net.now(),
    days: 1,
  })
  const tls = { certificate: stranger.certificatePem, privateKey: stranger.privateKeyPem }
  await assert.rejects(post(b, tls, {}), { code: 'federation/unreachable' })

  const [entry] = await a.standing.statements('appointment', 'a')
  const [gone] = await a.appoint({ kind: 'withdrawal', appointment: statementId(entry!) })
  const { response } = await say(a, b, net, {
    heads: headsOf(b.standing.current(), net.pact, 'a'),
    body: { kind: 'appointments', statements: [gone!] },
  })
  assert.deepEqual(resultOf(response), { kind: 'accepted' })
  // The listener has not been told yet: the connection opens, and there is nothing behind it.
  assert.equal(codeOf(await post(b, a.tls, {})), 'federation/not-found')
})

function proof(disclosure: string): Message['body'] {
  return { kind: 'receipt-proof', release: '0'.repeat(32), disclosure }
}

function other(net: TestPeers): Promise<Statement> {
  return signStatement(messageTypes.message, { other: true }, net.members[0]!.message)
}

function laterServer({ now }: TestPeers): Promise<TlsAppointment> {
  return createTlsIdentity({ member: 'x', hosts: ['later'], now: now(), days: 1 }).then(
    ({ certificatePem }) => ({
      kind: 'tls',
      certificate: certificatePem,
      url: 'https://later.example',
      from: '2040-01-01T00:00:00.000Z',
      until: term.until,
    }),
  )
}

function codeOfError(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : error
}
