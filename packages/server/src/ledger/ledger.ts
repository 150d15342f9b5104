/**
 * A member's ledger.
 *
 * @module
 */
import {
  type Disclosure,
  formatAddCheckpoint,
  formatNote,
  hashesInTiles,
  LedgerError,
  type Note,
  type NoteSignature,
  type NoteSigner,
  openCheckpoint,
  parseNote,
  parseSignatures,
  proveConsistency,
  proveInclusion,
  type TlogProof,
  type VerifierKey,
  verifyCosignatures,
} from '@entente/core/ledger'

import { type Files, files as nodeFiles } from '../files/index.ts'
import type { Random } from '../keys/index.ts'
import type { Store } from '../store/index.ts'

import { type Durable, durableIn } from './durable.ts'
import { ServerLedgerError } from './errors.ts'
import { type LedgerResource, readResource, writeStatic } from './published.ts'
import { discloseEntry, proveEntry, type ProvingHeads } from './proofs.ts'
import { recover } from './recover.ts'
import { readHead, type SignedHead, tileReader, writeCosigned } from './rows.ts'
import { type Recorded, startSequencer, type Work } from './sequencer.ts'
import { holds, verifyRows } from './verify.ts'
import { type Witness, witnessOver } from './witness.ts'

/** What a ledger is opened with. */
export interface LedgerOptions {
  readonly store: Store
  /** The ledger's Ed25519 note key; its name is the origin. */
  readonly signer: NoteSigner
  /** Where the high-water mark is kept: outside of the data folder. */
  readonly markFile: string
  readonly clock: () => Date
  readonly random: Random
  /** Called once when a commit, the mark or a checkpoint fails. Has to end the process. */
  readonly onFatal: (error: unknown) => void
  readonly files?: Files
}

/** Places in the tree of one signed head. */
export interface ProvenSince {
  /** Body of a C2SP `add-checkpoint` from the size seen to the head. */
  readonly checkpoint: string
  readonly proofs: readonly Pick<TlogProof, 'hashes' | 'index'>[]
}

/** A member's ledger: the only way to change state, and the record of it. */
export interface Ledger {
  readonly key: VerifierKey
  readonly witness: Witness
  /**
   * Runs `work`, and answers when its state and its entries are durable and lie under a signed head. It
   * may share a commit with others; what it throws is thrown here and undoes it alone.
   *
   * @throws {ServerLedgerError} `ledger/busy` (nothing was done), `ledger/stopped` (nobody knows)
   */
  record<T>(work: Work<T>): Promise<Recorded<T>>
  /** The newest signed checkpoint, with the cosignatures that it has. */
  checkpoint(): SignedHead
  /** The newest checkpoint that a witness has cosigned. */
  cosigned(): SignedHead | undefined
  /**
   * The text of a `.tlog-proof` for entry `index`, under the cosigned checkpoint if the entry lies below
   * it, under the newest otherwise.
   *
   * @throws {LedgerError} `ledger/not-included` if there is no such entry below the signed head
   */
  prove(index: number): Promise<string>
  /**
   * Proofs of entries under the newest signed head, which is shown to continue the tree of its first
   * `seen` entries: for one who asks again and again and has to notice another history.
   *
   * @throws {LedgerError} `ledger/inconsistent` if there are fewer than `seen`, `ledger/not-included`
   */
  proveSince(indices: readonly number[], seen: number): Promise<ProvenSince>
  /**
   * One event with its salt and its proof.
   *
   * @throws {LedgerError} `ledger/not-included`
   * @throws {ServerLedgerError} `ledger/erased`
   */
  disclose(index: number): Promise<Disclosure>
  /**
   * The body of an `add-checkpoint` for the newest checkpoint, to a witness that has seen `oldSize`.
   *
   * @throws {LedgerError} `ledger/inconsistent` if the witness has seen more than there is
   */
  witnessRequest(oldSize: number): Promise<{ readonly body: string; readonly signed: string }>
  /** Whether anything but our own cosigning has been recorded since the last cosigned head. Without it, two members would witness each other's witnessing for ever. */
  needsWitness(): Promise<boolean>
  /**
   * Keeps the cosignature lines that a witness answered for `signed`; lines by other keys are dropped.
   *
   * @throws {LedgerError} `ledger/not-cosigned` if none is by one of `witnesses`; `ledger/bad-signature`,
   *   `ledger/malformed`, `ledger/inconsistent`
   */
  addCosignature(answer: {
    readonly signed: string
    readonly lines: string
    readonly witnesses: readonly VerifierKey[]
  }): Promise<void>
  /**
   * Looks at a checkpoint that a witness holds of us. If our key signed it and it is not in this ledger,
   * then this is an older state put back, or a rewritten one: nothing is signed any more, now or at a
   * later start (D18). A witness alone cannot bring that about: it takes our own signature.
   *
   * @throws {ServerLedgerError} `ledger/restored-backup`, `ledger/rewritten`, after `onFatal`
   * @throws {LedgerError} if it is no checkpoint of ours
   */
  confront(signed: string): Promise<void>
  /**
   * Computes everything again from the entries. For the night, and before evidence is given away.
   *
   * @throws {LedgerError} `ledger/corrupt`
   */
  verify(): Promise<void>
  /** What stands under a path of C2SP tlog-tiles, relative to the ledger's URL. */
  resource(path: string): Promise<LedgerResource | undefined>
  /** Writes the static ledger: `checkpoint` and `tile/...`. */
  exportStatic(folder: string): Promise<void>
  /** How many works wait for their commit. */
  waiting(): number
  /** Takes no more works, and returns when those it has are answered. */
  close(): Promise<void>
}

