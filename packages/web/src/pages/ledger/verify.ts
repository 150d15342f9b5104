/**
 * Computing the ledger again from its tiles, as an auditor does who believes nothing but a key.
 *
 * @module
 */
import { hashesInTiles, rootAt, type TileReader, verifyLog } from '@entente/core/ledger'
import { equalBytes, fromBase64, toBase64 } from '@entente/core/lib'

import type { LedgerHead } from '../../api/gen/api.ts'

import { type Cosigned, openHeads, OtherHistory } from './heads.ts'

/** A head that this browser has verified. */
export interface SeenHead {
  readonly origin: string
  readonly size: number
  /** Base64. */
  readonly root: string
}

/** What was found to hold. */
export interface Verified {
  readonly head: SeenHead
  readonly cosigned: { readonly size: number; readonly by: readonly Cosigned[] } | undefined
  /** What was verified here before: this ledger, which it continues, or one of another origin. */
  readonly before: SeenHead | undefined
}

/**
 * Recomputes every tile and the root from the entries, and holds the other heads against the tree.
 *
 * @throws {LedgerError} for whatever does not hold
 * @throws {OtherHistory} if a cosigned head, or what was seen here before, is of another tree
 */
export async function verifyHead(
  shown: LedgerHead,
  readTile: TileReader,
  seen: SeenHead | undefined,
): Promise<Verified> {
  const { head, cosigned } = await openHeads(shown)
  await verifyLog(head, readTile)
  const { origin, size, root } = head
  const hashes = hashesInTiles(size, readTile)
  const requireIn = async (earlier: { size: number; root: Uint8Array }): Promise<void> => {
    if (earlier.size > size || !equalBytes(await rootAt(earlier.size, hashes), earlier.root)) {
      throw new OtherHistory('a head seen before is of another tree')
    }
  }
  if (cosigned) await requireIn(cosigned.head)
  // A ledger that was restored has a new origin: people compare it with the old one.
  if (seen?.origin === origin) await requireIn({ size: seen.size, root: fromBase64(seen.root) })
  return {
    head: { origin, size, root: toBase64(root) },
    cosigned: cosigned && { size: cosigned.head.size, by: cosigned.by },
    before: seen,
  }
}
