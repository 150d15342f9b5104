/**
 * A member's store: rows in one SQLite file.
 *
 * @module
 */
import { Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'

import { sqliteDialect } from './dialect.ts'
import { StoreError } from './errors.ts'
import { migrations, type Spelling, sqliteSpelling } from './migrations/index.ts'
import type { Database } from './schema.ts'
import { openSqlite, openSqliteToRead } from './sqlite.ts'

/**
 * The rows of a member. Only the ledger's sequencer changes them, see `ledger.record`; anybody reads.
 *
 * There is one connection and transactions wait for each other, so inside of one use its `tx` alone:
 * a query on `db` would wait for ever.
 */
export interface Store {
  readonly db: Kysely<Database>
  close(): Promise<void>
}

/**
 * Opens the store in `file`, creates it where there is none, and brings it to this version's form.
 *
 * @throws {StoreError} `store/cannot-open`, `store/cannot-migrate`
 */
export async function openStore(file: string): Promise<Store> {
  const sqlite = openSqlite(file)
  const db = new Kysely<Database>({ dialect: sqliteDialect(sqlite) })
  try {
    await migrate(db, sqliteSpelling)
  } catch (error) {
    sqlite.close()
    throw error
  }
  return { db, close: () => db.destroy() }
}

/**
 * Opens the store in `file` to read it, also while a server writes to it: each query sees whole commits.
 *
 * @throws {StoreError} `store/cannot-open`; `store/cannot-migrate` if another version wrote it
 */
export async function readStore(file: string): Promise<Store> {
  const db = new Kysely<Database>({ dialect: sqliteDialect(openSqliteToRead(file)) })
  try {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`
      .execute(db)
      .catch((cause: unknown) => {
        throw new StoreError('store/cannot-open', `\`${file}\` holds no store`, { cause })
      })
    const known = Object.keys(migrations(sqliteSpelling)).toSorted()
    if (rows.length !== known.length || rows.some(({ name }, at) => name !== known[at])) {
      throw new StoreError('store/cannot-migrate', 'another version has written the store')
    }
  } catch (error) {
    await db.destroy()
    throw error
  }
  return { db, close: () => db.destroy() }
}

/**
 * Runs the migrations that have not run yet, each with its mark in one transaction.
 *
 * @throws {StoreError} `store/cannot-migrate`; also where the file was written by a newer version
 */
export async function migrate(db: Kysely<Database>, spelling: Spelling): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations(spelling)) },
  })
  const { error, results } = await migrator.migrateToLatest()
  const failed = results?.find(({ status }) => status === 'Error')
  if (error !== undefined || failed) {
    throw new StoreError(
      'store/cannot-migrate',
      `migration \`${failed?.migrationName ?? 'of a newer version'}\` failed`,
      { cause: error },
    )
  }
}
