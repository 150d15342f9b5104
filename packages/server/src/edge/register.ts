/**
 * The register, filtered for one reader: what they may not open they do not see (D11).
 *
 * The prefilter finds the lines, the decision of each line of a page lets it be shown: rows alone show
 * nobody anything.
 *
 * @module
 */
import type { Instant } from '@entente/core/pact'
import { decide, factsOf, type Reason } from '@entente/core/policy'
import { type Expression, sql, type SqlBool } from 'kysely'

import { DeniedError, DocumentError } from '../documents/index.ts'
import { entityTag } from '../http/index.ts'
import type { Decisions } from '../kas/index.ts'
import {
  conditionOfSearch,
  type Prefilter,
  purposesOf,
  type RegisterReader,
  type RegisterSearch,
} from '../register/index.ts'
import type { DocumentsTable, Store } from '../store/index.ts'

import { requireKnown } from './known.ts'
import { formLine, newestCopy, type RegisterLine } from './register-line.ts'

/** A place in the register: after this line. */
export interface RegisterPlace {
  readonly createdAt: string
  readonly document: string
}

/** What the register needs. */
export interface RegisterDeps {
  readonly store: Store
  readonly decisions: Decisions
  readonly prefilter: Prefilter
  readonly now: () => Date
}

/** Up to `limit` lines after the place given, newest first: fewer only where there are no more. */
export async function readRegister(
  reader: RegisterReader,
  after: RegisterPlace | undefined,
  limit: number,
  deps: RegisterDeps,
  search: RegisterSearch = {},
): Promise<readonly RegisterLine[]> {
  const at = deps.now().toISOString()
  const lines: RegisterLine[] = []
  let place = after
  for (;;) {
    const wanted = limit - lines.length
    const rows = await readRows(reader, place, { limit: wanted, at, search }, deps)
    for (const row of rows) {
      const line = await lineFor(row, reader, at, deps)
      if (line) lines.push(line)
    }
    const last = rows.at(-1)
    if (!last || rows.length < wanted || lines.length === limit) return lines
    place = { createdAt: last.created_at, document: last.document }
  }
}

/**
 * The line of one document.
 *
 * @throws {DocumentError} `document/not-found`; `document/denied` with every reason
 */
export async function requireLine(
  document: string,
  reader: RegisterReader,
  deps: RegisterDeps,
): Promise<RegisterLine> {
  return (await requireVersion(document, reader, deps)).line
}

/**
 * The line of a document whose content the reader may have: not where its designation has ended.
 *
 * @throws {DocumentError} `document/not-found`; `document/denied` with every reason
 */
export async function requireContent(
  document: string,
  reader: RegisterReader,
  deps: RegisterDeps,
): Promise<RegisterLine> {
  return (await requireVersion(document, reader, deps, 'content')).line
}

/** A line, the number of its document's version, and the entity tag that names both. */
export interface VersionedLine {
  readonly line: RegisterLine
  readonly version: number
  readonly tag: string
}

/**
 * The line of one document in the version it has now.
 *
 * @throws {DocumentError} `document/not-found`; `document/denied` with every reason
 */
export async function requireVersion(
  document: string,
  reader: RegisterReader,
  deps: RegisterDeps,
  of: 'content' | 'line' = 'line',
): Promise<VersionedLine> {
  const row = await deps.store.db
    .selectFrom('documents')
    .selectAll()
    .where('document', '=', document)
    .executeTakeFirst()
  if (!row) throw new DocumentError('document/not-found', 'no such document')
  const copy = await newestCopy(row, deps)
  const at = deps.now().toISOString()
  const reasons = await reasonsAgainst(row, copy?.release ?? null, reader, at, deps, of)
  if (reasons.length > 0) throw new DeniedError('document/denied', reasons)
  const line = await formLine(row, copy, at, deps)
  return { line, version: row.etag, tag: entityTag({ line, version: row.etag }) }
}

