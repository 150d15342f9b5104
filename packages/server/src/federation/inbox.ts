/**
 * The inbox: a peer's message is taken once, in order, and answered under our signature (D16).
 *
 * @module
 */
import {
  type Hash,
  type HybridSigner,
  parseStatement,
  SignatureError,
  signStatement,
  type Statement,
} from '@entente/core/crypto'
import { LedgerError, type LedgerEvent } from '@entente/core/ledger'
import { canonicalJson, EntenteError, FormatError, fromUtf8, parseJson } from '@entente/core/lib'
import { findMember, requirePact } from '@entente/core/pact'
import {
  type Answer,
  type BodyKind,
  freshMilliseconds,
  type Message,
  type MessageBody,
  messageTypes,
  parseMessage,
  verifyMessage,
  WireError,
} from '@entente/core/wire'
import type { Selectable, Transaction } from 'kysely'

import type { Appended, Ledger } from '../ledger/index.ts'
import type { StandingKeeper } from '../standing/index.ts'
import type { Database, InboxTable, Store } from '../store/index.ts'

/** What an inbox needs. */
export interface InboxDeps {
  readonly store: Store
  readonly ledger: Ledger
  readonly standing: StandingKeeper
  readonly messageKey: () => HybridSigner
  readonly handlers: Handlers
  readonly now: () => Date
}

/** What a message causes: run inside of the work that keeps the message and its answer. */
export type Effect = (
  tx: Transaction<Database>,
  append: (event: LedgerEvent) => Appended,
) => Promise<void>

/**
 * Verifies a body and calls `keep` with its effect, once. What it throws before that and speaks of the
 * body is a refusal; the message consumes its number all the same. `keep` returns when everything is
 * durable.
 */
export type Handler<K extends BodyKind> = (
  body: Extract<MessageBody, { readonly kind: K }>,
  message: Message,
  keep: (effect: Effect) => Promise<void>,
) => Promise<void>

/** One handler a kind of body. */
export type Handlers = { readonly [K in BodyKind]: Handler<K> }

/** Messages of one peer that may wait for their turn: it is to wait for our answer before it goes on. */
const mostWaiting = 4

/** Takes one message of a peer after another: what is checked of a chain must still hold when it is kept. */
export function createInbox(
  deps: InboxDeps,
): (signed: Statement, peer: string) => Promise<Statement> {
  const turns = new Map<string, { readonly last: Promise<unknown>; readonly waiting: number }>()
  return async (signed, peer) => {
    const before = turns.get(peer)
    const waiting = (before?.waiting ?? 0) + 1
    if (waiting > mostWaiting) throw new WireError('wire/busy', `${waiting} messages at once`)
    const turn = (before?.last ?? Promise.resolve()).then(() => takeMessage(signed, peer, deps))
    turns.set(peer, { last: turn.catch(() => undefined), waiting })
    try {
      return await turn
    } finally {
      const now = turns.get(peer)
      if (!now || now.waiting === 1) turns.delete(peer)
      else turns.set(peer, { ...now, waiting: now.waiting - 1 })
    }
  }
}

/**
 * Takes a message that came over a connection of `peer`, and gives the signed answer: the one given
 * before if the message is known.
 *
 * @throws {WireError} where there is no message of the peer to answer: `wire/malformed`,
 *   `wire/other-party`, `wire/other-origin`, `wire/unsigned`; or where it has to come again: `wire/gap`,
 *   `wire/heads-unknown`, `wire/payload-missing`; or `wire/chain-conflict`
 */
async function takeMessage(signed: Statement, peer: string, deps: InboxDeps): Promise<Statement> {
  const { id, message } = await verifyMessage(signed, { peer, standing: deps.standing.current() })
  const { same, before } = await findPlace(message, deps.store)
  if (same?.id === id) return parseStatement(parseJson(same.answer))
  if (same || (before?.id ?? null) !== message.previous) {
    if (!same && !before)
      throw new WireError('wire/gap', `message ${message.number} came too early`)
    await keepConflict(message, id, signed, deps)
    throw new WireError('wire/chain-conflict', `message ${message.number} contradicts another`)
  }

  const kept: { answer?: Statement } = {}
  const keep = async (result: Answer['result'], effect: Effect): Promise<void> => {
    if (kept.answer) throw new TypeError('a message is kept once')
    const answer = await signAnswer(message, id, result, deps)
    await deps.ledger.record(async (tx, append) => {
      // A new ledger of the peer ends its chains: what the message causes comes before its own row.
      await effect(tx, append)
      await tx
        .insertInto('inbox')
        .values({
          peer,
          origin: message.origin,
          number: message.number,
          id,
          body: fromUtf8(canonicalJson(signed)),
          answer: fromUtf8(canonicalJson(answer)),
          received_at: deps.now().toISOString(),
        })
        .execute()
    })
    kept.answer = answer
  }
  try {
    requireAcceptable(message, before, deps)
    await handle(message, deps.handlers, (effect) => keep({ kind: 'accepted' }, effect))
  } catch (error) {
    if (kept.answer || !isRefusal(error)) throw error
    const { code } = error
    await keep({ kind: 'refused', code }, async (_tx, append) => {
      const at = deps.now().toISOString()
      append({ kind: 'message-refused', at, member: peer, number: message.number, code })
    })
  }
  if (!kept.answer) throw new TypeError('a handler kept nothing')
  return kept.answer
}

