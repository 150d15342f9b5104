/** A peer that is heard again after it could not be reached. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { delivery, payload, peers } from './members.fixture.ts'
import { queueStates } from './outbox.ts'

test('a peer that could not be reached and is heard again gets what waits at once', async () => {
  await using net = await peers(['a', 'b'])
  const [a, b] = [net.members[0]!, net.members[1]!]
  const certificates = b.federation.certificates()
  b.listener.trust([])
  await a.announce('b', { kind: 'receipt-proof', release: '0'.repeat(32), disclosure: 'x' })
  await a.federation.sender.sendNow()
  assert.equal((await queueStates(a.store))[0]?.lastError, 'federation/unreachable')
  b.listener.trust(certificates)
  await a.federation.sender.sendNow()
  assert.equal((await queueStates(a.store))[0]?.attempts, 1, 'nobody has been heard')
  await b.federation.witnessRound()
  await a.federation.sender.sendNow()
  assert.deepEqual(await queueStates(a.store), [])
})

test('a peer that fails is not asked the same again in haste, however often it is heard', async () => {
  await using net = await peers(['a', 'b'])
  const [a, b] = [net.members[0]!, net.members[1]!]
  const { digest } = payload(0)
  await a.blobs.announce(digest, [])
  await a.announce('b', delivery('a', 'b', net.pact, digest, 'a failure of our own'))
  await a.federation.sender.sendNow()
  await b.federation.witnessRound()
  await a.federation.sender.sendNow()
  assert.equal((await queueStates(a.store))[0]?.attempts, 1)
})

test('how long a peer was away does not make it wait once it answers, if only with a failure', async () => {
  await using net = await peers(['a', 'b'])
  const [a, b] = [net.members[0]!, net.members[1]!]
  const { digest } = payload(0)
  await a.blobs.announce(digest, [])
  const trusted = b.federation.certificates()
  b.listener.trust([])
  await a.announce('b', delivery('a', 'b', net.pact, digest, 'a failure of our own'))
  for (let tries = 0; tries < 6; tries++) {
    await a.federation.sender.sendNow()
    net.advance(600_000)
  }
  assert.equal((await queueStates(a.store))[0]?.attempts, 6)
  b.listener.trust(trusted)
  await a.federation.sender.sendNow()
  const [queue] = await queueStates(a.store)
  assert.deepEqual([queue?.attempts, queue?.lastError], [1, 'federation/failed'])
  net.advance(2000)
  await a.federation.sender.sendNow()
  assert.equal((await queueStates(a.store))[0]?.attempts, 2, 'and it is asked again soon')
})
