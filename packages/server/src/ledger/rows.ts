/**
 * The ledger's rows.
 *
 * @module
 */
import { type Bytes, canonicalJson, fromUtf8 } from '@entente/core/lib'
import {
  emptyRoot,
  formatBundle,
  formatTile,
  type LedgerEvent,
  type StoredHash,
  type TileName,
  type TileReader,
  tileWidth,
  toTreeHash,
  type TreeHash,
} from '@entente/core/ledger'
import type { Kysely, Selectable } from 'kysely'

import type { Database, LedgerEntriesTable } from '../store/index.ts'

/** An entry about to be written. */
export interface NewEntry {
  readonly index: number
  readonly leaf: Bytes
  readonly salt: Bytes
  readonly event: LedgerEvent
}

/** A signed note, and the size of the checkpoint in it. */
export interface SignedHead {
  readonly size: number
  readonly signed: string
}

/** Where the ledger stands on disk. */
export interface Head {
  readonly origin: string
  readonly size: number
  readonly root: TreeHash
  /** The newest signed checkpoint. */
  readonly signed: SignedHead | undefined
  /** The newest cosigned checkpoint. */
  readonly cosigned: SignedHead | undefined
}

/** A stored entry. */
export type Entry = Selectable<LedgerEntriesTable>

/** Rows in one INSERT: an engine binds some thousands of values at most. */
const rowsAtOnce = 500

/** The head, or `undefined` in a store that has none yet. */
export async function readHead(db: Kysely<Database>): Promise<Head | undefined> {
  const row = await db.selectFrom('ledger_head').selectAll().executeTakeFirst()
  if (!row) return undefined
  const head = (signed: string | null, size: number) =>
    signed === null ? undefined : { size, signed }
  return {
    origin: row.origin,
    size: row.size,
    root: toTreeHash(row.root),
    signed: head(row.checkpoint, row.checkpoint_size),
    cosigned: head(row.cosigned, row.cosigned_size),
  }
}

/** Makes the head of a ledger without entries. */
export async function insertHead(db: Kysely<Database>, origin: string): Promise<Head> {
  const values = { origin, size: 0, root: emptyRoot, checkpoint_size: 0, cosigned_size: 0 }
  await db.insertInto('ledger_head').values(values).execute()
  return { origin, size: 0, root: emptyRoot, signed: undefined, cosigned: undefined }
}

/** Writes entries, what the tree gained by them, and where it stands now. */
export async function writeGrowth(
  db: Kysely<Database>,
  entries: readonly NewEntry[],
  hashes: readonly StoredHash[],
  { size, root }: Pick<Head, 'size' | 'root'>,
): Promise<void> {
  const entryRows = entries.map(({ index, leaf, salt, event }) => ({
    idx: index,
    leaf,
    salt,
    event: fromUtf8(canonicalJson(event)),
    kind: event.kind,
    at: event.at,
  }))
  for (const rows of portions(entryRows)) {
    await db.insertInto('ledger_entries').values(rows).execute()
  }
  const hashRows = hashes.map(({ level, index, hash }) => ({ level, idx: index, hash }))
  for (const rows of portions(hashRows)) {
    await db.insertInto('ledger_hashes').values(rows).execute()
  }
  await db.updateTable('ledger_head').set({ size, root }).execute()
}

/** Puts a signed checkpoint in place of the one before. */
export async function writeSigned(
  db: Kysely<Database>,
  { size, signed }: SignedHead,
): Promise<void> {
  const row = { checkpoint: signed, checkpoint_size: size }
  await db.updateTable('ledger_head').set(row).execute()
}

/** Puts a cosigned checkpoint in place of the one before. */
export async function writeCosigned(
  db: Kysely<Database>,
  { size, signed }: SignedHead,
): Promise<void> {
  await db.updateTable('ledger_head').set({ cosigned: signed, cosigned_size: size }).execute()
}

/** Tiles and bundles out of the rows. */
export function tileReader(db: Kysely<Database>): TileReader {
  return async ({ level, index, width }: TileName) => {
    const [first, end] = [index * tileWidth, index * tileWidth + width]
    if (level === 'entries') {
      const entries = await readEntries(db, first, end)
      return entries.length === width ? formatBundle(entries.map(({ leaf }) => leaf)) : undefined
    }
    const rows = await db
      .selectFrom('ledger_hashes')
      .select('hash')
      .where('level', '=', level)
      .where('idx', '>=', first)
      .where('idx', '<', end)
      .orderBy('idx')
      .execute()
    return rows.length === width ? formatTile(rows.map(({ hash }) => toTreeHash(hash))) : undefined
  }
}

/** The entries from `first` up to and without `end`, in order. */
export function readEntries(
  db: Kysely<Database>,
  first: number,
  end: number,
): Promise<readonly Entry[]> {
  return db
    .selectFrom('ledger_entries')
    .selectAll()
    .where('idx', '>=', first)
    .where('idx', '<', end)
    .orderBy('idx')
    .execute()
}

function* portions<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let at = 0; at < rows.length; at += rowsAtOnce) yield rows.slice(at, at + rowsAtOnce)
}
