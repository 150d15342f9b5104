/**
 * Lines of the register, each written with the statement that it follows from, in one commit.
 *
 * @module
 */
import { parseStatement } from '@entente/core/crypto'
import { parseJson } from '@entente/core/lib'
import { type Instant, parseDocumentPolicy, parseRelease, type Release } from '@entente/core/pact'
import type { Transaction } from 'kysely'

import type { Ledger } from '../ledger/index.ts'
import type { Database, DocumentsTable, RegisterLinesTable, Store } from '../store/index.ts'

/** Writes the line of a draft of ours, as its home policy says. */
export async function writeOwnLine(
  tx: Transaction<Database>,
  homePolicy: string,
  createdAt: Instant,
): Promise<void> {
  const said = parseDocumentPolicy(homePolicy)
  if (said.kind !== 'home') throw new TypeError('a draft has a home policy')
  await tx
    .insertInto('register_lines')
    .values({
      document: said.document,
      created_at: createdAt,
      direction: 'own',
      ...said.level,
      author: said.author,
      case_id: said.case ?? '',
      pact: '',
      release: '',
      released: 0,
      recalled: 0,
      not_after: '',
    })
    .execute()
}

/**
 * Writes the line of a document received by `self`, as a verified release says that is here as a copy: if
 * the document came before under a copy with a higher number, that one's stays.
 */
export async function writeReceivedLine(
  tx: Transaction<Database>,
  release: Release,
  self: string,
): Promise<void> {
  const { document } = release
  const newest = await tx
    .selectFrom('copies')
    .innerJoin('documents', 'documents.document', 'copies.document')
    .select(['copies.release', 'documents.created_at'])
    .where('copies.document', '=', document)
    .orderBy('copies.copy', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  if (newest.release !== release.release) return
  const line: RegisterLinesTable = {
    document,
    created_at: newest.created_at,
    direction: 'received',
    ...release.level,
    author: release.author,
    case_id: '',
    pact: release.pact.id,
    release: release.release,
    released: release.recipients.includes(self) ? 1 : 0,
    recalled: 0,
    not_after: release.notAfter,
  }
  await tx.deleteFrom('register_purposes').where('document', '=', document).execute()
  await tx
    .insertInto('register_lines')
    .values(line)
    .onConflict((conflict) => conflict.column('document').doUpdateSet(line))
    .execute()
  await tx
    .insertInto('register_purposes')
    .values([...new Set(release.purposes)].map((purpose) => ({ document, purpose })))
    .execute()
}

/** Writes the lines of documents that were there before the register had lines. */
export async function completeRegister(store: Store, ledger: Ledger, self: string): Promise<void> {
  const missing = await store.db
    .selectFrom('documents')
    .leftJoin('register_lines', 'register_lines.document', 'documents.document')
    .select(['documents.document', 'documents.direction', 'documents.created_at'])
    .where('register_lines.document', 'is', null)
    .execute()
  if (missing.length === 0) return
  await ledger.record(async (tx) => {
    for (const row of missing) await writeLineOf(tx, row, self)
  })
}

async function writeLineOf(
  tx: Transaction<Database>,
  {
    document,
    direction,
    created_at: createdAt,
  }: Pick<DocumentsTable, 'created_at' | 'direction' | 'document'>,
  self: string,
): Promise<void> {
  if (direction === 'own') {
    const { body } = await tx
      .selectFrom('policies')
      .select('body')
      .where('document', '=', document)
      .where('release', 'is', null)
      .executeTakeFirstOrThrow()
    return writeOwnLine(tx, body, createdAt)
  }
  const { body } = await tx
    .selectFrom('copies')
    .innerJoin('statements', 'statements.id', 'copies.statement')
    .select('statements.body')
    .where('copies.document', '=', document)
    .orderBy('copies.copy', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return writeReceivedLine(tx, parseRelease(parseStatement(parseJson(body))), self)
}
