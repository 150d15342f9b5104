/**
 * The outbox: messages numbered and chained in the work that announces them, signed once, sent in
 * order, and kept with the peer's answer (D16, D17).
 *
 * @module
 */
import {
  type Hash,
  hashOf,
  type HybridSigner,
  isHash,
  parseStatement,
  signStatement,
  type Statement,
} from '@entente/core/crypto'
import { canonicalJson, EntenteError, fromUtf8, parseJson } from '@entente/core/lib'
import { headsOf } from '@entente/core/pact'
import {
  type Answer,
  type Message,
  type MessageBody,
  messageTypes,
  parseMessage,
  verifyAnswer,
} from '@entente/core/wire'
import type { Selectable, Transaction } from 'kysely'

import type { Ledger } from '../ledger/index.ts'
import type { StandingKeeper } from '../standing/index.ts'
import type { Database, OutboxTable, Store } from '../store/index.ts'

import { FederationError } from './errors.ts'

/** A row as it is read. */
type OutboxRow = Selectable<OutboxTable>

/** What an outbox needs. */
export interface OutboxDeps {
  readonly store: Store
  readonly ledger: Ledger
  readonly standing: StandingKeeper
  readonly messageKey: () => HybridSigner
  readonly now: () => Date
  /** From 0 up to 1, for the jitter of waiting. */
  readonly random: () => number
}

/** A message to announce: `entry` is the event that has to be below a signed head before it leaves. */
export interface Announcement {
  readonly peer: string
  readonly pact: Hash
  readonly body: MessageBody
  readonly entry: number
}

/** How many messages wait for a peer, and why the first of them does. */
export interface QueueState {
  readonly peer: string
  readonly waiting: number
  readonly attempts: number
  readonly nextAt: string | null
  readonly lastError: string | null
}

/** Writes a message into the outbox, inside of the work that announces it. Its number is fixed here. */
export async function enqueue(
  tx: Transaction<Database>,
  { peer, pact, body, entry }: Announcement,
  { ledger, standing, now }: Pick<OutboxDeps, 'ledger' | 'now' | 'standing'>,
): Promise<void> {
  const last = await tx
    .selectFrom('outbox')
    .select(['number', 'id'])
    .where('peer', '=', peer)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  const current = standing.current()
  const at = now().toISOString()
  const message: Message = {
    kind: 'message',
    from: current.self,
    to: peer,
    origin: ledger.key.name,
    number: (last?.number ?? 0) + 1,
    previous: last ? digest(last.id) : null,
    at,
    pact,
    heads: headsOf(current, pact, current.self),
    body,
  }
  const payload = canonicalJson(message)
  await tx
    .insertInto('outbox')
    .values({
      peer,
      number: message.number,
      payload: fromUtf8(payload),
      id: hashOf(payload),
      previous: message.previous,
      entry,
      signed: null,
      state: 'queued',
      next_at: at,
      last_error: null,
      answer: null,
      created_at: at,
    })
    .execute()
}

/** Every peer that something waits for. */
export async function queueStates(store: Store): Promise<readonly QueueState[]> {
  const rows = await store.db
    .selectFrom('outbox')
    .select(['peer', 'number', 'attempts', 'next_at', 'last_error'])
    .where('state', '=', 'queued')
    .orderBy('peer')
    .orderBy('number')
    .execute()
  return [...Map.groupBy(rows, ({ peer }) => peer)].map(([peer, waiting]) => ({
    peer,
    waiting: waiting.length,
    attempts: waiting[0]?.attempts ?? 0,
    nextAt: waiting[0]?.next_at ?? null,
    lastError: waiting[0]?.last_error ?? null,
  }))
}

/** How a message reaches the peer: blobs first where it needs some, then the signed message. */
export interface Carrier {
  send(peer: string, message: Message, signed: Statement): Promise<Statement>
}

/** What an answer causes here, in the work that keeps it. */
export type OnAnswer = (
  tx: Transaction<Database>,
  message: Message,
  answer: Answer,
) => Promise<void>

/**
 * Sends what waits for `peer` and may leave, in order, until nothing is left or the first of it has to
 * wait. Returns whether all that waited has been answered. A refusal by the peer is an answer. With
 * `atOnce`, the first does not wait until it is due: the peer has just been heard.
 */
