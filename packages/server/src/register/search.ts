/**
 * What a reader looks for among the lines of the register, as a condition on them.
 *
 * @module
 */
import { type Expression, sql, type SqlBool, type Transaction } from 'kysely'

import type { Database } from '../store/index.ts'

import { foldText, searchWords } from './fold.ts'

/** States by which lines are looked for; a document can be in several. */
export const searchStates = ['draft', 'prepared', 'released', 'received', 'overdue'] as const

/** What is looked for; what is undefined does not matter. */
export interface RegisterSearch {
  readonly text?: string | undefined
  readonly regime?: string | undefined
  readonly level?: string | undefined
  readonly originator?: string | undefined
  /** Somebody who has a copy, or may have one by now. */
  readonly holder?: string | undefined
  readonly state?: (typeof searchStates)[number] | undefined
}

/** The condition on `register_lines` joined with `documents`. `self` is whose register it is. */
export function conditionOfSearch(
  { text = '', regime, level, originator, holder, state }: RegisterSearch,
  self: string,
): Expression<SqlBool> {
  const all: Expression<SqlBool>[] = searchWords(text).map(
    (word) => sql<SqlBool>`register_lines.search like ${`%${escaped(word)}%`} escape '!'`,
  )
  if (regime !== undefined) all.push(sql<SqlBool>`documents.regime = ${regime}`)
  if (level !== undefined) all.push(sql<SqlBool>`documents.level = ${level}`)
  if (originator !== undefined) all.push(sql<SqlBool>`documents.originator = ${originator}`)
  if (holder !== undefined && holder !== self) all.push(heldBy(holder))
  if (state !== undefined) all.push(states[state])
  return all.length === 0 ? sql<SqlBool>`1 = 1` : sql<SqlBool>`(${sql.join(all, sql` and `)})`
}

/** What the line of a document is searched by. */
export async function searchTextOf(tx: Transaction<Database>, document: string): Promise<string> {
  const { title } = await tx
    .selectFrom('documents')
    .select('title')
    .where('document', '=', document)
    .executeTakeFirstOrThrow()
  return foldText(`${title} ${document}`)
}

/** An originator has what it provided; a recipient may have whatever was sent and not refused. */
function heldBy(member: string): Expression<SqlBool> {
  return sql<SqlBool>`(documents.originator = ${member} or exists (select 1 from deliveries
    inner join releases on releases.release = deliveries.release
    where releases.document = documents.document and deliveries.recipient = ${member}
    and deliveries.state <> 'refused'))`
}

const releasesIn = (condition: Expression<SqlBool>): Expression<SqlBool> =>
  sql<SqlBool>`exists (select 1 from releases where releases.document = documents.document
    and ${condition})`

const states: Readonly<Record<(typeof searchStates)[number], Expression<SqlBool>>> = {
  draft: sql<SqlBool>`(documents.direction = 'own' and not ${releasesIn(sql`releases.state <> 'withdrawn'`)})`,
  prepared: releasesIn(sql`releases.state in ('prepared', 'approved')`),
  released: releasesIn(sql`releases.state = 'released'`),
  received: sql<SqlBool>`documents.direction = 'received'`,
  overdue: sql<SqlBool>`(exists (select 1 from copies where copies.document = documents.document
    and copies.receipt_state = 'overdue') or ${releasesIn(sql`exists (select 1 from deliveries
      where deliveries.release = releases.release and deliveries.state = 'overdue')`)})`,
}

/** A text as `like` finds it, letter by letter. */
function escaped(text: string): string {
  return text.replaceAll(/[!%_]/g, '!$&')
}
