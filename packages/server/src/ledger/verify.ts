/**
 * The whole ledger computed again from its entries, and compared with everything that was derived.
 *
 * @module
 */
import {
  hashesInTiles,
  leafData,
  LedgerError,
  type LedgerEvent,
  openCheckpoint,
  parseEvent,
  rootAt,
  tileWidth,
  type VerifierKey,
  verifyLog,
} from '@entente/core/ledger'
import { equalBytes, parseJson } from '@entente/core/lib'
import type { Kysely } from 'kysely'

import type { Database } from '../store/index.ts'

import { type Entry, type Head, readEntries, tileReader } from './rows.ts'

/**
 * Verifies what lies below `head`: every tile from the leaves up, the root, the signed and the cosigned
 * checkpoint, and that each event that was not erased gives its leaf. Bounded memory; reads all rows.
 *
 * @throws {LedgerError} `ledger/corrupt`, or what is wrong with a checkpoint
 */
export async function verifyRows(
  db: Kysely<Database>,
  head: Head,
  key: VerifierKey,
): Promise<void> {
  await verifyLog(head, tileReader(db))
  for (let first = 0; first < head.size; first += tileWidth) {
    const end = Math.min(first + tileWidth, head.size)
    for (const entry of await readEntries(db, first, end)) verifyEvent(entry)
  }
  for (const { signed } of [head.signed, head.cosigned].filter((one) => one !== undefined)) {
    const { checkpoint } = await openCheckpoint(signed, key)
    if (!(await holds(db, head.size, checkpoint))) {
      throw new LedgerError(
        'ledger/corrupt',
        `the checkpoint at ${checkpoint.size} is of another tree`,
      )
    }
  }
}

/** Whether the ledger of `size` entries begins with a tree of this size and root. */
export async function holds(
  db: Kysely<Database>,
  size: number,
  earlier: { readonly size: number; readonly root: Uint8Array },
): Promise<boolean> {
  if (earlier.size > size) return false
  const root = await rootAt(earlier.size, hashesInTiles(size, tileReader(db)))
  return equalBytes(root, earlier.root)
}

function verifyEvent({ idx, leaf, salt, event, kind, at }: Entry): void {
  if (salt === null || event === null) return
  const parsed = readEvent(idx, event)
  if (!equalBytes(leafData(parsed, salt), leaf) || parsed.kind !== kind || parsed.at !== at) {
    throw new LedgerError('ledger/corrupt', `the event of entry ${idx} was changed`)
  }
}

function readEvent(index: number, text: string): LedgerEvent {
  try {
    return parseEvent(parseJson(text))
  } catch (cause) {
    throw new LedgerError('ledger/corrupt', `the event of entry ${index} cannot be read`, { cause })
  }
}
