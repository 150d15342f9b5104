/**
 * The only writer: gathers the works that wait and takes them into the record together.
 *
 * @module
 */
import { AsyncLocalStorage } from 'node:async_hooks'

import {
  appendLeaves,
  leafData,
  leafHash,
  type LedgerEvent,
  type NoteSigner,
  parseEvent,
  saltBytes,
  signCheckpoint,
  type Tree,
  treeRoot,
} from '@entente/core/ledger'
import { type Bytes, equalBytes, toHex } from '@entente/core/lib'
import type { ControlledTransaction, Transaction } from 'kysely'

import type { Random } from '../keys/index.ts'
import type { Database, Store } from '../store/index.ts'

import type { Durable } from './durable.ts'
import type { Mark } from './mark.ts'
import { ServerLedgerError } from './errors.ts'
import { type NewEntry, readHead, type SignedHead, writeGrowth } from './rows.ts'

/** Where an event stands from now on. */
export interface Appended {
  readonly index: number
  /** Leaf data, hexadecimal: what a proof of inclusion is about. */
  readonly leaf: string
  readonly salt: Bytes
}

/** What a work has come to, durable and signed. */
export interface Recorded<T> {
  readonly result: T
  readonly entries: readonly Appended[]
  /** Size of the signed head under which all of it lies. */
  readonly size: number
}

/**
 * Changes state and says so. Uses `tx` alone, never the store's `db`; no network, no files, no
 * cryptography on documents. What it throws undoes this work and no other.
 */
export type Work<T> = (
  tx: Transaction<Database>,
  append: (event: LedgerEvent) => Appended,
) => Promise<T>

/** The sequencer of one ledger. */
export interface Sequencer {
  record<T>(work: Work<T>): Promise<Recorded<T>>
  /** The newest signed head. */
  head(): SignedHead
  /** How many works wait. */
  waiting(): number
  /** Takes no more works and waits for those it has. */
  close(): Promise<void>
  /** Ends for ever: takes no more works, moves the mark so that no later start signs, and tells `onFatal`. */
  forsake(mark: Mark, cause: ServerLedgerError): Promise<void>
}

/** What a sequencer starts from: a tree that was verified, and its signed head. */
export interface SequencerStart {
  readonly store: Store
  readonly durable: Durable
  readonly signer: NoteSigner
  readonly random: Random
  readonly onFatal: (error: unknown) => void
  readonly tree: Tree
  readonly signed: SignedHead
}

interface Waiting {
  /** Runs the work and gives back how it is answered later. */
  readonly run: (
    tx: Transaction<Database>,
    append: (event: LedgerEvent) => Appended,
  ) => Promise<(entries: readonly Appended[], size: number) => void>
  readonly refuse: (error: unknown) => void
}

/** Works in one commit, and works that may wait for theirs. */
export const limits = { batch: 256, waiting: 4096 } as const

