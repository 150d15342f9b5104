/** What is seen of the connections to peers. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { FederationError } from './errors.ts'
import { watchLinks } from './links.ts'
import { peers } from './members.fixture.ts'

test('a peer that answers, cosigns and asks is seen, and so is since when it does not', async () => {
  await using net = await peers(['a', 'b'])
  const [a, b] = [net.members[0]!, net.members[1]!]
  assert.equal(a.federation.links.stateOf('b').answeredAt, null)
  const first = net.now().toISOString()
  await a.federation.witnessRound()
  const up = a.federation.links.stateOf('b')
  assert.ok(up.cosignedAt !== null && up.cosignedAt >= first)
  assert.ok(up.answeredAt !== null && up.answeredAt >= first)
  assert.ok((b.federation.links.stateOf('a').heardAt ?? '') >= first)
  assert.equal(a.federation.links.stateOf('b').heardAt, null)

  await b.listener.close(0)
  net.advance(60_000)
  const [since, soon] = [net.now().toISOString(), net.now().getTime() + 300_000]
  for (const _ of [1, 2]) {
    await a.announce('b', { kind: 'receipt-proof', release: '0'.repeat(32), disclosure: 'x' })
    await a.federation.sender.sendNow()
    net.advance(400_000)
  }
  const down = a.federation.links.stateOf('b')
  assert.ok(down.failingSince !== null && down.failingSince >= since)
  assert.ok(Date.parse(down.failingSince) < soon, 'the first failure counts, not the last')
  assert.equal(down.code, 'federation/unreachable')
  assert.equal(down.answeredAt, up.answeredAt)
  const counted = [...(a.federation.links.minutes().get('b') ?? [])]
  assert.ok(counted.some(({ failed }) => failed > 0) && counted.some(({ failed }) => failed === 0))
})

test('how far a clock is from ours is taken from a quick answer alone', async () => {
  let time = Date.parse('2026-11-25T00:00:00.000Z')
  let [says, takes] = ['Wed, 25 Nov 2026 00:02:00 GMT', 1000]
  const links = watchLinks(() => new Date(time))
  const ask = links.watched(() => {
    time += takes
    return Promise.resolve({ status: 200, headers: { date: says }, body: new Uint8Array() })
  })
  const request = { method: 'GET', path: '/' } as const
  await ask('b', request)
  assert.equal(links.stateOf('b').clockAhead, 120)
  ;[says, takes] = ['Wed, 25 Nov 2026 01:00:00 GMT', 6000]
  await ask('b', request)
  assert.equal(links.stateOf('b').clockAhead, 120)
  ;[says, takes] = ['half past', 1000]
  await ask('b', request)
  assert.equal(links.stateOf('b').clockAhead, 120)
})

test('what a peer does not answer with is thrown on as it was', async () => {
  const links = watchLinks(() => new Date())
  const fault = new FederationError('federation/too-large', 'too much')
  const ask = links.watched(() => Promise.reject(fault))
  await assert.rejects(ask('b', { method: 'GET', path: '/' }), fault)
  assert.equal(links.stateOf('b').code, 'federation/too-large')
})
