/** Members cosign each other's ledgers, and read them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  importNoteSigner,
  type NoteSigner,
  openCheckpoint,
  signCheckpoint,
  toTreeHash,
  verifyCosignatures,
} from '@entente/core/ledger'
import { fromUtf8, utf8 } from '@entente/core/lib'

import { openLedger, ServerLedgerError } from '../ledger/index.ts'

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

for (const [what, size, code] of [
  ['more of our ledger than there is', 1000, 'ledger/restored-backup'],
  ['another history of our ledger', 2, 'ledger/rewritten'],
] as const) {
  test(`a witness that holds ${what} ends our signing, at later starts too`, async () => {
    await using net = await peers(['a', 'b'])
    const [a, b] = [net.members[0]!, net.members[1]!]
    await witnessed(b, a.ledger.key.name, size, a.ledgerSigner)
    const refused = (error: unknown) => error instanceof ServerLedgerError && error.code === code
    await assert.rejects(a.federation.witnessRound(), refused)
    assert.ok(refused(a.fatal[0]))
    await assert.rejects(
      a.ledger.record(() => Promise.resolve()),
      refused,
    )
    const { store, ledgerSigner: signer, markFile } = a
    const again = { store, signer, markFile, clock: net.now, random: () => new Uint8Array(32) }
    await assert.rejects(openLedger({ ...again, onFatal: () => undefined }), refused)
  })
}

test('a witness that only says so stops nobody: it takes our own signature', async () => {
  await using net = await peers(['a', 'b'])
  const [a, b] = [net.members[0]!, net.members[1]!]
  const { name } = a.ledger.key
  await witnessed(b, name, 1000, await importNoteSigner('note-ed25519', name, new Uint8Array(32)))
  assert.deepEqual(await a.federation.witnessRound(), new Map([['b', 'ledger/not-signed']]))
  assert.deepEqual(a.fatal, [])
  await a.ledger.record(() => Promise.resolve())
})

test('a witness shows what it holds to the member whose ledger it is', async () => {
  await using net = await peers(['a', 'b', 'c'])
  const [a, b, c] = [net.members[0]!, net.members[1]!, net.members[2]!]
  await a.federation.witnessRound()
  const path = `/witness/checkpoint?origin=${encodeURIComponent(a.ledger.key.name)}`
  const shown = await ask(a, b, path)
  assert.equal(shown.status, 200)
  await openCheckpoint(fromUtf8(shown.body), a.ledger.key)
  assert.equal((await ask(c, b, path)).status, 404)
  assert.equal((await ask(a, b, '/witness/checkpoint')).status, 404)
})

/** Lets `peer` have cosigned a checkpoint that was signed by `signer`. */
async function witnessed(
  { store }: TestPeer,
  origin: string,
  size: number,
  signer: NoteSigner,
): Promise<void> {
  const root = toTreeHash(new Uint8Array(32).fill(7))
  const checkpoint = await signCheckpoint({ origin, size, root }, signer)
  await store.db.insertInto('witnessed').values({ origin, size, root, checkpoint }).execute()
}
