/**
 * The heads of a ledger as the server shows them, believed as far as their signatures go.
 *
 * @module
 */
import {
  type Checkpoint,
  LedgerError,
  openCheckpoint,
  parseVerifierKey,
  verifyCosignatures,
} from '@entente/core/ledger'
import { FormatError } from '@entente/core/lib'

import type { LedgerHead } from '../../api/gen/api.ts'

/** Heads whose signatures are verified. That one continues the other is not: that takes the tiles. */
export interface Heads {
  readonly head: Checkpoint
  /** The newest head that witnesses have cosigned, and who of those appointed did, when. */
  readonly cosigned: { readonly head: Checkpoint; readonly by: readonly Cosigned[] } | undefined
  /** Members that have appointed a witness which has not cosigned that head. */
  readonly missing: readonly string[]
  /** What was cosigned here of the other members' ledgers; none where there is nothing yet. */
  readonly followed: readonly {
    readonly member: string
    readonly origin: string
    readonly head: Checkpoint | undefined
  }[]
}

/** A member's witness, and when it saw the head. */
export interface Cosigned {
  readonly member: string
  readonly at: string
}

/**
 * Reads and verifies what the server showed.
 *
 * @throws {LedgerError} for any signature or note that is not what it says
 */
export async function openHeads({
  signed,
  cosigned,
  key,
  witnesses,
  followed,
}: Omit<LedgerHead, 'size'>): Promise<Heads> {
  const own = parseVerifierKey(key)
  const { checkpoint: head } = await openCheckpoint(signed, own)
  const newest = cosigned === null ? undefined : await openCheckpoint(cosigned, own)
  const by: Cosigned[] = []
  for (const { member, key: witness } of witnesses) {
    if (!newest) break
    const [found] = await verifyCosignatures(newest.note, [parseVerifierKey(witness)])
    if (found) by.push({ member, at: new Date(found.at * 1000).toISOString() })
  }
  const members = [...new Set(witnesses.map(({ member }) => member))]
  return {
    head,
    cosigned: newest && by.length > 0 ? { head: newest.checkpoint, by } : undefined,
    missing: members.filter((member) => !by.some((one) => one.member === member)),
    followed: await Promise.all(
      followed.map(async ({ member, key: theirs, signed: seen }) => {
        const their = parseVerifierKey(theirs)
        const opened = seen === null ? undefined : await openCheckpoint(seen, their)
        return { member, origin: their.name, head: opened?.checkpoint }
      }),
    ),
  }
}

/** The ledger is not the one that was seen before. */
export class OtherHistory extends Error {
  override readonly name = 'OtherHistory'
}

/** The code of what the server showed and is wrong; undefined where it showed nothing. */
export function wrongOf(error: unknown): string | undefined {
  if (error instanceof LedgerError || error instanceof FormatError) return error.code
  return error instanceof OtherHistory ? 'other-history' : undefined
}
