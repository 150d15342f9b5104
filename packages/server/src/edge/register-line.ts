/**
 * A line of the register, formed from the row of its document.
 *
 * @module
 */
import { designationMarking, isExpired, ownMarking } from '@entente/core/label'
import type { Instant } from '@entente/core/pact'
import { findDesignation, type MadeDesignation } from '@entente/core/policy'
import { visibleLine } from '@entente/core/words'

import type { Decisions } from '../kas/index.ts'
import type { DocumentsTable, Store } from '../store/index.ts'

/** A line that the reader may see. */
export interface RegisterLine {
  readonly document: string
  readonly originator: string
  readonly direction: 'own' | 'received'
  readonly state: string
  /** As its author or another member wrote it, but for characters that nobody sees: those are numbers. */
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
  /** Of what is our own and was designated under Japanese law. */
  readonly designation: DesignationEntry | null
  readonly createdAt: string
}

/** A designation as the register has it. */
export interface DesignationEntry {
  readonly number: string
  readonly organ: string
  readonly designatedOn: string
  readonly validUntil: string
  readonly extensions: number
  /** The entry of its end, once that is on record. */
  readonly expired: {
    readonly at: string
    readonly entry: { readonly en: string; readonly ja: string }
  } | null
}

/** What lines are formed with. */
export interface LineDeps {
  readonly store: Store
  readonly decisions: Decisions
}

/** A copy of what was received. */
export interface Copy {
  readonly release: string
  readonly copy: number
  readonly receipt_state: 'overdue' | 'owed' | 'taken'
  readonly marking: string
}

/** The newest copy of a document. */
export function newestCopy(
  { document }: DocumentsTable,
  { store }: LineDeps,
): Promise<Copy | undefined> {
  return store.db
    .selectFrom('copies')
    .select(['release', 'copy', 'marking', 'receipt_state'])
    .where('document', '=', document)
    .orderBy('copy', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The line of a row, as the register has it at `at`. */
export async function formLine(
  row: DocumentsTable,
  copy: Copy | undefined,
  at: Instant,
  { store, decisions }: LineDeps,
): Promise<RegisterLine> {
  const stored = copy?.marking ?? row.marking
  const own = ownMarking(row.level)
  // A draft of before policies were pinned has none.
  const said = stored === null ? { en: own, ja: own } : readText(stored)
  const made = row.direction === 'own' ? findDesignation(decisions.standing(), row, at) : undefined
  return {
    document: row.document,
    originator: row.originator,
    direction: row.direction,
    state: await stateOf(row, store),
    title: shownText(row.title),
    regime: row.regime,
    level: row.level,
    mediaType: shownText(row.media_type),
    size: row.size,
    payload: row.payload,
    release: copy?.release ?? null,
    copy: copy?.copy ?? null,
    receipt: copy?.receipt_state ?? null,
    marking: made ? markingOf(made, said, new Date(at)) : said,
    designation: made ? await entryOf(made, store) : null,
    createdAt: row.created_at,
  }
}

/** How far an own document has come: its releases know, its row ends with its content. */
async function stateOf(
  { document, direction, state }: DocumentsTable,
  { db }: Store,
): Promise<string> {
  if (direction !== 'own') return state
  const rows = await db
    .selectFrom('releases')
    .select('state')
    .distinct()
    .where('document', '=', document)
    .where('state', '!=', 'withdrawn')
    .execute()
  const states = rows.map((row) => row.state)
  if (states.includes('released')) return 'released'
  return states.length > 0 ? 'prepared' : state
}

/** Nothing hides in it; and numbers in place of what would make it no longer than a title may be. */
function shownText(text: string): string {
  const letters = Array.from(visibleLine(text))
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : letters.join('')
}

const longest = 400

/** From the day after the last one the marking is struck, and another stands in its place. */
function markingOf(
  { designation }: MadeDesignation,
  said: { readonly en: string; readonly ja: string },
  at: Date,
): { readonly en: string; readonly ja: string } {
  if (!isExpired(designation, at)) return said
  return {
    en: designationMarking(designation, at, 'en').join(', '),
    ja: designationMarking(designation, at, 'ja').join('　'),
  }
}

async function entryOf(
  { grant, designation }: MadeDesignation,
  { db }: Store,
): Promise<DesignationEntry> {
  const row = await db
    .selectFrom('expiries')
    .select(['entry', 'recorded_at'])
    .where('designation', '=', grant)
    .executeTakeFirst()
  const { number, organ, designatedOn, validUntil, extensions } = designation
  const expired = row ? { at: row.recorded_at, entry: readText(row.entry) } : null
  return { number, organ: organ.ja, designatedOn, validUntil, extensions, expired }
}

function readText(text: string): { readonly en: string; readonly ja: string } {
  const { en, ja }: { en: string; ja: string } = JSON.parse(text)
  return { en, ja }
}
