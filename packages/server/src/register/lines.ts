/**
 * Lines of the register, each written with the statement that it follows from, in one commit.
 *
 * @module
 */
import { parseStatement } from '@entente/core/crypto'
import { parseLabel, type XmlParser } from '@entente/core/label'
import { parseJson, utf8 } from '@entente/core/lib'
import { type Instant, parseDocumentPolicy, parseRelease, type Release } from '@entente/core/pact'
import type { Transaction } from 'kysely'

import type { Ledger } from '../ledger/index.ts'
import type { Database, DocumentsTable, Store } from '../store/index.ts'

import { classFor, type SharedLabel } from './classes.ts'
import { searchTextOf } from './search.ts'

/** Writes the line of a draft of ours, as its home policy and its label say. */
export async function writeOwnLine(
  tx: Transaction<Database>,
  {
    policy,
    label,
    createdAt,
  }: { readonly policy: string; readonly label: SharedLabel; readonly createdAt: Instant },
): Promise<void> {
  const said = parseDocumentPolicy(policy)
  if (said.kind !== 'home') throw new TypeError('a draft has a home policy')
  const { document, author, level } = said
  await tx
    .insertInto('register_lines')
    .values({
      document,
      created_at: createdAt,
      class: await classFor(tx, { direction: 'own', pact: '', ...level }, label),
      author,
      case_id: said.case ?? '',
      release: '',
      released: 0,
      recalled: 0,
      not_after: '',
      search: await searchTextOf(tx, document),
    })
    .execute()
}

/**
 * Writes the line of a document received by `self`, as a verified release and its label say, once the copy
 * is here: if the document came before under a copy with a higher number, that one's stays.
 */
export async function writeReceivedLine(
  tx: Transaction<Database>,
  {
    release,
    label,
    self,
  }: { readonly release: Release; readonly label: SharedLabel; readonly self: string },
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
  const said = { direction: 'received', pact: release.pact.id, ...release.level } as const
  const line = {
    document,
    created_at: newest.created_at,
    class: await classFor(tx, said, label),
    author: release.author,
    case_id: '',
    release: release.release,
    released: release.recipients.includes(self) ? 1 : 0,
    recalled: 0,
    not_after: release.notAfter,
    search: await searchTextOf(tx, document),
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

/** What writing lines anew needs. */
export interface CompleteDeps {
  readonly store: Store
  readonly ledger: Ledger
  readonly self: string
  readonly xml: XmlParser
}

/** Writes what lines of documents lack that were there before the register had lines, or searched them. */
export async function completeRegister(deps: CompleteDeps): Promise<void> {
  await writeMissing(deps)
  const { store, ledger } = deps
  const unfolded = await store.db
    .selectFrom('register_lines')
    .select('document')
    .where('search', '=', '')
    .execute()
  if (unfolded.length === 0) return
  await ledger.record(async (tx) => {
    for (const { document } of unfolded) {
      await tx
        .updateTable('register_lines')
        .set({ search: await searchTextOf(tx, document) })
        .where('document', '=', document)
        .execute()
    }
  })
}

async function writeMissing({ store, ledger, self, xml }: CompleteDeps): Promise<void> {
  const missing = await store.db
    .selectFrom('documents')
    .leftJoin('register_lines', 'register_lines.document', 'documents.document')
    .select([
      'documents.document',
      'documents.direction',
      'documents.created_at',
      'documents.label_xml',
    ])
    .where('register_lines.document', 'is', null)
    .execute()
  if (missing.length === 0) return
  const rows = missing.map((row) => ({ ...row, label: parseLabel(utf8(row.label_xml), xml) }))
  await ledger.record(async (tx) => {
    for (const row of rows) await writeLineOf(tx, row, self)
  })
}

async function writeLineOf(
  tx: Transaction<Database>,
  {
    document,
    direction,
    created_at: createdAt,
    label,
  }: Pick<DocumentsTable, 'created_at' | 'direction' | 'document'> & {
    readonly label: SharedLabel
  },
  self: string,
): Promise<void> {
  if (direction === 'own') {
    const { body: policy } = await tx
      .selectFrom('policies')
      .select('body')
      .where('document', '=', document)
      .where('release', 'is', null)
      .executeTakeFirstOrThrow()
    return writeOwnLine(tx, { policy, label, createdAt })
  }
  const { body } = await tx
    .selectFrom('copies')
    .innerJoin('statements', 'statements.id', 'copies.statement')
    .select('statements.body')
    .where('copies.document', '=', document)
    .orderBy('copies.copy', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  const release = parseRelease(parseStatement(parseJson(body)))
  return writeReceivedLine(tx, { release, label, self })
}
