/**
 * Consents and requests for them as rows.
 *
 * @module
 */
import { type Hash, isHash, parseStatement, type Statement } from '@entente/core/crypto'
import { canonicalJson, fromUtf8, parseJson } from '@entente/core/lib'
import { type ConsentWish, consentWish } from '@entente/core/pact'
import type { Kysely, Transaction } from 'kysely'

import type { ConsentsTable, Database } from '../store/index.ts'

import { ConsentError } from './errors.ts'

/** A consent, or the request for one, and where it stands. */
export interface ConsentState {
  readonly consent: string
  readonly asker: string
  readonly originator: string
  readonly pact: Hash
  readonly wish: ConsentWish
  readonly state: ConsentsTable['state']
  /** The consent with the acts so far. */
  readonly statement: Statement | null
  readonly askedBy: string | null
  readonly createdAt: string
  readonly updatedAt: string
}

/**
 * The consent or request called `consent`.
 *
 * @throws {ConsentError} `consent/not-found`
 */
export async function requireConsent(db: Kysely<Database>, consent: string): Promise<ConsentState> {
  const found = await findConsentRow(db, consent)
  if (!found) throw new ConsentError('consent/not-found', 'no such request')
  return found
}

/** The consent or request called `consent`, if there is one. */
export async function findConsentRow(
  db: Kysely<Database>,
  consent: string,
): Promise<ConsentState | undefined> {
  const row = await db
    .selectFrom('consents')
    .selectAll()
    .where('consent', '=', consent)
    .executeTakeFirst()
  return row && readRow(row)
}

/** Up to `limit` of them, oldest first, after the place given; those that wait for us, or all. */
export async function consentRows(
  db: Kysely<Database>,
  after: { readonly createdAt: string; readonly consent: string },
  limit: number,
): Promise<readonly ConsentState[]> {
  const rows = await db
    .selectFrom('consents')
    .selectAll()
    .where((eb) =>
      eb(eb.refTuple('created_at', 'consent'), '>', eb.tuple(after.createdAt, after.consent)),
    )
    .orderBy('created_at')
    .orderBy('consent')
    .limit(limit)
    .execute()
  return rows.map(readRow)
}

/** What is asked of `originator` and not answered yet, newest first. */
export async function openRequests(
  db: Kysely<Database>,
  originator: string,
  limit: number,
): Promise<readonly ConsentState[]> {
  const rows = await db
    .selectFrom('consents')
    .selectAll()
    .where('originator', '=', originator)
    .where('state', '=', 'asked')
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map(readRow)
}

/** Writes one that was not known. */
export async function insertConsent(
  tx: Transaction<Database>,
  said: Omit<ConsentState, 'updatedAt'>,
): Promise<void> {
  const { consent, asker, originator, pact, wish, state, statement, askedBy, createdAt } = said
  await tx
    .insertInto('consents')
    .values({
      consent,
      asker,
      originator,
      pact,
      document: wish.document,
      regime: wish.level.regime,
      level: wish.level.level,
      wish: fromUtf8(canonicalJson(wish)),
      state,
      statement: statement && fromUtf8(canonicalJson(statement)),
      asked_by: askedBy,
      created_at: createdAt,
      updated_at: createdAt,
    })
    .execute()
}

/**
 * Moves one on from the state in which it was read.
 *
 * @throws {ConsentError} `consent/closed` where it has moved meanwhile
 */
export async function moveConsent(
  tx: Transaction<Database>,
  before: ConsentState,
  after: Pick<ConsentState, 'state' | 'statement'>,
  at: string,
): Promise<void> {
  const kept = before.statement && fromUtf8(canonicalJson(before.statement))
  const { numUpdatedRows } = await tx
    .updateTable('consents')
    .set({
      state: after.state,
      statement: after.statement && fromUtf8(canonicalJson(after.statement)),
      updated_at: at,
    })
    .where('consent', '=', before.consent)
    .where('state', '=', before.state)
    .where('statement', kept === null ? 'is' : '=', kept)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new ConsentError('consent/closed', 'somebody has just acted')
}

function readRow(row: ConsentsTable): ConsentState {
  const { consent, asker, originator, pact, state, statement } = row
  if (!isHash(pact)) throw new TypeError('a row of the store holds no digest where one belongs')
  return {
    consent,
    asker,
    originator,
    pact,
    wish: consentWish.parse(parseJson(row.wish)),
    state,
    statement: statement === null ? null : parseStatement(parseJson(statement)),
    askedBy: row.asked_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
