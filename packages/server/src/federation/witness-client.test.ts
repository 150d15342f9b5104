/** Members cosign each other's ledgers, and read them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { openCheckpoint, verifyCosignatures } from '@entente/core/ledger'
import { fromUtf8, utf8 } from '@entente/core/lib'

import { askOver } from './carrier.ts'
import { askPeer, type PeerResponse } from './client.ts'
import { codeOf, endpoint, peers, type TestPeer } from './members.fixture.ts'
import { witnessKeysOf } from './peers.ts'
import { witnessClient } from './witness-client.ts'

function ask(from: TestPeer, to: TestPeer, path: string): Promise<PeerResponse> {
  return askPeer(endpoint(to), from.tls, { method: 'GET', path })
}

test('every peer cosigns the newest checkpoint, and one more when there is news', async () => {
  await using net = await peers(['a', 'b', 'c'])
  const [a, b, c] = [net.members[0]!, net.members[1]!, net.members[2]!]
  assert.deepEqual(
    await a.federation.witnessRound(),
    new Map([
      ['b', 'cosigned'],
      ['c', 'cosigned'],
    ]),
  )
  const { note } = await openCheckpoint(a.ledger.cosigned()!.signed, a.ledger.key)
  const witnesses = [b, c].flatMap(({ self }) =>
    witnessKeysOf(a.standing.current(), self, net.now()),
  )
  assert.equal((await verifyCosignatures(note, witnesses)).length, 2)

  assert.deepEqual(await a.federation.witnessRound(), new Map(), 'nothing new')
  await a.ledger.record(async (_tx, append) => {
    append({ kind: 'backup-made', at: net.now().toISOString(), size: 1 })
  })
  assert.equal((await a.federation.witnessRound()).get('b'), 'cosigned')
  assert.equal(a.ledger.cosigned()?.size, a.ledger.checkpoint().size)
})

test('two members do not witness each other’s witnessing for ever', async () => {
  await using net = await peers(['a', 'b'])
  const [a, b] = [net.members[0]!, net.members[1]!]
  await a.federation.witnessRound()
  await b.federation.witnessRound()
  await a.federation.witnessRound()
  assert.deepEqual(await b.federation.witnessRound(), new Map())
  assert.deepEqual(await a.federation.witnessRound(), new Map())
})

test('a peer that is down is asked again, and keeps no other from cosigning', async () => {
  await using net = await peers(['a', 'b', 'c'])
  const [a, b] = [net.members[0]!, net.members[1]!]
  await b.listener.close(0)
  const first = await a.federation.witnessRound()
  assert.deepEqual([first.get('b'), first.get('c')], ['federation/unreachable', 'cosigned'])
  const second = await a.federation.witnessRound()
  assert.deepEqual([...second], [['b', 'federation/unreachable']])
})

test('after a start it learns from the witness where that stands', async () => {
  await using net = await peers(['a', 'b'])
  const a = net.members[0]!
  await a.federation.witnessRound()
  await a.ledger.record(async (_tx, append) => {
    append({ kind: 'backup-made', at: net.now().toISOString(), size: 1 })
  })
  const { ledger, standing, tls } = a
  const over = askOver({ standing, tls: () => tls, now: net.now })
  const round = witnessClient({ ledger, standing, ask: over, now: net.now })
  assert.deepEqual(await round(), new Map([['b', 'cosigned']]))
  assert.equal(ledger.cosigned()?.size, ledger.checkpoint().size)
})

test('a witness follows the ledger of the peer on the connection, and no other', async () => {
  await using net = await peers(['a', 'b', 'c'])
  const [a, b, c] = [net.members[0]!, net.members[1]!, net.members[2]!]
  const { body } = await a.ledger.witnessRequest(0)
  const path = '/witness/add-checkpoint'
  const relayed = await askPeer(endpoint(b), c.tls, { method: 'POST', path, body: utf8(body) })
  assert.equal(relayed.status, 404)
  const malformed = await askPeer(endpoint(b), a.tls, {
    method: 'POST',
    path,
    body: utf8('no request'),
  })
  assert.equal(malformed.status, 400)
})

test('a peer reads our checkpoint and tiles, and nothing beside them', async () => {
  await using net = await peers(['a', 'b'])
  const [a, b] = [net.members[0]!, net.members[1]!]
  const checkpoint = await ask(a, b, '/ledger/checkpoint')
  const { checkpoint: said } = await openCheckpoint(fromUtf8(checkpoint.body), b.ledger.key)
  assert.equal(said.size, b.ledger.checkpoint().size)
  const tile = await ask(a, b, `/ledger/tile/0/000.p/${said.size}`)
  assert.equal(tile.body.length, said.size * 32)
  for (const path of [
    '/ledger/tile/0/001',
    '/ledger/../federation',
    '/ledger/',
    '/federation/heads',
    '/',
    '/healthz',
  ]) {
    const response = await ask(a, b, path)
    assert.equal(response.status, 404, path)
    assert.equal(codeOf(response), 'federation/not-found', path)
  }
})