/** Rows of what the reader could open, and of their own drafts whatever became of their clearance. */
async function readRows(
  reader: RegisterReader,
  after: RegisterPlace | undefined,
  {
    limit,
    at,
    search,
  }: { readonly limit: number; readonly at: Instant; readonly search: RegisterSearch },
  deps: RegisterDeps,
): Promise<readonly DocumentsTable[]> {
  const query = deps.store.db
    .selectFrom('register_lines')
    .innerJoin('documents', 'documents.document', 'register_lines.document')
    .selectAll('documents')
    .where(await findable(reader, search, at, deps))
    .orderBy('register_lines.created_at', 'desc')
    .orderBy('register_lines.document', 'desc')
    .limit(limit)
  if (!after) return query.execute()
  return query
    .where((eb) =>
      eb(
        eb.refTuple('register_lines.created_at', 'register_lines.document'),
        '<',
        eb.tuple(after.createdAt, after.document),
      ),
    )
    .execute()
}

/** How many lines the reader could be shown; more than `most` are not counted. */
export async function countRegister(
  reader: RegisterReader,
  search: RegisterSearch,
  most: number,
  deps: RegisterDeps,
): Promise<number> {
  const found = deps.store.db
    .selectFrom('register_lines')
    .innerJoin('documents', 'documents.document', 'register_lines.document')
    .select('documents.document')
    .where(await findable(reader, search, deps.now().toISOString(), deps))
    .limit(most)
  const { count } = await deps.store.db
    .selectFrom(found.as('found'))
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow()
  // PostgreSQL counts in bigint, which comes as text.
  return Number(count)
}

/**
 * What the reader could open or has drafted, and looks for. A line that is not theirs is never searched, so how
 * long an answer takes does not depend on what it says.
 */
async function findable(
  reader: RegisterReader,
  search: RegisterSearch,
  at: Instant,
  { store: { db }, decisions, prefilter }: RegisterDeps,
): Promise<Expression<SqlBool>> {
  const standing = decisions.standing()
  const open = await prefilter(reader, { db, standing, at })
  const theirs = sql<SqlBool>`((register_lines.release = ''
    and register_lines.author = ${reader.person}) or ${open})`
  const sought = conditionOfSearch(search, standing.self)
  return sql<SqlBool>`(${theirs} and case when ${theirs} then ${sought} else 1 = 0 end)`
}

async function lineFor(
  row: DocumentsTable,
  reader: RegisterReader,
  at: Instant,
  deps: RegisterDeps,
): Promise<RegisterLine | undefined> {
  const copy = await newestCopy(row, deps)
  const reasons = await reasonsAgainst(row, copy?.release ?? null, reader, at, deps)
  return reasons.length === 0 ? formLine(row, copy, at, deps) : undefined
}

/** The register says of a designation that it has ended, to those whom that alone keeps from the document. */
const ended = 'decision/designation-ended'

/**
 * Why the reader may not know of it, no reasons if they may. The register shows what could be opened
 * for whatever purpose, so the purpose that comes nearest is the one that is answered for.
 */
async function reasonsAgainst(
  row: DocumentsTable,
  release: string | null,
  { person, facility }: RegisterReader,
  at: Instant,
  { store, decisions }: RegisterDeps,
  of: 'content' | 'line' = 'line',
): Promise<readonly Reason[]> {
  if (row.direction === 'own' && row.author === person) return []
  const { pact, subject } = await requireKnown(row.document, release, { store, decisions })
  let nearest: readonly Reason[] | undefined
  for (const purpose of purposesOf(pact)) {
    const question = { action: 'open', person, facility, purpose, at } as const
    const facts = factsOf(decisions.standing(), pact, subject, question)
    const decision = decide(facts, decisions.engine, pact?.terms)
    if (decision.kind === 'permit') return []
    const reasons = decision.reasons.filter(({ code }) => of === 'content' || code !== ended)
    if (reasons.length === 0) return []
    if (!nearest || reasons.length < nearest.length) nearest = reasons
  }
  if (!nearest) throw new TypeError('a document has at least the purposes of its making')
  return nearest
}
