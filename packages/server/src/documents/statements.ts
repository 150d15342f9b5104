/**
 * Statements of documents, kept as rows: labels, releases, receipts, acknowledgements.
 *
 * @module
 */
import { parseStatement, type Statement, statementId } from '@entente/core/crypto'
import { canonicalJson, fromUtf8, parseJson } from '@entente/core/lib'
import type { Transaction } from 'kysely'

import type { Database, Store } from '../store/index.ts'

import { DocumentError } from './errors.ts'

/** Kinds of statement that change nothing that stands. */
export type DocumentStatementType = 'acknowledgement' | 'label' | 'receipt' | 'release'

/** Keeps a verified statement. */
export async function writeStatement(
  tx: Transaction<Database>,
  {
    type,
    member,
    statement,
    at,
  }: { type: DocumentStatementType; member: string; statement: Statement; at: string },
): Promise<void> {
  await tx
    .insertInto('statements')
    .values({
      type,
      id: statementId(statement),
      member,
      body: fromUtf8(canonicalJson(statement)),
      recorded_at: at,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

/**
 * The statement called `id`.
 *
 * @throws {DocumentError} `document/not-found`
 */
export async function findStatement({ db }: Pick<Store, 'db'>, id: string): Promise<Statement> {
  const row = await db
    .selectFrom('statements')
    .select('body')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new DocumentError('document/not-found', 'a statement is missing')
  return parseStatement(parseJson(row.body))
}
