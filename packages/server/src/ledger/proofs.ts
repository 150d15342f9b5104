/**
 * Proofs and disclosures out of the rows, under a head that is signed.
 *
 * @module
 */
import {
  type Disclosure,
  formatTlogProof,
  hashesInTiles,
  parseEvent,
  parseTlogProof,
  proveInclusion,
} from '@entente/core/ledger'
import { parseJson } from '@entente/core/lib'
import type { Kysely } from 'kysely'

import type { Database } from '../store/index.ts'

import { ServerLedgerError } from './errors.ts'
import { readEntries, type SignedHead, tileReader } from './rows.ts'

/** The heads that a proof can stand under. */
export interface ProvingHeads {
  readonly signed: SignedHead
  /** Preferred wherever the entry lies below it. */
  readonly cosigned: SignedHead | undefined
}

/**
 * The text of a `.tlog-proof` for entry `index`.
 *
 * @throws {LedgerError} `ledger/not-included` if there is no such entry below the signed head
 */
export async function proveEntry(
  db: Kysely<Database>,
  index: number,
  { signed, cosigned }: ProvingHeads,
): Promise<string> {
  const under = cosigned && index < cosigned.size ? cosigned : signed
  const hashes = await proveInclusion(index, under.size, hashesInTiles(under.size, tileReader(db)))
  return formatTlogProof({ extra: null, index, hashes, signed: under.signed })
}

/**
 * One event with its salt and its proof.
 *
 * @throws {LedgerError} `ledger/not-included`
 * @throws {ServerLedgerError} `ledger/erased`
 */
export async function discloseEntry(
  db: Kysely<Database>,
  index: number,
  heads: ProvingHeads,
): Promise<Disclosure> {
  const proof = parseTlogProof(await proveEntry(db, index, heads))
  const [entry] = await readEntries(db, index, index + 1)
  if (!entry?.event || !entry.salt) {
    throw new ServerLedgerError('ledger/erased', `entry ${index} was erased`)
  }
  return { event: parseEvent(parseJson(entry.event)), salt: Uint8Array.from(entry.salt), proof }
}
