/**
 * What waits for a person: drafts to go on with, approvals and consents they may give, what they have to acknowledge, receipts that are
 * overdue, clearances that end.
 *
 * @module
 */
import { keyId, parseStatement } from '@entente/core/crypto'
import type { ExpiryHolder, LawArticle } from '@entente/core/label'
import { parseJson } from '@entente/core/lib'
import {
  appointed,
  grantedEntries,
  type Instant,
  type LevelKey,
  parseRelease,
  requireDirectory,
  requirePact,
  sameLevel,
  type Standing,
} from '@entente/core/pact'
import type { PolicyEngine } from '@entente/core/policy'

import { openedCopies } from '../acknowledgements/index.ts'
import { openRequests } from '../consents/index.ts'
import { decideOwn, hasApproved, requireDocument, sourcesOf } from '../documents/index.ts'
import type { Store } from '../store/index.ts'

/** Something that waits. */
export type Task =
  | {
      readonly kind: 'approve'
      readonly document: string
      readonly release: string
      readonly since: Instant
    }
  | {
      readonly kind: 'acknowledge'
      readonly document: string
      readonly release: string
      /** The originator. */
      readonly member: string
      /** When the person opened it. */
      readonly since: Instant
    }
  | {
      readonly kind: 'receipt-overdue'
      readonly document: string
      readonly release: string
      /** The member at the other end. */
      readonly member: string
      readonly since: Instant
    }
  | {
      readonly kind: 'expiry-notice'
      readonly document: string
      /** The grant of the last term. */
      readonly designation: string
      /** Number in the register of designations. */
      readonly number: string
      /** Who has to be told in writing. */
      readonly to: ExpiryHolder
      readonly article: LawArticle
      readonly text: LawArticle
      readonly since: Instant
    }
  | {
      readonly kind: 'release-refused'
      readonly document: string
      readonly release: string
      /** Pseudonym of the officer who refused it, and the officer's words. */
      readonly officer: string
      readonly reason: string
      readonly since: Instant
    }
  | {
      readonly kind: 'draft-unsent'
      readonly document: string
      /** When it was registered. */
      readonly since: Instant
    }
  | {
      readonly kind: 'consent'
      readonly document: string
      /** Number of the request. */
      readonly consent: string
      /** The member that asks. */
      readonly member: string
      readonly act: string
      readonly since: Instant
    }
  | ({
      readonly kind: 'clearance-ends'
      readonly person: string
      readonly until: Instant
    } & LevelKey)

/** What looking for it needs. */
export interface TaskDeps {
  readonly store: Store
  readonly standing: Standing
  readonly engine: PolicyEngine
  readonly at: Instant
}

/** How long before its end a clearance is brought up. */
const clearanceDays = 60
/** At most so many of a kind are looked at: who has more begins with the newest. */
const most = 200

/** Releases of ours that wait for approval and that `person` may approve now, newest first. */
export async function awaitedApprovals(person: string, deps: TaskDeps): Promise<readonly Task[]> {
  const { store, standing, engine, at } = deps
  const keys = appointed(requireDirectory(standing, standing.self), 'officer', at)
    .filter((officer) => officer.person === person)
    .map(({ key }) => keyId(key))
  if (keys.length === 0) return []
  const rows = await store.db
    .selectFrom('releases')
    .selectAll()
    .where('state', '=', 'prepared')
    .orderBy('created_at', 'desc')
    .limit(most)
    .execute()
  const tasks: Task[] = []
  for (const { release, document, statement, created_at: since } of rows) {
    const signed = parseStatement(parseJson(statement))
    const said = parseRelease(signed)
    if (said.notAfter <= at || hasApproved(standing, signed, person)) continue
    const row = await requireDocument(store, document)
    const pact = requirePact(standing, said.pact.id)
    const going = { ...said, sources: await sourcesOf(store, said.label) }
    const permitted = keys.some((officerKey) => {
      const act = { action: 'approve', person, at, officerKey, going } as const
      return decideOwn(act, row, { standing, pact, engine }).kind === 'permit'
    })
    if (permitted) tasks.push({ kind: 'approve', document, release, since })
  }
  return tasks
}

/** Requests for our consent that `person` may answer now, newest first. */
export async function askedConsents(person: string, deps: TaskDeps): Promise<readonly Task[]> {
  const { store, standing, at } = deps
  const levels = appointed(requireDirectory(standing, standing.self), 'officer', at)
    .filter((officer) => officer.person === person && officer.roles.includes('releaser'))
    .flatMap((officer) => officer.levels)
  if (levels.length === 0) return []
  const open = await openRequests(store.db, standing.self, most)
  return open
    .filter(({ wish }) => levels.some((one) => sameLevel(one, wish.level)) && at < wish.notAfter)
    .map(({ consent, asker: member, wish: { document, act }, createdAt: since }) => ({
      kind: 'consent',
      document,
      consent,
      member,
      act,
      since,
    }))
}

/** What was received, and `person` has opened and not acknowledged; newest opening first. */
export async function openAcknowledgements(
  person: string,
  { store, standing }: TaskDeps,
): Promise<readonly Task[]> {
  const rows = await openedCopies(store.db, standing.self, person, most)
  return rows.map((row) => ({ kind: 'acknowledge', ...row }))
}

