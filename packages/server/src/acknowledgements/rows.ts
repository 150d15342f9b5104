/**
 * Acknowledgements as rows.
 *
 * @module
 */
import { parseStatement, type Statement, statementId } from '@entente/core/crypto'
import { parseJson } from '@entente/core/lib'
import type { Acknowledgement } from '@entente/core/pact'
import type { Kysely, Transaction } from 'kysely'

import type { AcknowledgementsTable, Database } from '../store/index.ts'

/** One of them, by whom and when it was taken here. */
export type AcknowledgementRow = AcknowledgementsTable

/** Those of a document, oldest first. */
export async function acknowledgementsOf(
  db: Kysely<Database>,
  document: string,
): Promise<readonly AcknowledgementRow[]> {
  return db
    .selectFrom('acknowledgements')
    .selectAll()
    .where('document', '=', document)
    .orderBy('entry')
    .execute()
}

/** That of a person of a member on a release, with its row, if there is one. */
export async function findAcknowledgement(
  db: Kysely<Database>,
  { release, member, person }: Pick<Acknowledgement, 'member' | 'person' | 'release'>,
): Promise<{ readonly statement: Statement; readonly at: string } | undefined> {
  const row = await db
    .selectFrom('acknowledgements')
    .innerJoin('statements', 'statements.id', 'acknowledgements.statement')
    .select(['statements.body', 'acknowledged_at as at'])
    .where('release', '=', release)
    .where('acknowledgements.member', '=', member)
    .where('person', '=', person)
    .executeTakeFirst()
  return row && { statement: parseStatement(parseJson(row.body)), at: row.at }
}

/** Keeps one, with the entry of the ledger that it is recorded by. */
export async function insertAcknowledgement(
  tx: Transaction<Database>,
  { release, document, member, person }: Acknowledgement,
  statement: Statement,
  { at, entry }: { readonly at: string; readonly entry: number },
): Promise<void> {
  const id = statementId(statement)
  await tx
    .insertInto('acknowledgements')
    .values({ release, member, person, document, statement: id, acknowledged_at: at, entry })
    .execute()
}

/** When a person opened a release here for the first time. */
export async function firstOpening(
  db: Kysely<Database>,
  release: string,
  person: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('openings')
    .select('opened_at')
    .where('release', '=', release)
    .where('person', '=', person)
    .executeTakeFirst()
  return row?.opened_at
}

/** What was received, and a person has opened and not acknowledged, newest opening first. */
export async function openedCopies(
  db: Kysely<Database>,
  self: string,
  person: string,
  limit: number,
): Promise<readonly { document: string; release: string; member: string; since: string }[]> {
  return db
    .selectFrom('openings')
    .innerJoin('copies', 'copies.release', 'openings.release')
    .innerJoin('documents', 'documents.document', 'copies.document')
    .leftJoin('acknowledgements as given', (join) =>
      join
        .onRef('given.release', '=', 'openings.release')
        .onRef('given.person', '=', 'openings.person')
        .on('given.member', '=', self),
    )
    .select([
      'copies.document as document',
      'openings.release as release',
      'originator as member',
      'opened_at as since',
    ])
    .where('openings.person', '=', person)
    .where('given.release', 'is', null)
    .orderBy('opened_at', 'desc')
    .limit(limit)
    .execute()
}
