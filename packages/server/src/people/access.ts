/**
 * What somebody could read on a day: the decision of that day, for every document there was.
 *
 * @module
 */
import { isHash } from '@entente/core/crypto'
import {
  grantedEntries,
  type Instant,
  isInPost,
  type LevelKey,
  type Standing,
  standingAsOf,
} from '@entente/core/pact'
import { decide, factsOf, ownPurposes } from '@entente/core/policy'

import type { Decisions } from '../kas/index.ts'
import type { DocumentsTable, Store } from '../store/index.ts'

/** A document that a person could open: at least at one place and for one purpose. */
export interface ReadableDocument extends LevelKey {
  readonly document: string
  /** The release under which it was received; null for one of our own. */
  readonly release: string | null
  readonly originator: string
  /** Where; empty for what is not classified, which opens anywhere. */
  readonly facilities: readonly string[]
  readonly purposes: readonly string[]
}

/** What the answer rests on. */
export interface AccessDeps {
  readonly store: Store
  readonly decisions: Decisions
  readonly standing: Standing
}

/** A place in the list of documents: after this one. */
export interface AccessPlace {
  readonly createdAt: string
  readonly document: string
}

/** Documents that are looked at for one page, where few of them are readable: each takes a decision for each purpose. */
const mostLooked = 200

/**
 * What `person` could read of the documents that there were at `at`, oldest first, after the place given: of
 * up to `limit` documents. `next` is given where more is readable, or `most` were looked at. So who can read
 * nothing is told nothing by it of how much there is, up to that many.
 */
export async function readablePage(
  person: string,
  at: Instant,
  after: AccessPlace,
  { limit, most = mostLooked }: { readonly limit: number; readonly most?: number },
  deps: AccessDeps,
): Promise<{ readonly items: readonly ReadableDocument[]; readonly next?: AccessPlace }> {
  const then = standingAsOf(deps.standing, at)
  const asked = { person, at, known: then, places: facilitiesOf(then, person, at) }
  const items: ReadableDocument[] = []
  let place = after
  let last = after
  let count = 0
  for (let looked = 0; looked < most;) {
    const wanted = Math.min(rowsAtOnce, most - looked)
    const rows = await readableRows(deps, at, place, wanted)
    for (const row of rows) {
      place = { createdAt: row.created_at, document: row.document }
      const readable = await readableOf(row, asked, deps)
      if (readable.length === 0) continue
      if (count === limit) return { items, next: last }
      items.push(...readable)
      count += 1
      last = place
    }
    if (rows.length < wanted) return { items }
    looked += rows.length
  }
  return { items, next: place }
}

const rowsAtOnce = 100

/** Whose access is asked about, and what stood then. */
interface Asked {
  readonly person: string
  readonly at: Instant
  readonly known: Standing
  readonly places: readonly string[]
}

type RegisterRow = Pick<DocumentsTable, 'created_at' | 'direction' | 'document'>

function readableRows(
  { store }: Pick<AccessDeps, 'store'>,
  at: Instant,
  after: AccessPlace,
  limit: number,
): Promise<readonly RegisterRow[]> {
  return store.db
    .selectFrom('documents')
    .select(['document', 'created_at', 'direction'])
    .where('created_at', '<=', at)
    .where((eb) =>
      eb(eb.refTuple('created_at', 'document'), '>', eb.tuple(after.createdAt, after.document)),
    )
    .orderBy('created_at')
    .orderBy('document')
    .limit(limit)
    .execute()
}

/**
 * Under which releases `person` could open a document at `at`, as clearances, registers and needs were
 * known then. Recalls, and whether an approval is waited for, are as they are known now.
 */
async function readableOf(
  row: RegisterRow,
  { person, at, known: then, places }: Asked,
  { store, decisions, standing }: AccessDeps,
): Promise<readonly ReadableDocument[]> {
  const found: ReadableDocument[] = []
  for (const { id } of await policiesOf(row, at, store)) {
    const known = isHash(id) ? await decisions.findPolicy(row.document, id) : undefined
    if (!known) continue
    const { subject, pact } = known
    const level = subject.kind === 'own' ? subject.level : subject.release.level
    const purposes = [
      ...(pact?.terms.purposes.map((one) => one.id) ?? []),
      ...Object.values(ownPurposes),
    ]
    const permitted = places.flatMap((facility) =>
      purposes.flatMap((purpose) => {
        const question = { action: 'open', person, facility, purpose, at } as const
        const facts = factsOf(then, pact, subject, question)
        const { kind } = decide(facts, decisions.engine, pact?.terms)
        return kind === 'permit' ? [{ facility, purpose }] : []
      }),
    )
    if (permitted.length === 0) continue
    const facilities = new Set(permitted.map(({ facility }) => facility))
    found.push({
      document: row.document,
      release: subject.kind === 'own' ? null : subject.release.release,
      originator: subject.kind === 'own' ? standing.self : subject.release.originator,
      regime: level.regime,
      level: level.level,
      facilities: [...facilities].filter((facility) => facility !== nowhere),
      purposes: [...new Set(permitted.map(({ purpose }) => purpose))],
    })
  }
  return found
}

/** What is not classified opens without a register, so somebody on none is asked for as well. */
const nowhere = ''

function facilitiesOf({ grants }: Standing, person: string, at: Instant): readonly string[] {
  const registers = grantedEntries(grants, 'facility-register', at).filter(
    ({ act, entry }) => act.person === person && isInPost(grants, person, entry, at),
  )
  return [...new Set(registers.map(({ act }) => act.facility)), nowhere]
}

/** The policies under which a document could be opened: the home one, or those of the copies there were. */
function policiesOf(
  { document, direction }: RegisterRow,
  at: Instant,
  { db }: Store,
): Promise<readonly { readonly id: string }[]> {
  if (direction === 'own') {
    return db
      .selectFrom('policies')
      .select('id')
      .where('document', '=', document)
      .where('release', 'is', null)
      .execute()
  }
  return db
    .selectFrom('policies')
    .innerJoin('copies', 'copies.release', 'policies.release')
    .select('policies.id as id')
    .where('policies.document', '=', document)
    .where('copies.received_at', '<=', at)
    .orderBy('copies.copy')
    .execute()
}
