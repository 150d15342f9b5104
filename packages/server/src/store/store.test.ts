import assert from 'node:assert/strict'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'

import { sql } from 'kysely'

import { storeContract } from './contract.ts'
import { openStore, readStore, StoreError } from './index.ts'

async function temporary(): Promise<{ file: string } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'entente-store-'))
  return {
    file: join(folder, 'member.sqlite'),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}

storeContract('node:sqlite', async () => {
  const place = await temporary()
  return {
    open: () => openStore(place.file),
    [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
  }
})

test('the file of a store is durable at each commit and private to its owner', async () => {
  await using place = await temporary()
  const store = await openStore(place.file)
  const pragma = async (name: string) =>
    Object.values((await sql<object>`pragma ${sql.raw(name)}`.execute(store.db)).rows[0]!)[0]
  assert.equal(await pragma('journal_mode'), 'wal')
  assert.equal(await pragma('synchronous'), 2)
  assert.equal(await pragma('foreign_keys'), 1)
  assert.equal(await pragma('secure_delete'), 1)
  assert.equal((await stat(place.file)).mode & 0o777, 0o600)
  await store.close()
})

test('every table is strict', async () => {
  await using place = await temporary()
  const store = await openStore(place.file)
  const { rows } = await sql<{ name: string; strict: number }>`
    select name, strict from pragma_table_list
    where schema = 'main' and name not like 'sqlite%' and name not like 'kysely%'`.execute(store.db)
  assert.ok(rows.length >= 20)
  assert.deepEqual(
    rows.filter(({ strict }) => strict === 0),
    [],
  )
  await store.close()
})

test('a transaction takes the write lock when it begins', async () => {
  await using place = await temporary()
  const store = await openStore(place.file)
  const tx = await store.db.startTransaction().execute()
  const other = new DatabaseSync(place.file, { timeout: 0 })
  assert.throws(() => other.exec('begin immediate'), /locked/)
  await tx.rollback().execute()
  other.close()
  await store.close()
})

test('refuses a store that a newer version has written', async () => {
  await using place = await temporary()
  const store = await openStore(place.file)
  await sql`insert into kysely_migration (name, timestamp) values ('9999-later', '')`.execute(
    store.db,
  )
  await store.close()
  await assert.rejects(
    openStore(place.file),
    (error) => error instanceof StoreError && error.code === 'store/cannot-migrate',
  )
})

test('refuses a file that is no database', async () => {
  await using place = await temporary()
  await assert.rejects(
    openStore(join(place.file, 'missing', 'member.sqlite')),
    (error) => error instanceof StoreError && error.code === 'store/cannot-open',
  )
})

test('a store is read beside its writer, and never written', async () => {
  await using place = await temporary()
  const code = (expected: string) => (error: unknown) =>
    error instanceof StoreError && error.code === expected
  await assert.rejects(readStore(place.file), code('store/cannot-open'))
  const store = await openStore(place.file)
  const reader = await readStore(place.file)
  const write = (db: typeof store.db) =>
    db.insertInto('settings').values({ name: 'a', value: '1' }).execute()
  await assert.rejects(write(reader.db), /readonly/)
  await write(store.db)
  assert.equal((await reader.db.selectFrom('settings').selectAll().execute()).length, 1)
  await reader.close()
  await sql`insert into kysely_migration values ('9999-later', '')`.execute(store.db)
  await assert.rejects(readStore(place.file), code('store/cannot-migrate'))
  await store.close()
})
