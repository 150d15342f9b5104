/**
 * node:sqlite in the form that Kysely's SQLite dialect asks for, made strict where it is lenient.
 *
 * @module
 */
import { closeSync, fsyncSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'

import type { SqliteDatabase, SqliteStatement } from 'kysely'

import { StoreError } from './errors.ts'

/** How long a statement waits for another process, a backup for example. */
const busyMilliseconds = 10_000

/** Statements kept compiled. Queries are built from code, so there are few; the bound is for safety. */
const mostStatements = 500

/**
 * Opens or creates a database file that only its owner may read.
 *
 * WAL with `synchronous = FULL`: a commit is on disk when it returns (with NORMAL the last ones can be
 * lost at a power cut). What is deleted is overwritten, a destroyed salt for example. The write-ahead
 * log and its index take the permissions of the file.
 *
 * @throws {StoreError} `store/cannot-open`
 */
export function openSqlite(file: string): DatabaseSync {
  try {
    closeSync(openSync(file, 'a', 0o600))
    syncFolder(dirname(file))
    const database = new DatabaseSync(file, {
      timeout: busyMilliseconds,
      enableForeignKeyConstraints: true,
      defensive: true,
    })
    database.exec(`
      pragma journal_mode = wal;
      pragma synchronous = full;
      pragma secure_delete = on;
      pragma trusted_schema = off
    `)
    return database
  } catch (cause) {
    throw new StoreError('store/cannot-open', `cannot open \`${file}\``, { cause })
  }
}

/**
 * Opens a database file to read it, also while another process writes. Nothing can be changed through it.
 *
 * @throws {StoreError} `store/cannot-open`
 */
export function openSqliteToRead(file: string): DatabaseSync {
  try {
    return new DatabaseSync(file, { readOnly: true, timeout: busyMilliseconds, defensive: true })
  } catch (cause) {
    throw new StoreError('store/cannot-open', `cannot open \`${file}\``, { cause })
  }
}

/** The database as Kysely's SQLite dialect wants it. */
export function kyselyDatabase(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, StatementSync>()
  return {
    close() {
      statements.clear()
      database.close()
    },
    prepare(sql) {
      // A transaction that reads first and writes later would fail as busy: take the lock at once.
      const text = sql === 'begin' ? 'begin immediate' : sql
      const statement = statements.get(text) ?? database.prepare(text)
      statements.delete(text)
      statements.set(text, statement)
      const [oldest] = statements.size > mostStatements ? statements.keys() : []
      if (oldest !== undefined) statements.delete(oldest)
      return kyselyStatement(statement)
    },
  }
}

function kyselyStatement(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...parameters.map(bound)).map(ordinary),
    run: (parameters) => statement.run(...parameters.map(bound)),
    *iterate(parameters) {
      for (const row of statement.iterate(...parameters.map(bound))) yield ordinary(row)
    },
  }
}

/**
 * A value as it is bound. node:sqlite would take an object for named parameters, `undefined` and NaN
 * for NULL and any number for a REAL; here they are a mistake of the programmer.
 */
function bound(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'bigint') return value
  if (value instanceof Uint8Array) return value
  if (Number.isSafeInteger(value)) return BigInt(Number(value))
  throw new TypeError(`a statement binds text, bytes, integers and null, not ${kindOf(value)}`)
}

function kindOf(value: unknown): string {
  if (typeof value === 'number') return `the number ${value}`
  return typeof value === 'object' ? (value?.constructor.name ?? 'an object') : typeof value
}

/** Rows come without a prototype, which equality in tests and spreads in code do not expect. */
function ordinary<Row extends object>(row: Row): Row {
  return { ...row }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
