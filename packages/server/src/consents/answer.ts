/**
 * Answering as the originator: the consent that officers have signed on their own machines, or a no.
 *
 * @module
 */
import { mergeActs, type Statement, statementId } from '@entente/core/crypto'
import {
  answersWish,
  PactError,
  parseConsent,
  requireSignerAt,
  sameLevel,
} from '@entente/core/pact'
import type { Transaction } from 'kysely'

import { requireDocument } from '../documents/index.ts'
import type { Announcement } from '../federation/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { StandingKeeper } from '../standing/index.ts'
import type { Database, Store } from '../store/index.ts'

import { requireReleasedTo } from './ask.ts'
import { ConsentError } from './errors.ts'
import { type ConsentState, findConsentRow, insertConsent, moveConsent } from './rows.ts'

/** Queues a message in the work that announces it. */
export type Enqueue = (tx: Transaction<Database>, announcement: Announcement) => Promise<void>

/** What answering needs. */
export interface AnswerDeps {
  readonly store: Store
  readonly ledger: Ledger
  readonly standing: StandingKeeper
  readonly enqueue: Enqueue
  readonly now: () => Date
}

/** Where a consent stands after an officer has acted. */
export interface Answered {
  readonly consent: string
  readonly state: ConsentState['state']
}

/**
 * Takes a consent of ours, asked for or not, with the acts that it has. With as many officers as its level
 * takes it stands, is on record and goes to the member that it is for; with fewer it waits for them.
 *
 * @throws {PactError} what it is refused for; {ConsentError} `consent/closed`, `consent/mismatch`,
 *   `consent/not-found`; {DocumentError} `document/not-found`
 */
export async function giveConsent(statement: Statement, deps: AnswerDeps): Promise<Answered> {
  const { store, ledger, standing, enqueue, now } = deps
  const said = parseConsent(statement)
  const { self } = standing.current()
  const { consent, document, originator, member } = said
  if (originator !== self) {
    throw new PactError('pact/inconsistent', `a consent of \`${originator}\``, {
      member: originator,
    })
  }
  await requireConsentedDocument(said, self, store)
  const before = await findConsentRow(store.db, consent)
  if (before?.state === 'given' && before.statement && sameStatement(before.statement, statement)) {
    return { consent, state: 'given' }
  }
  if (before) requireAnswer(before, statement)
  const signed = before?.statement ? mergeActs(statement, before.statement) : statement
  const at = now().toISOString()
  const move = async (tx: Transaction<Database>, state: ConsentState['state']): Promise<void> => {
    if (before) return moveConsent(tx, before, { state, statement: signed }, at)
    const { pact, level, act, party, purposes, to, notAfter } = said
    const wish = { document, level, act, party, purposes, to, notAfter }
    const row = { consent, asker: member, originator, pact, wish, askedBy: null, createdAt: at }
    return insertConsent(tx, { ...row, state, statement: signed })
  }
  try {
    await standing.change(
      [{ kind: 'consent', statement: signed }],
      async ({ fresh, next, write }) => {
        if (fresh.length === 0) throw new ConsentError('consent/closed', 'it stands already')
        requireSignerAt(next, 'consent', signed, at)
        await ledger.record(async (tx, append) => {
          await write(tx)
          await move(tx, 'given')
          const ids = { document, consent, member, statement: statementId(signed) }
          const { index } = append({ kind: 'consent-issued', at, ...ids })
          if (member === self) return
          const body = { kind: 'consent', statement: signed } as const
          await enqueue(tx, { peer: member, pact: said.pact, entry: index, body })
        })
      },
    )
    return { consent, state: 'given' }
  } catch (error) {
    // Those who have acted were verified before they were counted; the others have still to act.
    if (!(error instanceof PactError) || error.code !== 'pact/approval-missing') throw error
    if (signed.acts.length === 0) throw error
    requireSignerAt(standing.current(), 'consent', signed, at)
    await ledger.record((tx) => move(tx, 'asked'))
    return { consent, state: 'asked' }
  }
}

/**
 * Says no to a request, on record first. It has no reason: none has to be given.
 *
 * @throws {ConsentError} `consent/closed`
 */
export async function refuseConsent(
  before: ConsentState,
  person: string,
  { ledger, standing, enqueue, now }: AnswerDeps,
): Promise<Answered> {
  const { consent, asker, originator, pact, wish } = before
  const { self } = standing.current()
  if (before.state === 'refused') return { consent, state: 'refused' }
  if (before.state !== 'asked' || originator !== self) {
    throw new ConsentError('consent/closed', `the request is ${before.state}`)
  }
  const at = now().toISOString()
  await ledger.record(async (tx, append) => {
    await moveConsent(tx, before, { state: 'refused', statement: null }, at)
    const ids = { document: wish.document, consent, member: asker }
    const { index } = append({ kind: 'consent-refused', at, ...ids, by: person })
    if (asker === self) return
    const body = { kind: 'consent-refusal', consent } as const
    await enqueue(tx, { peer: asker, pact, entry: index, body })
  })
  return { consent, state: 'refused' }
}

/** Ours, at the level that the consent names, and released to the member that it is for. */
async function requireConsentedDocument(
  said: ReturnType<typeof parseConsent>,
  self: string,
  store: Store,
): Promise<void> {
  const { direction, regime, level } = await requireDocument(store, said.document)
  if (direction !== 'own' || !sameLevel(said.level, { regime, level })) {
    throw new ConsentError('consent/mismatch', 'not our document, or at another level')
  }
  if (said.member !== self) await requireReleasedTo(said.member, said.pact, said, store)
}

/** It answers what was asked, and the acts so far are on the same statement. */
function requireAnswer(before: ConsentState, statement: Statement): void {
  const said = parseConsent(statement)
  if (before.state !== 'asked') {
    throw new ConsentError('consent/closed', `the request is ${before.state}`)
  }
  const fits =
    before.asker === said.member &&
    before.pact === said.pact &&
    answersWish(said, before.wish) &&
    (!before.statement || sameStatement(before.statement, statement))
  if (!fits) throw new ConsentError('consent/mismatch', 'not what was asked for')
}

function sameStatement(one: Statement, other: Statement): boolean {
  return statementId(one) === statementId(other)
}
