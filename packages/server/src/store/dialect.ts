/**
 * Kysely's SQLite dialect over node:sqlite.
 *
 * @module
 */
import type { DatabaseSync } from 'node:sqlite'

import { type Dialect, SqliteAdapter, SqliteDialect } from 'kysely'

import { kyselyDatabase } from './sqlite.ts'

/** The dialect for an open database, which it closes in the end. */
export function sqliteDialect(database: DatabaseSync): Dialect {
  const dialect = new SqliteDialect({ database: kyselyDatabase(database) })
  return {
    createAdapter: () => new TransactionalAdapter(),
    createDriver: () => dialect.createDriver(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  }
}

/** SQLite takes a migration whole or not at all; Kysely only believes it of other engines. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}