/** What any body has to satisfy. Its place is known to be right: who fails here consumes the number. */
function requireAcceptable(
  message: Message,
  before: Selectable<InboxTable> | undefined,
  { standing, now }: InboxDeps,
): void {
  const { terms } = requirePact(standing.current(), message.pact)
  if (!findMember(terms, message.from) || !findMember(terms, message.to)) {
    throw new WireError('wire/not-acceptable', 'a party of the message is no party of its pact')
  }
  if (Date.parse(message.at) > now().getTime() + freshMilliseconds) {
    throw new WireError('wire/stale', `written at ${message.at}, which is not yet`)
  }
  // Whoever holds a key that was withdrawn could otherwise name a head from before the withdrawal.
  const floor = before ? parseMessage(parseStatement(parseJson(before.body))).heads : undefined
  if (floor && message.heads.appointments.number < floor.appointments.number) {
    throw new WireError('wire/heads-back', `appointments ${message.heads.appointments.number}`)
  }
}

async function handle(
  message: Message,
  handlers: Handlers,
  keep: (effect: Effect) => Promise<void>,
): Promise<void> {
  const { body } = message
  switch (body.kind) {
    case 'appointments':
      return handlers.appointments(body, message, keep)
    case 'notice':
      return handlers.notice(body, message, keep)
    case 'delivery':
      return handlers.delivery(body, message, keep)
    case 'receipt':
      return handlers.receipt(body, message, keep)
    case 'receipt-proof':
      return handlers['receipt-proof'](body, message, keep)
    case 'acknowledgement':
      return handlers.acknowledgement(body, message, keep)
    case 'consent-request':
      return handlers['consent-request'](body, message, keep)
    case 'consent':
      return handlers.consent(body, message, keep)
    case 'consent-refusal':
      return handlers['consent-refusal'](body, message, keep)
  }
}

/** Domains whose errors speak of what was sent. A failure of any other is ours: the message comes again. */
const refusing = [
  'acknowledgement',
  'consent',
  'crypto',
  'document',
  'label',
  'pact',
  'tdf',
  'wire',
]

function isRefusal(error: unknown): error is EntenteError {
  if (!(error instanceof EntenteError) || error.code === 'wire/payload-missing') return false
  const [domain = ''] = error.code.split('/')
  return (
    refusing.includes(domain) ||
    error instanceof SignatureError ||
    error instanceof FormatError ||
    error instanceof LedgerError
  )
}

/** The message kept with this number, and the one kept before it. */
async function findPlace(
  { from, origin, number }: Message,
  store: Store,
): Promise<{
  same: Selectable<InboxTable> | undefined
  before: Selectable<InboxTable> | undefined
}> {
  const rows = await store.db
    .selectFrom('inbox')
    .selectAll()
    .where('peer', '=', from)
    .where('origin', '=', origin)
    .where('number', 'in', [number - 1, number])
    .execute()
  return {
    same: rows.find((row) => row.number === number),
    before: rows.find((row) => row.number === number - 1),
  }
}

/** Contradicting messages kept of one chain. They are signed, so a few prove all there is to prove. */
const mostEvidence = 16

/** The peer has signed two histories: both are kept, and the second is not followed. */
async function keepConflict(
  { from: peer, origin, number }: Message,
  id: Hash,
  signed: Statement,
  { ledger, now }: InboxDeps,
): Promise<void> {
  const at = now().toISOString()
  await ledger.record(async (tx, append) => {
    const rows = await tx
      .selectFrom('conflicts')
      .select('id')
      .where('peer', '=', peer)
      .where('origin', '=', origin)
      .execute()
    if (rows.length >= mostEvidence || rows.some((row) => row.id === id)) return
    await tx
      .insertInto('conflicts')
      .values({ peer, origin, number, id, body: fromUtf8(canonicalJson(signed)), at })
      .execute()
    append({ kind: 'message-conflict', at, member: peer, number, hash: id })
  })
}

function signAnswer(
  { from, to, number }: Message,
  id: Hash,
  result: Answer['result'],
  { messageKey, now }: InboxDeps,
): Promise<Statement> {
  const answer: Answer = {
    kind: 'answer',
    message: id,
    from: to,
    to: from,
    number,
    at: now().toISOString(),
    result,
  }
  return signStatement(messageTypes.answer, answer, messageKey())
}
