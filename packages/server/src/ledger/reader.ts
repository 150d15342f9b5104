/**
 * The ledger as somebody reads it who does not write it: the operator, beside the server or after it.
 *
 * @module
 */
import { type Disclosure, LedgerError, type VerifierKey } from '@entente/core/ledger'
import type { Kysely } from 'kysely'

import type { Database } from '../store/index.ts'

import { ServerLedgerError } from './errors.ts'
import type { Mark } from './mark.ts'
import { discloseEntry, proveEntry, type ProvingHeads } from './proofs.ts'
import { writeStatic } from './published.ts'
import { type Head, type SignedHead, tileReader } from './rows.ts'
import { holds, verifyRows } from './verify.ts'

/** What verifying has found. */
export interface VerifiedRows {
  readonly entries: number
  /** Entries whose salt and event were destroyed: that they stand there is all that can be shown. */
  readonly erased: number
}

/** A ledger as it stood when its head was read. */
export interface LedgerReader {
  readonly head: Head
  readonly key: VerifierKey
  /**
   * Computes everything again from the entries, and compares it with `mark`: how far it was signed.
   *
   * @throws {LedgerError} `ledger/corrupt`, and what is wrong with a checkpoint
   * @throws {ServerLedgerError} `ledger/restored-backup`, `ledger/rewritten`, `ledger/other-mark`
   */
  verify(mark: Mark | undefined): Promise<VerifiedRows>
  /**
   * The text of a `.tlog-proof`.
   *
   * @throws {LedgerError} `ledger/not-included`, `ledger/not-signed` while nothing is signed
   */
  prove(index: number): Promise<string>
  /**
   * One event with its salt and its proof.
   *
   * @throws {LedgerError} `ledger/not-included`, `ledger/not-signed`
   * @throws {ServerLedgerError} `ledger/erased`
   */
  disclose(index: number): Promise<Disclosure>
  /** Writes `checkpoint` and `tile/...` into a folder, and says which head they lead to. */
  exportStatic(
    folder: string,
    progress?: (done: number, total: number) => void,
  ): Promise<SignedHead>
}

/** Reads what lies below `head`. Entries are never changed, so a server may go on writing meanwhile. */
export function readLedger(db: Kysely<Database>, head: Head, key: VerifierKey): LedgerReader {
  const heads = (): ProvingHeads => ({ signed: requireSigned(head), cosigned: head.cosigned })
  return {
    head,
    key,
    async verify(mark) {
      await verifyRows(db, head, key)
      if (mark) await compareMark(db, head, mark)
      const { erased } = await db
        .selectFrom('ledger_entries')
        .select((row) => row.fn.countAll<number>().as('erased'))
        .where('idx', '<', head.size)
        .where('salt', 'is', null)
        .executeTakeFirstOrThrow()
      return { entries: head.size, erased }
    },
    prove: async (index) => proveEntry(db, index, heads()),
    disclose: async (index) => discloseEntry(db, index, heads()),
    async exportStatic(folder, progress) {
      const { signed, cosigned } = heads()
      const newest = cosigned?.size === signed.size ? cosigned : signed
      await writeStatic(folder, newest, tileReader(db), progress)
      return newest
    },
  }
}

async function compareMark(db: Kysely<Database>, head: Head, mark: Mark): Promise<void> {
  if (mark.origin !== head.origin) {
    throw new ServerLedgerError('ledger/other-mark', `the mark is of \`${mark.origin}\``)
  }
  if (mark.size > head.size) {
    throw new ServerLedgerError(
      'ledger/restored-backup',
      `${mark.size} entries were signed, there are ${head.size}`,
    )
  }
  if (!(await holds(db, head.size, mark))) {
    throw new ServerLedgerError(
      'ledger/rewritten',
      `the tree at ${mark.size} is not what was signed`,
    )
  }
}

function requireSigned({ signed }: Head): SignedHead {
  if (!signed) throw new LedgerError('ledger/not-signed', 'nothing has been signed yet')
  return signed
}