/** Releases of drafts by `person` that an officer has refused, until another is prepared; newest first. */
export async function refusedReleases(
  person: string,
  { store }: TaskDeps,
): Promise<readonly Task[]> {
  const rows = await store.db
    .selectFrom('release_refusals')
    .innerJoin('releases', 'releases.release', 'release_refusals.release')
    .innerJoin('documents', 'documents.document', 'releases.document')
    .select([
      'releases.document as document',
      'releases.release as release',
      'officer',
      'reason',
      'refused_at as since',
    ])
    .where('author', '=', person)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('releases as later')
            .select('later.release')
            .whereRef('later.document', '=', 'releases.document')
            .whereRef('later.created_at', '>', 'releases.created_at'),
        ),
      ),
    )
    .orderBy('refused_at', 'desc')
    .limit(most)
    .execute()
  return rows.map((row) => ({ kind: 'release-refused', ...row }))
}

/**
 * Drafts of `person` whose payload is not whole, newest first. Those whose manifest never came cannot be gone on with,
 * and are not among them.
 */
export async function unsentDrafts(person: string, { store }: TaskDeps): Promise<readonly Task[]> {
  const rows = await store.db
    .selectFrom('documents')
    .innerJoin('manifests', 'manifests.document', 'documents.document')
    .select(['documents.document as document', 'documents.created_at as since'])
    .where('direction', '=', 'own')
    .where('author', '=', person)
    .where('state', '=', 'sealing')
    .where('manifests.release', 'is', null)
    .orderBy('documents.created_at', 'desc')
    .limit(most)
    .execute()
  return rows.map((row) => ({ kind: 'draft-unsent', ...row }))
}

/** Deliveries of ours without a receipt in time, and copies here whose receipt was not taken in time. */
export async function overdueReceipts({ store }: TaskDeps): Promise<readonly Task[]> {
  const sent = await store.db
    .selectFrom('deliveries')
    .innerJoin('releases', 'releases.release', 'deliveries.release')
    .select(['document', 'deliveries.release as release', 'recipient as member', 'due_at as since'])
    .where('deliveries.state', '=', 'overdue')
    .orderBy('due_at', 'desc')
    .limit(most)
    .execute()
  const taken = await store.db
    .selectFrom('copies')
    .innerJoin('documents', 'documents.document', 'copies.document')
    .select([
      'copies.document as document',
      'copies.release as release',
      'originator as member',
      'receipt_due_at as since',
    ])
    .where('receipt_state', '=', 'overdue')
    .orderBy('receipt_due_at', 'desc')
    .limit(most)
    .execute()
  return [...sent, ...taken].map((row) => ({ kind: 'receipt-overdue', ...row }))
}

/**
 * Whom `person`, as a registry officer, has to tell in writing that a designation has expired: of documents of
 * the levels that the officer keeps the register of, whatever else the officer may know of them.
 */
export async function openExpiryNotices(
  person: string,
  { store, standing, at }: TaskDeps,
): Promise<readonly Task[]> {
  const levels = appointed(requireDirectory(standing, standing.self), 'officer', at)
    .filter((officer) => officer.person === person && officer.roles.includes('registry'))
    .flatMap((officer) => officer.levels)
  if (levels.length === 0) return []
  const rows = await store.db
    .selectFrom('expiry_notices')
    .innerJoin('expiries', 'expiries.designation', 'expiry_notices.designation')
    .innerJoin('documents', 'documents.document', 'expiries.document')
    .select([
      'expiries.document as document',
      'expiries.designation as designation',
      'expiries.number as number',
      'expiries.recorded_at as since',
      'kind',
      'holder',
      'effect',
    ])
    .where('notified_at', 'is', null)
    .where((eb) =>
      eb.or(
        levels.map((own) => eb.and([eb('regime', '=', own.regime), eb('level', '=', own.level)])),
      ),
    )
    .orderBy('recorded_at')
    .orderBy('expiries.designation')
    .orderBy('kind')
    .orderBy('holder')
    .limit(most)
    .execute()
  return rows.map(({ document, designation, number, since, kind, holder, effect }) => {
    const { article, text }: { article: LawArticle; text: LawArticle } = JSON.parse(effect)
    const to = { kind, id: holder }
    return { kind: 'expiry-notice', document, designation, number, to, article, text, since }
  })
}

/** Clearances that end soon: of `person`, or of everybody, the first to end first. */
export function endingClearances(
  person: string | undefined,
  { standing, at }: Pick<TaskDeps, 'at' | 'standing'>,
): readonly Task[] {
  const limit = new Date(Date.parse(at) + clearanceDays * 86_400_000).toISOString()
  const held = grantedEntries(standing.grants, 'clearance', at).map(({ act }) => act)
  const lasts = (one: (typeof held)[number]): boolean =>
    held.some(
      (other) =>
        other.person === one.person &&
        other.regime === one.regime &&
        other.level === one.level &&
        other.until > limit,
    )
  return held
    .filter((act) => act.until <= limit && (person === undefined || act.person === person))
    .filter((act) => !lasts(act))
    .toSorted((a, b) => (a.until < b.until ? -1 : 1))
    .slice(0, most)
    .map(({ person: of, regime, level, until }) => ({
      kind: 'clearance-ends' as const,
      person: of,
      regime,
      level,
      until,
    }))
}
