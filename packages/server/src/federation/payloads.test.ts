/** Payloads between two members over real TLS, and senders who lie about them, stall, or never end. */
import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { test } from 'node:test'

import { signStatement } from '@entente/core/crypto'
import { canonicalJson, parseJson, utf8 } from '@entente/core/lib'

import type { Segment } from '../blobs/index.ts'

import { askPeer, type PeerResponse } from './client.ts'
import { codeOf, delivery, endpoint, payload, peers, type TestPeer } from './members.fixture.ts'
import { queueStates } from './outbox.ts'
import { formatSegmentList } from './segment-list.ts'

async function pair(): ReturnType<typeof peers> {
  return peers(['a', 'b'])
}

function announce(
  from: TestPeer,
  to: TestPeer,
  digest: string,
  segments: readonly Segment[],
): Promise<PeerResponse> {
  return askPeer(endpoint(to), from.tls, {
    method: 'PUT',
    path: `/federation/blobs/${digest}`,
    body: utf8(formatSegmentList(segments)),
  })
}

function put(
  from: TestPeer,
  to: TestPeer,
  digest: string,
  at: number | string,
  body: Readable | Uint8Array,
): Promise<PeerResponse> {
  return askPeer(endpoint(to), from.tls, {
    method: 'PUT',
    path: `/federation/blobs/${digest}/segments/${at}`,
    body,
  })
}

async function stateOf(from: TestPeer, to: TestPeer, digest: string): Promise<unknown> {
  const path = `/federation/blobs/${digest}`
  const { body } = await askPeer(endpoint(to), from.tls, { method: 'GET', path })
  return parseJson(body)
}

test('an upload that was cut off goes on where it stopped', async () => {
  await using net = await pair()
  const [a, b] = [net.members[0]!, net.members[1]!]
  const { digest, segments, data } = payload(4)
  await announce(a, b, digest, segments)
  const first = await put(a, b, digest, 0, data.subarray(0, 12_000))
  assert.deepEqual(parseJson(first.body), {
    segments: 4,
    present: 2,
    size: 20_000,
    complete: false,
  })
  assert.deepEqual(await stateOf(a, b, digest), parseJson(first.body))

  await a.blobs.announce(digest, segments)
  await a.blobs.putSegments(digest, 0, Readable.from([data]))
  await a.announce('b', delivery('a', 'b', net.pact, digest))
  await a.federation.sender.sendNow()
  assert.deepEqual(await queueStates(a.store), [])
  await b.blobs.verify(digest)
})

test('a segment that is not as announced is not kept, nor what follows it', async () => {
  await using net = await pair()
  const [a, b] = [net.members[0]!, net.members[1]!]
  const { digest, segments, data } = payload(3)
  await announce(a, b, digest, segments)
  const tampered = data.map((byte, at) => (at === 7000 ? byte ^ 1 : byte))
  assert.equal(codeOf(await put(a, b, digest, 0, tampered)), 'blobs/wrong-segment')
  assert.equal((await b.blobs.state(digest))?.present, 1)
})

test('a list that is not that of the payload is refused', async () => {
  await using net = await pair()
  const [a, b] = [net.members[0]!, net.members[1]!]
  const { digest, segments } = payload(3)
  const lies: readonly (readonly Segment[])[] = [
    segments.toReversed(),
    segments.slice(1),
    [...segments, ...segments],
    [],
  ]
  for (const lie of lies) {
    assert.equal(codeOf(await announce(a, b, digest, lie)), 'blobs/wrong-digest')
  }
  const path = `/federation/blobs/${digest}`
  for (const body of [
    '{}',
    '[{"hash":"x","bytes":1}]',
    `[{"hash":"${'='.repeat(43)}","bytes":1}]`,
  ]) {
    const response = await askPeer(endpoint(b), a.tls, { method: 'PUT', path, body: utf8(body) })
    assert.equal(codeOf(response), 'wire/malformed', body)
  }
})

test('sizes that lie show when the segment comes', async () => {
  await using net = await pair()
  const [a, b] = [net.members[0]!, net.members[1]!]
  const { digest, segments, data } = payload(2)
  const longer = segments.map((one) => ({ ...one, bytes: one.bytes + 1 }))
  assert.equal((await announce(a, b, digest, longer)).status, 200)
  assert.equal(codeOf(await put(a, b, digest, 0, data)), 'blobs/wrong-segment')
  assert.equal((await announce(a, b, digest, segments)).status, 200)
  assert.equal((await put(a, b, digest, 0, data)).status, 200)
})

