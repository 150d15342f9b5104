/**
 * On record first: a decision counts when the server has proved that exactly this event stands in the
 * ledger, under a head that continues every head seen before.
 *
 * @module
 */
import {
  authenticateAddCheckpoint,
  type AuthenticAddCheckpoint,
  decideAddCheckpoint,
  leafData,
  leafHash,
  LedgerError,
  type LedgerEvent,
  parseVerifierKey,
  toTreeHash,
  type VerifierKey,
  verifyInclusion,
} from '@entente/core/ledger'
import { canonicalJson, fromUtf8, toHex } from '@entente/core/lib'
import { isHash } from '@entente/core/crypto'
import { appointed, requireDirectory, type Standing } from '@entente/core/pact'
import type { Transaction } from 'kysely'

import { type KasHost, KasError, type ProvenPlace, type RecordedAt } from '../kas/index.ts'
import type { Database, Store } from '../store/index.ts'

import type { Durably } from './durable.ts'

/** What recording needs. */
export interface RecorderDeps {
  readonly host: Pick<KasHost, 'record'>
  readonly store: Store
  readonly durably: Durably
  readonly standing: () => Standing
  readonly now: () => Date
}

/** Events recorded by one call. */
const mostEvents = 64

interface Waiting {
  readonly event: LedgerEvent
  readonly answer: (at: RecordedAt) => void
  readonly refuse: (error: unknown) => void
}

/**
 * Gives a function that has an event recorded and returns where it stands. Events that come while one
 * call is under way go together with the next: heads are seen in their order.
 *
 * It throws {KasError} `kas/not-proved`, `kas/other-history`, `kas/proof-used`, and what the server
 * refuses with.
 */
export function createRecorder(deps: RecorderDeps): (event: LedgerEvent) => Promise<RecordedAt> {
  const queue: Waiting[] = []
  let running = false
  const drain = async (): Promise<void> => {
    while (queue.length > 0) {
      const batch = queue.splice(0, mostEvents)
      try {
        const places = await recordAll(
          batch.map(({ event }) => event),
          deps,
        )
        for (const [at, { answer }] of batch.entries()) answer(placeAt(places, at))
      } catch (error) {
        for (const { refuse } of batch) refuse(error)
      }
    }
    running = false
  }
  return (event) =>
    new Promise((answer, refuse) => {
      queue.push({ event, answer, refuse })
      if (running) return
      running = true
      void drain()
    })
}

async function recordAll(
  events: readonly LedgerEvent[],
  { host, store, durably, standing, now }: RecorderDeps,
): Promise<readonly RecordedAt[]> {
  const heads = await store.db.selectFrom('kas_heads').select(['origin', 'size']).execute()
  const seen = Object.fromEntries(heads.map(({ origin, size }) => [origin, size]))
  const { checkpoint, entries } = await host.record(events, seen)
  const keys = ledgerKeys(standing(), now())
  const head = await authenticateAddCheckpoint(checkpoint, (origin) =>
    keys.find(({ name }) => name === origin),
  )
  if (head.kind === 'refused') throw notProved('no head by an appointed ledger key')
  const places = events.map((event, at) => verifyPlace(event, placeAt(entries, at), head))
  await durably((tx) => keep(tx, events, places, head))
  return places
}

/** Each event has its own place in the tree: one that was proved before serves nobody again. */
async function keep(
  tx: Transaction<Database>,
  events: readonly LedgerEvent[],
  places: readonly RecordedAt[],
  head: AuthenticAddCheckpoint,
): Promise<void> {
  const { origin } = head.checkpoint
  const before = await tx
    .selectFrom('kas_heads')
    .select(['size', 'root'])
    .where('origin', '=', origin)
    .executeTakeFirst()
  const seen = before && { size: before.size, root: toTreeHash(before.root) }
  const decided = decideAddCheckpoint(head, seen)
  if (decided.kind === 'refused') {
    throw new KasError('kas/other-history', `size ${head.checkpoint.size} after ${seen?.size ?? 0}`)
  }
  const { size, root } = decided.latest
  await tx
    .insertInto('kas_heads')
    .values({ origin, size, root })
    .onConflict((conflict) => conflict.column('origin').doUpdateSet({ size, root }))
    .execute()
  for (const [at, event] of events.entries()) {
    const { index } = placeAt(places, at)
    const written = await tx
      .insertInto('kas_recorded')
      .values({ origin, idx: index, event: fromUtf8(canonicalJson(event)) })
      .onConflict((conflict) => conflict.doNothing())
      .returning('idx')
      .executeTakeFirst()
    if (!written) throw new KasError('kas/proof-used', `entry ${index} was proved before`)
  }
}

function verifyPlace(
  event: LedgerEvent,
  { salt, index, hashes }: ProvenPlace,
  { checkpoint: { origin, size, root } }: AuthenticAddCheckpoint,
): RecordedAt {
  try {
    const leaf = leafData(event, salt)
    verifyInclusion(leafHash(leaf), BigInt(index), BigInt(size), root, hashes)
    const id = toHex(leaf)
    if (!isHash(id)) throw new TypeError('leaf data is a digest')
    return { origin, index, leaf: id }
  } catch (cause) {
    if (!(cause instanceof LedgerError || cause instanceof RangeError)) throw cause
    throw new KasError('kas/not-proved', 'the proof is not of this event', { cause })
  }
}

/** The ledgers that our member has appointed now; a key that cannot be read is none. */
function ledgerKeys(standing: Standing, at: Date): readonly VerifierKey[] {
  const directory = requireDirectory(standing, standing.self)
  return appointed<'ledger' | 'witness'>(directory, 'ledger', at.toISOString()).flatMap(
    ({ verifierKey }) => {
      try {
        return [parseVerifierKey(verifierKey)]
      } catch (error) {
        if (error instanceof LedgerError) return []
        throw error
      }
    },
  )
}

function placeAt<T>(list: readonly T[], at: number): T {
  const one = list[at]
  if (one === undefined) throw notProved('fewer proofs than events')
  return one
}

function notProved(reason: string): KasError {
  return new KasError('kas/not-proved', reason)
}
