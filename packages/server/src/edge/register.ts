/**
 * The register, filtered for one reader: what they may not open they do not see (D11).
 *
 * @module
 */
import { isHash } from '@entente/core/crypto'
import { ownMarking } from '@entente/core/label'
import { decide, factsOf, ownPurposes, type Reason } from '@entente/core/policy'

import { DeniedError, DocumentError } from '../documents/index.ts'
import { entityTag } from '../http/index.ts'
import type { Decisions } from '../kas/index.ts'
import type { DocumentsTable, Store } from '../store/index.ts'

/** Who reads. */
export interface RegisterReader {
  readonly person: string
  readonly facility: string
}

/** A line that the reader may see. */
export interface RegisterLine {
  readonly document: string
  readonly originator: string
  readonly direction: 'own' | 'received'
  readonly state: string
  readonly title: string
  readonly regime: string
  readonly level: string
  readonly mediaType: string
  readonly size: number
  readonly payload: string
  readonly release: string | null
  readonly copy: number | null
  /** Whether the originator has our receipt; null for what is our own. */
  readonly receipt: 'overdue' | 'owed' | 'taken' | null
  readonly marking: { readonly en: string; readonly ja: string }
  readonly createdAt: string
}

/** A place in the register: after this line. */
export interface RegisterPlace {
  readonly createdAt: string
  readonly document: string
}

/** What the register needs. */
export interface RegisterDeps {
  readonly store: Store
  readonly decisions: Decisions
  readonly now: () => Date
}

/** Up to `limit` lines after the place given, newest first: fewer only where there are no more. */
export async function readRegister(
  reader: RegisterReader,
  after: RegisterPlace | undefined,
  limit: number,
  deps: RegisterDeps,
): Promise<readonly RegisterLine[]> {
  const lines: RegisterLine[] = []
  let place = after
  for (;;) {
    const rows = await readRows(place, deps)
    for (const row of rows) {
      const line = await lineFor(row, reader, deps)
      if (line) lines.push(line)
      if (lines.length === limit) return lines
    }
    const last = rows.at(-1)
    if (!last) return lines
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
): Promise<VersionedLine> {
  const row = await deps.store.db
    .selectFrom('documents')
    .selectAll()
    .where('document', '=', document)
    .executeTakeFirst()
  if (!row) throw new DocumentError('document/not-found', 'no such document')
  const copy = await newestCopy(row, deps)
  const reasons = await reasonsAgainst(row, copy?.release ?? null, reader, deps)
  if (reasons.length > 0) throw new DeniedError('document/denied', reasons)
  const line = formLine(row, copy)
  return { line, version: row.etag, tag: entityTag({ line, version: row.etag }) }
}

const rowsAtOnce = 200

async function readRows(
  after: RegisterPlace | undefined,
  { store }: RegisterDeps,
): Promise<readonly DocumentsTable[]> {
  const query = store.db
    .selectFrom('documents')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('document', 'desc')
    .limit(rowsAtOnce)
  if (!after) return query.execute()
  return query
    .where((eb) =>
      eb(eb.refTuple('created_at', 'document'), '<', eb.tuple(after.createdAt, after.document)),
    )
    .execute()
}

async function lineFor(
  row: DocumentsTable,
  reader: RegisterReader,
  deps: RegisterDeps,
): Promise<RegisterLine | undefined> {
  const copy = await newestCopy(row, deps)
  const reasons = await reasonsAgainst(row, copy?.release ?? null, reader, deps)
  return reasons.length === 0 ? formLine(row, copy) : undefined
}

interface Copy {
  readonly release: string
  readonly copy: number
  readonly receipt_state: 'overdue' | 'owed' | 'taken'
  readonly marking: string
}

function newestCopy(
  { document }: DocumentsTable,
  { store }: RegisterDeps,
): Promise<Copy | undefined> {
  return store.db
    .selectFrom('copies')
    .select(['release', 'copy', 'marking', 'receipt_state'])
    .where('document', '=', document)
    .orderBy('copy', 'desc')
    .limit(1)
    .executeTakeFirst()
}

function formLine(row: DocumentsTable, copy: Copy | undefined): RegisterLine {
  const own = ownMarking(row.level)
  return {
    document: row.document,
    originator: row.originator,
    direction: row.direction,
    state: row.state,
    title: row.title,
    regime: row.regime,
    level: row.level,
    mediaType: row.media_type,
    size: row.size,
    payload: row.payload,
    release: copy?.release ?? null,
    copy: copy?.copy ?? null,
    receipt: copy?.receipt_state ?? null,
    marking: copy ? readMarking(copy.marking) : { en: own, ja: own },
    createdAt: row.created_at,
  }
}

/**
 * Why the reader may not know of it, no reasons if they may. The register shows what could be opened
 * for whatever purpose, so the purpose that comes nearest is the one that is answered for.
 */
async function reasonsAgainst(
  row: DocumentsTable,
  release: string | null,
  { person, facility }: RegisterReader,
  { store, decisions, now }: RegisterDeps,
): Promise<readonly Reason[]> {
  if (row.direction === 'own' && row.author === person) return []
  const policy = await store.db
    .selectFrom('policies')
    .select('id')
    .where('document', '=', row.document)
    .where('release', release === null ? 'is' : '=', release)
    .executeTakeFirst()
  const known =
    policy && isHash(policy.id) ? await decisions.findPolicy(row.document, policy.id) : undefined
  if (!known) throw new DocumentError('document/not-found', 'no policy is known of it')
  const purposes = [
    ...(known.pact?.terms.purposes.map(({ id }) => id) ?? []),
    ...Object.values(ownPurposes),
  ]
  const at = now().toISOString()
  const answers = purposes.map((purpose) => {
    const question = { action: 'open', person, facility, purpose, at } as const
    const facts = factsOf(decisions.standing(), known.pact, known.subject, question)
    const decision = decide(facts, decisions.engine, known.pact?.terms)
    return decision.kind === 'permit' ? [] : decision.reasons
  })
  return answers.toSorted((a, b) => a.length - b.length)[0] ?? []
}

function readMarking(text: string): { readonly en: string; readonly ja: string } {
  const { en, ja }: { en: string; ja: string } = JSON.parse(text)
  return { en, ja }
}