/** Starts a sequencer. INVARIANT: there is one for a ledger. */
export function startSequencer(start: SequencerStart): Sequencer {
  const { store, durable, signer, random, onFatal } = start
  const inside = new AsyncLocalStorage<{ running: boolean }>()
  const queue: Waiting[] = []
  let tree = start.tree
  let signed = start.signed
  let draining: Promise<void> | undefined
  let stopped: ServerLedgerError | undefined

  /** Runs one work in a savepoint. An answer is given after the commit, a refusal too: it may rest on what others of the batch wrote. */
  async function attempt(
    tx: ControlledTransaction<Database>,
    { run, refuse }: Waiting,
    next: number,
  ): Promise<{ entries: readonly NewEntry[]; answer: (size: number) => void }> {
    const entries: NewEntry[] = []
    const work = { running: true }
    const append = (given: LedgerEvent): Appended => {
      if (!work.running) throw new TypeError('the work has ended')
      const event = parseEvent(given)
      const salt = random(saltBytes)
      const entry = { index: next + entries.length, leaf: leafData(event, salt), salt, event }
      entries.push(entry)
      return appended(entry)
    }
    const savepoint = await tx.savepoint('work').execute()
    try {
      const answer = await inside.run(work, () => run(savepoint, append))
      work.running = false
      await savepoint.releaseSavepoint('work').execute()
      return { entries, answer: (size) => answer(entries.map(appended), size) }
    } catch (error) {
      work.running = false
      await savepoint.rollbackToSavepoint('work').execute()
      return { entries: [], answer: () => refuse(error) }
    }
  }

  async function take(batch: readonly Waiting[]): Promise<void> {
    const tx = await store.db.startTransaction().execute()
    try {
      await takeIn(tx, batch)
    } finally {
      // Lets go of the connection; whether this works changes nothing any more.
      if (!tx.isCommitted && !tx.isRolledBack) await Promise.allSettled([tx.rollback().execute()])
    }
  }

  async function takeIn(
    tx: ControlledTransaction<Database>,
    batch: readonly Waiting[],
  ): Promise<void> {
    const head = await readHead(tx)
    if (head?.size !== tree.size || !equalBytes(head.root, treeRoot(tree))) {
      throw new ServerLedgerError('ledger/two-writers', 'the head is not as this process left it')
    }
    const entries: NewEntry[] = []
    const answers: ((size: number) => void)[] = []
    for (const waiting of batch) {
      const done = await attempt(tx, waiting, tree.size + entries.length)
      entries.push(...done.entries)
      answers.push(done.answer)
    }
    const growth = appendLeaves(
      tree,
      entries.map(({ leaf }) => leafHash(leaf)),
    )
    const [size, root] = [growth.tree.size, treeRoot(growth.tree)]
    if (entries.length > 0) await writeGrowth(tx, entries, growth.hashes, { size, root })
    await durable.commit(tx)
    tree = growth.tree
    if (entries.length > 0) signed = await signHead(tree, signer, durable)
    for (const answer of answers) answer(size)
  }

  async function drain(): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.splice(0, limits.batch)
      try {
        await take(batch)
      } catch (cause) {
        // What the disk holds now is unknown, also after a failed fsync: only a new start can tell.
        stopped = new ServerLedgerError('ledger/stopped', 'the ledger has failed', { cause })
        for (const { refuse } of [...batch, ...queue.splice(0)]) refuse(stopped)
        onFatal(cause)
      }
    }
    draining = undefined
  }

  return {
    head: () => signed,
    waiting: () => queue.length,
    record: (work) =>
      new Promise((resolve, reject) => {
        if (inside.getStore()?.running)
          throw new TypeError('a work must not record: it would wait for itself')
        if (stopped) throw stopped
        if (queue.length >= limits.waiting) {
          throw new ServerLedgerError('ledger/busy', `${queue.length} works are waiting`)
        }
        queue.push({
          async run(tx, append) {
            const result = await work(tx, append)
            return (entries, size) => resolve({ result, entries, size })
          },
          refuse: reject,
        })
        draining ??= inside.run({ running: false }, drain)
      }),
    async forsake(mark, cause) {
      stopped ??= cause
      await draining
      await durable.mark(mark)
      onFatal(cause)
    },
    async close() {
      stopped ??= new ServerLedgerError('ledger/stopped', 'the ledger is closed')
      await draining
    },
  }
}

/**
 * Signs where the tree stands. The mark goes first: were there a signature and no mark, an older state
 * put back could sign another history.
 */
export async function signHead(
  tree: Tree,
  signer: NoteSigner,
  durable: Durable,
): Promise<SignedHead> {
  const checkpoint = { origin: signer.key.name, size: tree.size, root: treeRoot(tree) }
  await durable.mark(checkpoint)
  const head = { size: tree.size, signed: await signCheckpoint(checkpoint, signer) }
  await durable.publish(head)
  return head
}

function appended({ index, leaf, salt }: NewEntry): Appended {
  return { index, leaf: toHex(leaf), salt }
}
