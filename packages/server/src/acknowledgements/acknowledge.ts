/**
 * Acknowledging what was received: the statement to sign, and the signed one taken, on record first.
 *
 * @module
 */
import { type Statement, statementId, unsignedStatement } from '@entente/core/crypto'
import type { EntenteError } from '@entente/core/lib'
import {
  type Acknowledgement,
  type ActSuite,
  headsOf,
  parseAcknowledgement,
  parseRelease,
  PactError,
  requireDirectory,
  requirePact,
  requirePersonAt,
  suitesFor,
  verifyAcknowledgement,
} from '@entente/core/pact'
import { freshMilliseconds } from '@entente/core/wire'
import type { Transaction } from 'kysely'

import { writeStatement } from '../documents/index.ts'
import type { Announcement } from '../federation/index.ts'
import { findRelease } from '../kas/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { StandingKeeper } from '../standing/index.ts'
import type { Database, Store } from '../store/index.ts'

import { AcknowledgementError } from './errors.ts'
import { findAcknowledgement, firstOpening, insertAcknowledgement } from './rows.ts'

/** What acknowledging needs. */
export interface AcknowledgeDeps {
  readonly store: Store
  readonly ledger: Ledger
  readonly standing: StandingKeeper
  readonly enqueue: (tx: Transaction<Database>, announcement: Announcement) => Promise<void>
  readonly now: () => Date
}

/** What a person would sign, or has signed. */
export interface PreparedAcknowledgement {
  readonly statement: Statement
  /** The release statement that it names. */
  readonly release: Statement
  /** By which acts it may be signed. */
  readonly suites: readonly ActSuite[]
  /** When it was given; null while it waits. */
  readonly given: string | null
}

/**
 * The statement that `person` signs to acknowledge a copy of ours, or the one signed before. Nothing is recorded.
 *
 * @throws {AcknowledgementError} `acknowledgement/not-found`, `acknowledgement/not-opened`
 */
export async function prepareAcknowledgement(
  release: string,
  person: string,
  { store, standing, now }: Pick<AcknowledgeDeps, 'now' | 'standing' | 'store'>,
): Promise<PreparedAcknowledgement> {
  const current = standing.current()
  const { self } = current
  const signed = await requireReceived(release, self, store)
  await requireOpened(release, person, store)
  const said = parseRelease(signed)
  const suites = suitesFor(signed, requirePact(current, said.pact.id).terms)
  const before = await findAcknowledgement(store.db, { release, member: self, person })
  if (before) return { statement: before.statement, release: signed, suites, given: before.at }
  const statement = unsignedStatement({
    kind: 'acknowledgement',
    pact: said.pact.id,
    release,
    statement: statementId(signed),
    document: said.document,
    originator: said.originator,
    member: self,
    person,
    at: now().toISOString(),
    head: headsOf(current, said.pact.id, self).appointments,
  } satisfies Acknowledgement)
  return { statement, release: signed, suites, given: null }
}

/**
 * Takes what `person` has signed: it is on record, and on its way to the originator, in one commit. The same once
 * more changes nothing. A refusal is on record.
 *
 * @throws {AcknowledgementError}; {PactError} what {@link verifyAcknowledgement} refuses it for
 */
export async function acknowledge(
  release: string,
  statement: Statement,
  person: string,
  deps: AcknowledgeDeps,
): Promise<{ readonly at: string }> {
  const { store, ledger, standing, enqueue, now } = deps
  const { self } = standing.current()
  const signed = await requireReceived(release, self, store)
  const { document, originator, pact } = parseRelease(signed)
  const at = now().toISOString()
  const before = await findAcknowledgement(store.db, { release, member: self, person })
  if (before && isSame(before.statement, statement)) return { at: before.at }
  try {
    await requireAcceptable(statement, { signed, person, given: before !== undefined }, deps)
  } catch (error) {
    if (!isRefusal(error)) throw error
    const { code } = error
    await ledger.record(async (_tx, append) => {
      append({ kind: 'acknowledgement-refused', at, document, release, by: person, code })
    })
    throw error
  }
  const { result } = await ledger.record(async (tx, append) => {
    // It may be handed in twice at once: the second finds the row of the first.
    const first = await findAcknowledgement(tx, { release, member: self, person })
    if (first) {
      if (isSame(first.statement, statement)) return first.at
      throw new AcknowledgementError('acknowledgement/given', 'another was just taken')
    }
    const ids = { document, release, person, statement: statementId(statement) }
    const { index } = append({ kind: 'acknowledged', at, ...ids })
    await writeStatement(tx, { type: 'acknowledgement', member: self, statement, at })
    const said = parseAcknowledgement(statement)
    await insertAcknowledgement(tx, said, statement, { at, entry: index })
    const body = { kind: 'acknowledgement', statement } as const
    await enqueue(tx, { peer: originator, pact: pact.id, entry: index, body })
    return at
  })
  return { at: result }
}

interface Handed {
  readonly signed: Statement
  readonly person: string
  readonly given: boolean
}

/** It is by the person who hands it in, who has opened the release, and may act by this key now. */
async function requireAcceptable(
  statement: Statement,
  { signed, person, given }: Handed,
  { store, standing, now }: AcknowledgeDeps,
): Promise<void> {
  const current = standing.current()
  const { release, pact } = parseRelease(signed)
  const opened = await requireOpened(release, person, store)
  const said = parseAcknowledgement(statement)
  const latest = new Date(now().getTime() + freshMilliseconds).toISOString()
  if (said.person !== person || said.at < opened || said.at > latest) {
    throw new AcknowledgementError('acknowledgement/mismatch', 'of another person or time')
  }
  const directory = requireDirectory(current, current.self)
  const { terms } = requirePact(current, pact.id)
  await verifyAcknowledgement(statement, { release: signed, directory, terms })
  requirePersonAt(statement, directory, now().toISOString())
  if (given) throw new AcknowledgementError('acknowledgement/given', 'there is another')
}

/** A copy of ours, never our own document. */
async function requireReceived(release: string, self: string, store: Store): Promise<Statement> {
  const signed = await findRelease(store, release)
  if (signed && parseRelease(signed).originator !== self) return signed
  throw new AcknowledgementError('acknowledgement/not-found', 'no such release was received')
}

async function requireOpened(release: string, person: string, { db }: Store): Promise<string> {
  const opened = await firstOpening(db, release, person)
  if (opened !== undefined) return opened
  throw new AcknowledgementError('acknowledgement/not-opened', 'not opened by this person')
}

function isSame(one: Statement, other: Statement): boolean {
  return statementId(one) === statementId(other)
}

function isRefusal(error: unknown): error is EntenteError {
  return error instanceof PactError || error instanceof AcknowledgementError
}
