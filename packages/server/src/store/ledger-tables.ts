/**
 * The rows of the ledger, and of the ledgers that we witness.
 *
 * @module
 */
import type { Generated } from 'kysely'

/** The ledger, entry by entry. Destroying salt and event is erasure; the leaf stays (D17). */
export interface LedgerEntriesTable {
  readonly idx: number
  /** Leaf data: what the entry bundle of the log holds. */
  readonly leaf: Uint8Array
  readonly salt: Uint8Array | null
  /** Canonical JSON of the event. */
  readonly event: string | null
  readonly kind: string
  readonly at: string
}

/** Roots of full subtrees of 256^level entries; tile (L, N) is row L from 256 N on. Level 0 is the leaf hashes. */
export interface LedgerHashesTable {
  readonly level: number
  readonly idx: number
  readonly hash: Uint8Array
}

/** One row: where the ledger stands. Written by the sequencer alone. */
export interface LedgerHeadTable {
  /** Always 1. */
  readonly one: Generated<number>
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
  /** The newest signed checkpoint, a signed note. */
  readonly checkpoint: string | null
  readonly checkpoint_size: number
  /** The newest checkpoint that a witness has cosigned, with all its signatures. */
  readonly cosigned: string | null
  readonly cosigned_size: number
}

/** What we have cosigned last, for each foreign ledger. */
export interface WitnessedTable {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
  readonly checkpoint: string
}
