/**
 * The inbox: a peer's message is taken once, in order, and answered under our signature (D16).
 *
 * @module
 */
import {
  addAct,
  type Hash,
  type HybridSigner,
  parseStatement,
  type Statement,
  statementId,
  unsignedStatement,
} from '@entente/core/crypto'
import type { LedgerEvent } from '@entente/core/ledger'
import { canonicalJson, EntenteError, fromUtf8, parseJson } from '@entente/core/lib'
import {
  type Answer,
  type BodyKind,
  type Message,
  type MessageBody,
  messageTypes,
  verifyMessage,
  WireError,
} from '@entente/core/wire'
import type { Transaction } from 'kysely'

import type { Appended, Ledger } from '../ledger/index.ts'
import type { StandingKeeper } from '../standing/index.ts'
import type { Database, Store } from '../store/index.ts'

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
 * Verifies a body and calls `keep` with its effect, once. What is thrown before is a refusal; the
 * message consumes its number all the same. `keep` returns when everything is durable.
 */
export type Handler<K extends BodyKind> = (
  body: Extract<MessageBody, { readonly kind: K }>,
  message: Message,
  keep: (effect: Effect) => Promise<void>,
) => Promise<void>

/** One handler a kind of body. */
export type Handlers = { readonly [K in BodyKind]: Handler<K> }

/** Takes one message of a peer after another: what is checked of a chain must still hold when it is kept. */
export function createInbox(
  deps: InboxDeps,
): (signed: Statement, peer: string) => Promise<Statement> {
  const turns = new Map<string, Promise<unknown>>()
  return (signed, peer) => {
    const turn = (turns.get(peer) ?? Promise.resolve()).then(() => takeMessage(signed, peer, deps))
    turns.set(
      peer,
      turn.catch(() => undefined),
    )
    return turn
  }
}

/**
 * Takes a message that came over a connection of `peer`, and gives the signed answer: the one given
 * before if the message is known.
 *
 * @throws {WireError} where there is no message of the peer to answer: `wire/malformed`,
 *   `wire/other-party`, `wire/unsigned`; or where it has to come again: `wire/gap`,
 *   `wire/heads-unknown`, `wire/payload-missing`; or `wire/chain-conflict`
 */
async function takeMessage(signed: Statement, peer: string, deps: InboxDeps): Promise<Statement> {
  const { id, message } = await verifyMessage(signed, { peer, standing: deps.standing.current() })
  const known = await findAnswer(message, id, signed, deps)
  if (known) return known

  const kept: { answer?: Statement } = {}
  const keep = async (result: Answer['result'], effect: Effect): Promise<void> => {
    const answer = await signAnswer(message, id, result, deps)
    await deps.ledger.record(async (tx, append) => {
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
      await effect(tx, append)
    })
    kept.answer = answer
  }
  try {
    await handle(message, deps.handlers, (effect) => keep({ kind: 'accepted' }, effect))
  } catch (error) {
    if (kept.answer || !(error instanceof EntenteError) || mustComeAgain(error)) throw error
    const { code } = error
    await keep({ kind: 'refused', code }, async (_tx, append) => {
      const at = deps.now().toISOString()
      append({ kind: 'message-refused', at, member: peer, number: message.number, code })
    })
  }
  if (!kept.answer) throw new TypeError('a handler kept nothing')
  return kept.answer
}

function handle(
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
  }
}

/** Refusals that are not final: the number is not consumed. */
function mustComeAgain({ code }: EntenteError): boolean {
  return code === 'wire/payload-missing' || code === 'document/incomplete'
}

async function findAnswer(
  message: Message,
  id: Hash,
  signed: Statement,
  { store, ledger, now }: InboxDeps,
): Promise<Statement | undefined> {
  const { from: peer, origin, number, previous } = message
  const rows = await store.db
    .selectFrom('inbox')
    .select(['number', 'id', 'answer'])
    .where('peer', '=', peer)
    .where('origin', '=', origin)
    .where('number', '>=', number - 1)
    .orderBy('number')
    .execute()
  const same = rows.find((row) => row.number === number)
  if (same?.id === id) return parseStatement(parseJson(same.answer))
  const before = rows.find((row) => row.number === number - 1)
  if (!same && number > 1 && !before)
    throw new WireError('wire/gap', `message ${number - 1} is missing`)
  if (!same && (before?.id ?? null) === previous) return undefined

  // The peer has signed two histories: both are kept, and neither is followed further.
  await ledger.record(async (tx, append) => {
    const at = now().toISOString()
    await tx
      .insertInto('conflicts')
      .values({ peer, origin, number, id, body: fromUtf8(canonicalJson(signed)), at })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    append({ kind: 'message-conflict', at, member: peer, number, hash: statementId(signed) })
  })
  throw new WireError('wire/chain-conflict', `message ${number} contradicts what was signed before`)
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
  return addAct(messageTypes.answer, unsignedStatement(answer), messageKey())
}