export async function sendQueued(
  peer: string,
  carrier: Carrier,
  onAnswer: OnAnswer,
  deps: OutboxDeps & { readonly atOnce?: boolean },
): Promise<boolean> {
  await signQueued(peer, deps)
  let { atOnce = false } = deps
  for (;;) {
    const row = await nextRow(peer, deps, atOnce)
    atOnce = false
    if (row === 'none') return true
    if (row === 'later') return false
    try {
      const signed = signedIn(row)
      const message = parseMessage(signed)
      const answered = await carrier.send(peer, message, signed)
      await keepAnswer(row, message, answered, onAnswer, deps)
    } catch (error) {
      if (!(error instanceof EntenteError)) throw error
      await postpone(row, error, deps)
      return false
    }
  }
}

/**
 * Signs what is queued, whether it can leave or not: with the key that is appointed by the heads it names,
 * before that key is replaced. ML-DSA is randomised, so a message is signed once and sent again as it is.
 */
async function signQueued(peer: string, { store, ledger, messageKey }: OutboxDeps): Promise<void> {
  const rows = await store.db
    .selectFrom('outbox')
    .select(['number', 'payload'])
    .where('peer', '=', peer)
    .where('signed', 'is', null)
    .orderBy('number')
    .execute()
  for (const { number, payload } of rows) {
    const signed = await signStatement(messageTypes.message, parseJson(payload), messageKey())
    await ledger.record(async (tx) => {
      await tx
        .updateTable('outbox')
        .set({ signed: fromUtf8(canonicalJson(signed)) })
        .where('peer', '=', peer)
        .where('number', '=', number)
        .where('signed', 'is', null)
        .execute()
    })
  }
}

const unreachable = 'federation/unreachable'

async function nextRow(
  peer: string,
  { store, ledger, now }: OutboxDeps,
  atOnce: boolean,
): Promise<OutboxRow | 'later' | 'none'> {
  const row = await store.db
    .selectFrom('outbox')
    .selectAll()
    .where('peer', '=', peer)
    .where('state', '=', 'queued')
    .orderBy('number')
    .limit(1)
    .executeTakeFirst()
  if (!row) return 'none'
  const mayLeave = row.signed !== null && row.entry < ledger.checkpoint().size
  // Only where it could not be reached: a peer that answers with a failure is not asked the same in haste.
  const due = row.next_at <= now().toISOString() || (atOnce && row.last_error === unreachable)
  return mayLeave && due ? row : 'later'
}

function signedIn({ signed }: OutboxRow): Statement {
  if (signed === null) throw new TypeError('a message was taken before it was signed')
  return parseStatement(parseJson(signed))
}

async function keepAnswer(
  row: OutboxRow,
  message: Message,
  answered: Statement,
  onAnswer: OnAnswer,
  { ledger, standing }: OutboxDeps,
): Promise<void> {
  const sent = { id: digest(row.id), number: row.number, to: row.peer }
  const answer = await verifyAnswer(answered, sent, standing.current())
  await ledger.record(async (tx, append) => {
    const { numUpdatedRows } = await tx
      .updateTable('outbox')
      .set({ state: 'answered', answer: fromUtf8(canonicalJson(answered)), last_error: null })
      .where('peer', '=', row.peer)
      .where('number', '=', row.number)
      .where('id', '=', row.id)
      .where('state', '=', 'queued')
      .executeTakeFirst()
    // The chain has ended meanwhile, or another turn kept the answer: nothing follows from this one.
    if (numUpdatedRows !== 1n) return
    if (answer.result.kind === 'refused') {
      const { code } = answer.result
      append({ kind: 'message-refused', at: answer.at, member: row.peer, number: row.number, code })
    }
    await onAnswer(tx, message, answer)
  })
}

/**
 * Waits 1, 2, 4 ... seconds up to five minutes, each with up to a half more or less. Counted anew where the
 * peer fails in another way: how long it was away says nothing about what it answers now.
 */
async function postpone(
  row: OutboxRow,
  error: EntenteError,
  { ledger, now, random }: OutboxDeps,
): Promise<void> {
  const told = error instanceof FederationError ? error.peerCode : undefined
  const failure = told ?? error.code
  const before = failure === row.last_error ? row.attempts : 0
  const seconds = Math.min(300, 2 ** Math.min(before, 10)) * (0.5 + random())
  await ledger.record(async (tx) => {
    await tx
      .updateTable('outbox')
      .set({
        attempts: before + 1,
        next_at: new Date(now().getTime() + seconds * 1000).toISOString(),
        last_error: failure,
      })
      .where('peer', '=', row.peer)
      .where('number', '=', row.number)
      .where('state', '=', 'queued')
      .execute()
  })
}

function digest(text: string): Hash {
  if (!isHash(text)) throw new TypeError('a row of the store holds no digest where one belongs')
  return text
}
