import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  emptyRoot,
  importNoteSigner,
  leafHash,
  openCheckpoint,
  parseSignatures,
  signCheckpoint,
  verifyCosignatures,
} from '@entente/core/ledger'

import { event, member, type Opened } from './member.fixture.ts'

const signer = await importNoteSigner('cosignature-ed25519', 'nzl.example/w', new Uint8Array(32))

async function grow({ ledger }: Opened, count: number): Promise<void> {
  await ledger.record(async (_tx, append) => {
    for (let at = 0; at < count; at++) append(event(at))
  })
}

/** Japan's ledger and New Zealand's, which witnesses it. */
async function pair() {
  const jpn = await member('jpn.example')
  const nzl = await member('nzl.example')
  const [log, witness] = [await jpn.open(), await nzl.open()]
  const trust = { ledgers: [{ member: 'jpn', key: log.ledger.key }], signer }
  return {
    log,
    witness,
    nzl,
    ask: (body: string) => witness.ledger.witness.addCheckpoint(body, trust),
    async [Symbol.asyncDispose]() {
      await jpn[Symbol.asyncDispose]()
      await nzl[Symbol.asyncDispose]()
    },
  }
}

test('cosigns what continues, remembers it across a restart, and says so in its own ledger', async () => {
  await using here = await pair()
  await grow(here.log, 3)
  const first = await here.log.ledger.witnessRequest(0)
  const answer = await here.ask(first.body)
  assert.equal(answer.status, 200)
  const { note } = await openCheckpoint(first.signed, here.log.ledger.key)
  const cosigned = { ...note, signatures: parseSignatures(answer.body) }
  assert.deepEqual(await verifyCosignatures(cosigned, [signer.key]), [
    { name: 'nzl.example/w', at: 1_795_568_523 },
  ])
  await here.log.ledger.addCosignature({
    signed: first.signed,
    lines: answer.body,
    witnesses: [signer.key],
  })

  await grow(here.log, 300)
  const { ledger } = await here.nzl.reopen()
  const again = await ledger.witness.addCheckpoint((await here.log.ledger.witnessRequest(3)).body, {
    ledgers: [{ member: 'jpn', key: here.log.ledger.key }],
    signer,
  })
  assert.equal(again.status, 200)
  assert.deepEqual((await ledger.disclose(1)).event, {
    kind: 'witness-cosigned',
    at: event(0).at,
    origin: 'jpn.example',
    size: 303,
  })
})

test('what is cosigned is durable before it is cosigned', async () => {
  await using jpn = await member('jpn.example')
  await using nzl = await member('nzl.example')
  const log = await jpn.open()
  await grow(log, 3)
  const witness = await nzl.open((durable) => ({
    ...durable,
    async commit(tx) {
      await tx.rollback().execute()
      throw new Error('disk full')
    },
  }))
  const { body } = await log.ledger.witnessRequest(0)
  const trust = { ledgers: [{ member: 'jpn', key: log.ledger.key }], signer }
  await assert.rejects(witness.ledger.witness.addCheckpoint(body, trust))
})

test('the same checkpoint again is cosigned again, and is no event', async () => {
  await using here = await pair()
  await grow(here.log, 3)
  await here.ask((await here.log.ledger.witnessRequest(0)).body)
  const { status } = await here.ask((await here.log.ledger.witnessRequest(3)).body)
  assert.equal(status, 200)
  assert.equal(here.witness.ledger.checkpoint().size, 1)
})

test('answers 409 with the size it knows, to the past and to the forgetful', async () => {
  await using here = await pair()
  await grow(here.log, 3)
  const old = await here.log.ledger.witnessRequest(0)
  await here.ask(old.body)
  await grow(here.log, 3)
  for (const body of [old.body, (await here.log.ledger.witnessRequest(2)).body]) {
    const { status, type, body: known } = await here.ask(body)
    assert.deepEqual([status, type, known], [409, 'text/x.tlog.size', '3\n'])
  }
})

test('two requests at once from one size: one is cosigned, the other has to ask again', async () => {
  await using here = await pair()
  await grow(here.log, 3)
  const a = await here.log.ledger.witnessRequest(0)
  await grow(here.log, 3)
  const b = await here.log.ledger.witnessRequest(0)
  const statuses = (await Promise.all([here.ask(a.body), here.ask(b.body)])).map(
    ({ status }) => status,
  )
  assert.deepEqual(
    statuses.toSorted((one, other) => one - other),
    [200, 409],
  )
})

const refusals: readonly [
  why: string,
  status: number,
  change: (body: string, signed: string) => string | Promise<string>,
][] = [
  ['no request at all', 400, () => ''],
  ['an old size beyond the checkpoint', 400, (body) => body.replace(/^old 3/, 'old 7')],
  ['a checkpoint whose signature was changed', 403, (body) => body.replace('\n6\n', '\n5\n')],
  [
    'a ledger that it does not follow',
    404,
    async () => {
      const other = await importNoteSigner('note-ed25519', 'aus.example', new Uint8Array(32))
      const empty = { origin: 'aus.example', size: 0, root: emptyRoot }
      return `old 0\n\n${await signCheckpoint(empty, other)}`
    },
  ],
  ['a proof that is missing', 422, (_body, signed) => `old 3\n\n${signed}`],
]

for (const [why, status, change] of refusals) {
  test(`answers ${status} to ${why}`, async () => {
    await using here = await pair()
    await grow(here.log, 3)
    await here.ask((await here.log.ledger.witnessRequest(0)).body)
    await grow(here.log, 3)
    const { body, signed } = await here.log.ledger.witnessRequest(3)
    const answer = await here.ask(await change(body, signed))
    assert.equal(answer.status, status)
    assert.equal(here.witness.ledger.checkpoint().size, 1)
  })
}

test('keeps a checkpoint that contradicts the last one as evidence, a few times at most', async () => {
  await using here = await pair()
  await grow(here.log, 3)
  await here.ask((await here.log.ledger.witnessRequest(0)).body)
  const key = await importNoteSigner('note-ed25519', 'jpn.example', new Uint8Array(32).fill(11))
  const { checkpoint } = await openCheckpoint(here.log.ledger.checkpoint().signed, key.key)
  const evidence = () => here.witness.store.db.selectFrom('conflicts').selectAll().execute()
  for (let at = 0; at < 20; at++) {
    const root = leafHash(Uint8Array.of(at))
    const forked = await signCheckpoint({ ...checkpoint, root }, key)
    assert.equal((await here.ask(`old 3\n\n${forked}`)).status, 422)
  }
  const kept = await evidence()
  assert.equal(kept.length, 16)
  assert.equal(kept[0]?.peer, 'jpn')
  const both: { seen: string; contradicting: string } = JSON.parse(kept[0]?.body ?? '')
  const [seen, other] = [
    await openCheckpoint(both.seen, key.key),
    await openCheckpoint(both.contradicting, key.key),
  ]
  assert.equal(seen.checkpoint.size, other.checkpoint.size)
  assert.notDeepEqual(seen.checkpoint.root, other.checkpoint.root)
})

test('a missing proof is no evidence', async () => {
  await using here = await pair()
  await grow(here.log, 3)
  await here.ask((await here.log.ledger.witnessRequest(0)).body)
  await grow(here.log, 3)
  await here.ask(`old 3\n\n${here.log.ledger.checkpoint().signed}`)
  assert.deepEqual(await here.witness.store.db.selectFrom('conflicts').selectAll().execute(), [])
})
