/**
 * How a ledger is taken up again: after a stop, a crash, or a backup put back.
 *
 * @module
 */
import { loadTree, LedgerError, type NoteSigner, type Tree } from '@entente/core/ledger'

import type { Files } from '../files/index.ts'
import type { Store } from '../store/index.ts'

import type { Durable } from './durable.ts'
import { ServerLedgerError } from './errors.ts'
import { type Mark, readMark } from './mark.ts'
import { type Head, insertHead, readHead, type SignedHead, tileReader } from './rows.ts'
import { signHead } from './sequencer.ts'
import { holds, verifyRows } from './verify.ts'

/** A ledger that was verified and whose head is signed. */
export interface Recovered {
  readonly tree: Tree
  readonly signed: SignedHead
  readonly cosigned: SignedHead | undefined
}

/** What recovery works on. */
export interface RecoveryPorts {
  readonly store: Store
  readonly files: Files
  readonly markFile: string
  readonly durable: Durable
  readonly signer: NoteSigner
}

/**
 * Verifies the ledger against itself and against its mark, and signs its head where a crash came
 * between commit and signature. Nothing is signed before everything was verified.
 *
 * @throws {ServerLedgerError} `ledger/restored-backup`, `ledger/rewritten`, `ledger/no-mark`,
 *   `ledger/other-mark`
 * @throws {LedgerError} `ledger/corrupt`, `ledger/other-origin`
 */
export async function recover(ports: RecoveryPorts): Promise<Recovered> {
  const { store, files, markFile, durable, signer } = ports
  const mark = await readMark(files, markFile)
  const head = (await readHead(store.db)) ?? (await insertHead(store.db, signer.key.name))
  if (head.origin !== signer.key.name) {
    throw new LedgerError('ledger/other-origin', `the store holds the ledger \`${head.origin}\``)
  }
  requireMark(head, mark)
  await verifyRows(store.db, head, signer.key)
  if (mark && !(await holds(store.db, head.size, mark))) {
    throw new ServerLedgerError(
      'ledger/rewritten',
      `the tree at ${mark.size} is not what was signed`,
    )
  }
  const tree = await loadTree(head.size, tileReader(store.db))
  const isSigned = mark?.size === head.size && head.signed?.size === head.size
  const signed = isSigned && head.signed ? head.signed : await signHead(tree, signer, durable)
  return { tree, signed, cosigned: head.cosigned }
}

/** A ledger that was never signed needs no mark: it is written before the first signature. */
function requireMark({ origin, size, signed }: Head, mark: Mark | undefined): void {
  if (!mark) {
    if (size === 0 && !signed) return
    throw new ServerLedgerError('ledger/no-mark', 'the ledger has entries and no mark')
  }
  if (mark.origin !== origin) {
    throw new ServerLedgerError('ledger/other-mark', `the mark is of \`${mark.origin}\``)
  }
  if (mark.size > size) {
    throw new ServerLedgerError(
      'ledger/restored-backup',
      `${mark.size} entries were signed, there are ${size}`,
    )
  }
}