/**
 * Opens the ledger in a store, after verifying all of it. An empty store gets an empty ledger.
 *
 * @throws {ServerLedgerError} `ledger/restored-backup`, `ledger/rewritten`, `ledger/no-mark`,
 *   `ledger/other-mark`
 * @throws {LedgerError} `ledger/corrupt`, `ledger/other-origin`
 */
export function openLedger(options: LedgerOptions): Promise<Ledger> {
  const { store, files = nodeFiles, markFile } = options
  return openLedgerOn(durableIn(store, files, markFile), options)
}

/** {@link openLedger}, with the writes in the hands of the caller. */
export async function openLedgerOn(durable: Durable, options: LedgerOptions): Promise<Ledger> {
  const { store, signer, markFile, clock, random, onFatal, files = nodeFiles } = options
  const { key } = signer
  const { tree, signed, cosigned } = await recover({ store, files, markFile, durable, signer })
  const sequencer = startSequencer({ store, durable, signer, random, onFatal, tree, signed })
  const record = <T>(work: Work<T>): Promise<Recorded<T>> => sequencer.record(work)
  const readTile = tileReader(store.db)
  let lastCosigned = cosigned

  const newest = (): SignedHead => {
    const head = sequencer.head()
    return lastCosigned?.size === head.size ? lastCosigned : head
  }
  const heads = (): ProvingHeads => ({ signed: sequencer.head(), cosigned: lastCosigned })

  const addCheckpointSince = async (head: SignedHead, seen: number): Promise<string> => {
    const proof =
      seen === 0 || seen === head.size
        ? []
        : await proveConsistency(seen, head.size, hashesInTiles(head.size, readTile))
    return formatAddCheckpoint({ oldSize: seen, proof, ...head })
  }

  return {
    key,
    record,
    witness: witnessOver(record, store, clock),
    checkpoint: newest,
    cosigned: () => lastCosigned,
    waiting: () => sequencer.waiting(),
    close: () => sequencer.close(),

    prove: (index) => proveEntry(store.db, index, heads()),
    disclose: (index) => discloseEntry(store.db, index, heads()),

    async proveSince(indices, seen) {
      const head = sequencer.head()
      const read = hashesInTiles(head.size, readTile)
      return {
        checkpoint: await addCheckpointSince(head, seen),
        proofs: await Promise.all(
          indices.map(async (index) => ({
            index,
            hashes: await proveInclusion(index, head.size, read),
          })),
        ),
      }
    },

    async witnessRequest(oldSize) {
      const head = sequencer.head()
      return { body: await addCheckpointSince(head, oldSize), signed: head.signed }
    },

    async needsWitness() {
      const news = await store.db
        .selectFrom('ledger_entries')
        .select('idx')
        .where('idx', '>=', lastCosigned?.size ?? 0)
        .where('kind', '!=', 'witness-cosigned')
        .executeTakeFirst()
      return news !== undefined
    },

    async addCosignature({ signed: own, lines, witnesses }) {
      const { checkpoint, note } = await openCheckpoint(own, key)
      if (!(await holds(store.db, sequencer.head().size, checkpoint))) {
        throw new LedgerError('ledger/inconsistent', 'the checkpoint is of another tree')
      }
      const added = await cosignaturesBy(witnesses, { ...note, signatures: parseSignatures(lines) })
      const { result } = await record(async (tx) => {
        const last = (await readHead(tx))?.cosigned
        if (last && last.size > checkpoint.size) return last
        const before = last?.size === checkpoint.size ? parseNote(last.signed) : note
        const next = { size: checkpoint.size, signed: formatNote(withLines(before, added)) }
        await writeCosigned(tx, next)
        return next
      })
      if (result.size >= (lastCosigned?.size ?? 0)) lastCosigned = result
    },

    async confront(shown) {
      const { checkpoint } = await openCheckpoint(shown, key)
      const { size } = sequencer.head()
      if (await holds(store.db, size, checkpoint)) return
      const code = checkpoint.size > size ? 'ledger/restored-backup' : 'ledger/rewritten'
      const cause = new ServerLedgerError(
        code,
        `a witness holds our checkpoint at ${checkpoint.size}, this ledger stands at ${size}`,
      )
      await sequencer.forsake(checkpoint, cause)
      throw cause
    },

    async verify() {
      const head = await readHead(store.db)
      if (!head) throw new LedgerError('ledger/corrupt', 'the head is missing')
      await verifyRows(store.db, head, key)
    },

    resource: (path) => readResource(path, newest(), readTile),
    exportStatic: (folder) => writeStatic(folder, newest(), readTile),
  }
}

/** The lines of a witness's answer that are by keys we know, verified. */
async function cosignaturesBy(
  witnesses: readonly VerifierKey[],
  note: Note,
): Promise<readonly NoteSignature[]> {
  const verified = new Set((await verifyCosignatures(note, witnesses)).map(({ name }) => name))
  const lines = note.signatures.filter(({ name, keyId }) =>
    witnesses.some(
      (witness) => verified.has(name) && witness.name === name && witness.id === keyId,
    ),
  )
  if (lines.length === 0)
    throw new LedgerError('ledger/not-cosigned', 'no line is by a known witness')
  return lines
}

/** A newer line takes the place of an older one by the same key. */
function withLines({ text, signatures }: Note, added: readonly NoteSignature[]): Note {
  const replaced = ({ name, keyId }: NoteSignature): boolean =>
    added.some((line) => line.name === name && line.keyId === keyId)
  return { text, signatures: [...signatures.filter((line) => !replaced(line)), ...added] }
}