test('segments come in order, without holes and without more', async () => {
  await using net = await pair()
  const [a, b] = [net.members[0]!, net.members[1]!]
  const { digest, segments, data } = payload(3)
  assert.equal(codeOf(await put(a, b, digest, 0, data)), 'blobs/unknown')
  await announce(a, b, digest, segments)
  assert.equal(codeOf(await put(a, b, digest, 1, data.subarray(5000))), 'blobs/not-next')
  for (const at of [-1, 0.5, 'x']) {
    assert.equal(codeOf(await put(a, b, digest, at, data)), 'wire/malformed', String(at))
  }
  const more = Buffer.concat([data, Buffer.from('more')])
  assert.equal(codeOf(await put(a, b, digest, 0, more)), 'blobs/too-long')
})

test('a body that never ends, or pauses too long, is left', async () => {
  await using net = await pair()
  const [a, b] = [net.members[0]!, net.members[1]!]
  const { digest, segments, data } = payload(3)
  await announce(a, b, digest, segments)

  async function* stalling(): AsyncGenerator<Uint8Array> {
    yield data.subarray(0, 6000)
    await pause(3000, undefined, { ref: false })
    yield data.subarray(6000)
  }
  await put(a, b, digest, 0, Readable.from(stalling())).then(
    (response) => assert.equal(codeOf(response), 'wire/too-slow'),
    (error: unknown) => assert.equal(codeOfError(error), 'federation/unreachable'),
  )
  assert.equal((await b.blobs.state(digest))?.present, 1, 'what had arrived stays')

  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) yield data
  }
  await put(a, b, digest, 1, Readable.from(endless())).then(
    (response) => assert.notEqual(response.status, 200),
    (error: unknown) => assert.equal(codeOfError(error), 'federation/unreachable'),
  )
  assert.ok(((await b.blobs.state(digest))?.present ?? 0) <= 3)
})

test('a message drop by drop, or larger than a message can be, is left', async () => {
  await using net = await pair()
  const [a, b] = [net.members[0]!, net.members[1]!]
  async function* drops(): AsyncGenerator<Uint8Array> {
    for (let count = 0; count < 40; count++) {
      yield utf8(' ')
      await pause(50, undefined, { ref: false })
    }
  }
  const { message } = a
  const signed = canonicalJson(await signStatement('entente-test', {}, message))
  const large = Buffer.concat([signed, Buffer.alloc(100_001, ' ')])
  const bodies: readonly (readonly [Readable | Uint8Array, string])[] = [
    [Readable.from(drops()), 'wire/too-slow'],
    [large, 'wire/too-large'],
  ]
  for (const [body, code] of bodies) {
    const path = '/federation/messages'
    await askPeer(endpoint(b), a.tls, { method: 'POST', path, body }).then(
      (response) => assert.equal(codeOf(response), code),
      (error: unknown) => assert.equal(codeOfError(error), 'federation/unreachable'),
    )
  }
})

test('a payload is of the peer that announced it: no other sees it or gets in its way', async () => {
  await using net = await peers(['a', 'b', 'c'])
  const [a, b, c] = [net.members[0]!, net.members[1]!, net.members[2]!]
  const { digest, segments, data } = payload(3)
  await announce(a, b, digest, segments)
  await put(a, b, digest, 0, data.subarray(0, 5000))
  assert.deepEqual(await stateOf(c, b, digest), {
    segments: 0,
    present: 0,
    size: 0,
    complete: false,
  })
  assert.equal(codeOf(await announce(c, b, digest, segments)), 'blobs/busy')
  assert.equal(codeOf(await put(c, b, digest, 1, data.subarray(5000))), 'blobs/unknown')
  assert.equal((await put(a, b, digest, 1, data.subarray(5000))).status, 200)
})

test('a peer that begins payloads without end loses the oldest of its own', async () => {
  await using net = await pair()
  const [a, b] = [net.members[0]!, net.members[1]!]
  const many = Array.from({ length: 17 }, (_, at) => payload(2, at + 1))
  for (const { digest, segments } of many) {
    assert.equal((await announce(a, b, digest, segments)).status, 200)
  }
  assert.equal(await b.blobs.state(many[0]!.digest), undefined)
  assert.equal((await b.blobs.state(many[1]!.digest))?.segments, 2)
})

test('a delivery is taken only when its payload is whole', async () => {
  await using net = await pair()
  const [a, b] = [net.members[0]!, net.members[1]!]
  const { digest } = payload(2)
  await a.announce('b', delivery('a', 'b', net.pact, digest))
  await a.federation.sender.sendNow()
  assert.equal((await queueStates(a.store))[0]?.lastError, 'federation/failed', 'it is not at a')
  const { signed } = await a.store.db
    .selectFrom('outbox')
    .select('signed')
    .executeTakeFirstOrThrow()
  const path = '/federation/messages'
  const posted = await askPeer(endpoint(b), a.tls, { method: 'POST', path, body: utf8(signed!) })
  assert.equal(codeOf(posted), 'wire/payload-missing')
  assert.deepEqual(await b.store.db.selectFrom('inbox').selectAll().execute(), [])
})

function codeOfError(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : error
}
