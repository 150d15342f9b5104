/** The ledger as its operator reads it, beside the server. */
import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

import {
  formatTilePath,
  openCheckpoint,
  parseTlogProof,
  toTreeHash,
  verifyDisclosure,
  verifyLog,
  verifyTlogProof,
} from '@entente/core/ledger'
import { sql } from 'kysely'

import { readStore } from '../store/index.ts'

import { type LedgerReader, type Mark, readHead, readLedger } from './index.ts'
import { event, type Member, member, type Opened } from './member.fixture.ts'

test('it is read while it grows: everything below the head that was read verifies', async () => {
  await using here = await member()
  const opened = await here.open()
  await grow(opened, 300)
  await reading(here, opened, async (reader) => {
    const writing = Promise.all(Array.from({ length: 20 }, () => grow(opened, 30)))
    assert.deepEqual(await reader.verify(undefined), { entries: 300, erased: 0 })
    const trust = { ledger: reader.key, witnesses: [], quorum: 0 }
    const { event: said, index } = await verifyDisclosure(await reader.disclose(299), trust)
    assert.deepEqual([said, index], [event(299), 299])
    const proof = parseTlogProof(await reader.prove(0))
    const [{ leaf }] = await opened.store.db
      .selectFrom('ledger_entries')
      .select('leaf')
      .where('idx', '=', 0)
      .execute()
      .then((rows) => [rows[0]!] as const)
    assert.equal((await verifyTlogProof(proof, leaf, trust)).index, 0)
    await assert.rejects(reader.prove(300), { code: 'ledger/not-included' })
    await writing
  })
})

test('what is exported verifies by itself, and says how far it has come', async () => {
  await using here = await member()
  const opened = await here.open()
  await grow(opened, 300)
  const folder = await mkdtemp(join(tmpdir(), 'entente-export-'))
  try {
    await reading(here, opened, async (reader) => {
      const steps: (readonly number[])[] = []
      const { size } = await reader.exportStatic(folder, (...step) => void steps.push(step))
      assert.deepEqual(steps.at(-1), [5, 5])
      const signed = await readFile(join(folder, 'checkpoint'), 'utf8')
      const { checkpoint } = await openCheckpoint(signed, reader.key)
      assert.equal(checkpoint.size, size)
      await verifyLog(checkpoint, (name) => readFile(join(folder, formatTilePath(name))))
    })
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('a changed event, a changed leaf and another mark are found', async () => {
  await using here = await member()
  const opened = await here.open()
  await grow(opened, 10)
  const { origin } = (await readHead(opened.store.db))!
  const refused = async (code: string, mark?: Mark): Promise<void> =>
    reading(here, opened, (reader) => assert.rejects(reader.verify(mark), { code }))
  const root = toTreeHash(new Uint8Array(32))
  await refused('ledger/restored-backup', { origin, size: 11, root })
  await refused('ledger/rewritten', { origin, size: 5, root })
  await refused('ledger/other-mark', { origin: 'nzl.example', size: 5, root })

  const { db } = opened.store
  const set = (change: string): Promise<unknown> =>
    sql`update ledger_entries set ${sql.raw(change)} where idx = 3`.execute(db)
  await set('salt = null, event = null')
  await reading(here, opened, async (reader) => {
    assert.deepEqual(await reader.verify(undefined), { entries: 10, erased: 1 })
    await assert.rejects(reader.disclose(3), { code: 'ledger/erased' })
  })
  await set('leaf = zeroblob(32)')
  await refused('ledger/corrupt')
})

async function grow({ ledger }: Opened, count: number): Promise<void> {
  await ledger.record(async (_tx, append) => {
    for (let at = 0; at < count; at++) append(event(at))
  })
}

async function reading(
  { file }: Member,
  { ledger }: Opened,
  look: (reader: LedgerReader) => Promise<void>,
): Promise<void> {
  const store = await readStore(file)
  try {
    const head = await readHead(store.db)
    assert.ok(head)
    await look(readLedger(store.db, head, ledger.key))
  } finally {
    await store.close()
  }
}
