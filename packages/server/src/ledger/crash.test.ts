import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { parseTlogProof, verifyTlogProof } from '@entente/core/ledger'
import { fromHex } from '@entente/core/lib'
import { sql } from 'kysely'

import { files } from '../files/index.ts'

import type { Durable } from './durable.ts'
import { readHead, readMark, ServerLedgerError } from './index.ts'
import { event, member } from './member.fixture.ts'

/** A write that breaks once: nothing of it is kept, or all of it is and it is reported failed. */
type Break = 'lost' | 'kept'

const broken = {
  commit: {
    lost: (durable: Durable): Durable => ({
      ...durable,
      async commit(tx) {
        await tx.rollback().execute()
        throw new Error('commit')
      },
    }),
    kept: (durable: Durable): Durable => ({
      ...durable,
      async commit(tx) {
        await durable.commit(tx)
        throw new Error('commit')
      },
    }),
  },
  mark: {
    lost: (durable: Durable): Durable => ({
      ...durable,
      mark: () => Promise.reject(new Error('mark')),
    }),
    kept: (durable: Durable): Durable => ({
      ...durable,
      async mark(mark) {
        await durable.mark(mark)
        throw new Error('mark')
      },
    }),
  },
  publish: {
    lost: (durable: Durable): Durable => ({
      ...durable,
      publish: () => Promise.reject(new Error('publish')),
    }),
    kept: (durable: Durable): Durable => ({
      ...durable,
      async publish(head) {
        await durable.publish(head)
        throw new Error('publish')
      },
    }),
  },
} satisfies Record<keyof Durable, Record<Break, (durable: Durable) => Durable>>

/**
 * What is on the disk after the failure: the works of the failed batch or not, and the sizes of the mark
 * and of the signed head, of which the mark is never the smaller.
 */
const table: readonly [
  write: keyof Durable,
  what: Break,
  found: { readonly progress: boolean; readonly mark: number; readonly signed: number },
][] = [
  ['commit', 'lost', { progress: false, mark: 1, signed: 1 }],
  ['commit', 'kept', { progress: true, mark: 1, signed: 1 }],
  ['mark', 'lost', { progress: true, mark: 1, signed: 1 }],
  ['mark', 'kept', { progress: true, mark: 2, signed: 1 }],
  ['publish', 'lost', { progress: true, mark: 2, signed: 1 }],
  ['publish', 'kept', { progress: true, mark: 2, signed: 2 }],
]

void describe('when a write of the sequencer fails', () => {
  for (const [write, what, { progress, mark, signed }] of table) {
    void test(`${write} ${what}: stops, and the next start finds ${progress ? 'the batch' : 'what was before'}`, async () => {
      await using here = await member()
      const sound = await here.open()
      const { entries } = await sound.ledger.record(async (tx, append) => {
        await tx.insertInto('settings').values({ name: 'before', value: '' }).execute()
        return append(event(1))
      })
      await here.close()

      const opened = await here.open((durable) => broken[write][what](durable))
      const stopped = (error: unknown): boolean =>
        error instanceof ServerLedgerError && error.code === 'ledger/stopped'
      const failing = opened.ledger.record(async (tx, append) => {
        await tx.insertInto('settings').values({ name: 'failing', value: '' }).execute()
        return append(event(2))
      })
      const waiting = opened.ledger.record(async (_tx, append) => append(event(3)))
      await assert.rejects(failing, stopped)
      await assert.rejects(waiting, stopped)
      assert.deepEqual(
        opened.fatal().map((error) => (error instanceof Error ? error.message : '')),
        [write],
      )
      await assert.rejects(
        opened.ledger.record(async () => 1),
        stopped,
      )
      assert.equal(opened.ledger.checkpoint().size, 1)
      assert.equal((await readMark(files, here.markFile))?.size, mark)
      assert.equal((await readHead(opened.store.db))?.signed?.size, signed)

      const { ledger, store } = await here.reopen()
      const rows = await store.db.selectFrom('settings').select('name').orderBy('name').execute()
      const size = progress ? 2 : 1
      assert.deepEqual(
        rows.map(({ name }) => name),
        ['before', 'failing'].slice(0, size),
      )
      assert.equal(ledger.checkpoint().size, size)
      await ledger.verify()

      // What was acknowledged before is where it was, and the ledger goes on.
      const trust = { ledger: ledger.key, witnesses: [], quorum: 0 }
      const proof = parseTlogProof(await ledger.prove(0))
      await verifyTlogProof(proof, fromHex(entries[0]!.leaf), trust)
      const next = await ledger.record(async (_tx, append) => append(event(4)))
      assert.equal(next.result.index, size)
      await ledger.verify()
    })
  }

  for (const [write, what] of table.filter(([step]) => step !== 'commit')) {
    void test(`${write} ${what} during a start: refuses to start, and the next start is sound`, async () => {
      await using here = await member()
      const first = await here.open((durable) => ({
        ...durable,
        mark: (mark) => (mark.size === 1 ? Promise.reject(new Error('cut')) : durable.mark(mark)),
      }))
      await assert.rejects(first.ledger.record(async (_tx, append) => append(event(1))))
      await here.close()
      await assert.rejects(
        here.open((durable) => broken[write][what](durable)),
        { message: write },
      )
      const { ledger } = await here.open()
      assert.equal(ledger.checkpoint().size, 1)
      await ledger.verify()
    })
  }
})

test('a refusal that rests on an uncommitted write is not given', async () => {
  await using here = await member()
  let commits = 0
  const { ledger } = await here.open((durable) => ({
    ...durable,
    commit: (tx) =>
      (commits += 1) === 1 ? durable.commit(tx) : broken.commit.lost(durable).commit(tx),
  }))
  const first = ledger.record(async (_tx, append) => append(event(1)))
  const writes = ledger.record(async (tx) => {
    await tx.insertInto('settings').values({ name: 'taken', value: '' }).execute()
  })
  const refused = ledger.record(async (tx) => {
    const taken = await tx.selectFrom('settings').select('name').executeTakeFirst()
    if (taken) throw new RangeError('taken')
  })
  await first
  for (const one of [writes, refused]) {
    await assert.rejects(one, { code: 'ledger/stopped' })
  }
})

test('a work that breaks the transaction itself stops the ledger', async () => {
  await using here = await member()
  const { ledger, fatal } = await here.open()
  await assert.rejects(
    ledger.record(async (tx) => {
      await sql`rollback`.execute(tx)
    }),
    (error) => error instanceof ServerLedgerError && error.code === 'ledger/stopped',
  )
  assert.equal(fatal().length, 1)
})
