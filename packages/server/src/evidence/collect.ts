/**
 * Collecting evidence of one release from what this member holds.
 *
 * @module
 */
import { parseStatement } from '@entente/core/crypto'
import { type Evidence, formatEvidence } from '@entente/core/evidence'
import {
  type Disclosure,
  type EventKind,
  type LedgerEvent,
  parseDisclosure,
} from '@entente/core/ledger'
import { type Bytes, parseJson, utf8 } from '@entente/core/lib'
import {
  type Pact,
  parseNotice,
  parseRelease,
  requirePact,
  type Standing,
} from '@entente/core/pact'

import { DocumentError } from '../documents/index.ts'
import { findRelease } from '../kas/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { StandingKeeper } from '../standing/index.ts'
import type { Store } from '../store/index.ts'

/** What collecting needs. */
export interface EvidenceDeps {
  readonly store: Store
  readonly ledger: Ledger
  readonly standing: StandingKeeper
}

/** Whose openings are shown: what others read is for those who keep the register. */
export type OpeningsOf =
  | { readonly kind: 'everybody' }
  | { readonly kind: 'person'; person: string }

/**
 * Evidence of a release of ours with every receipt there is, or of one that we received, with openings on
 * our side. It holds no title, no name and no content.
 *
 * @throws {DocumentError} `document/not-found`, `document/incomplete` while it is not released
 */
export async function collectEvidence(
  release: string,
  openingsOf: OpeningsOf,
  deps: EvidenceDeps,
): Promise<Bytes> {
  const { store, standing } = deps
  const own = await store.db
    .selectFrom('releases')
    .select('state')
    .where('release', '=', release)
    .executeTakeFirst()
  if (own && own.state !== 'released') {
    throw new DocumentError('document/incomplete', 'not released yet')
  }
  const statement = await findRelease(store, release)
  if (!statement) throw new DocumentError('document/not-found', 'no such release')
  const current = standing.current()
  const pact = requirePact(current, parseRelease(statement).pact.id)
  const [released = null] = own ? await discloseEvents(['released'], release, deps) : []
  if (own && !released) {
    throw new DocumentError('document/incomplete', 'the event of the release is not there')
  }
  const openings = await discloseEvents(['opened', 'share-granted'], release, deps)
  return formatEvidence({
    pacts: pactsUpTo(pact, current).map((one) => one.statement),
    members: await Promise.all(
      pact.terms.members.map(async ({ id: member }) => ({
        member,
        appointments: await standing.statements('appointment', member),
        notices: (await standing.statements('notice', member)).filter(
          (notice) => parseNotice(notice).pact === pact.id,
        ),
      })),
    ),
    release: statement,
    released,
    receipts: own ? await receiptsOf(release, store) : await ownReceipt(release, deps),
    openings: openings
      .filter(({ event }) => openingsOf.kind === 'everybody' || isBy(event, openingsOf.person))
      .map((opened) => ({ member: current.self, opened })),
    acknowledgements: await acknowledgementsOf(release, current.self, deps),
  })
}

function isBy(event: LedgerEvent, person: string): boolean {
  return event.kind === 'opened' && event.person === person
}

function pactsUpTo(pact: Pact, { pacts }: Pick<Standing, 'pacts'>): readonly Pact[] {
  const { previous } = pact.terms
  const before = previous === null ? undefined : pacts.get(previous)
  return before ? [...pactsUpTo(before, { pacts }), pact] : [pact]
}

/** The events of these kinds about a release, oldest first. What was erased or lies above the head is left out. */
async function discloseEvents(
  kinds: readonly EventKind[],
  release: string,
  { store, ledger }: EvidenceDeps,
): Promise<readonly Disclosure[]> {
  const rows = await store.db
    .selectFrom('ledger_entries')
    .select(['idx', 'event'])
    .where('kind', 'in', kinds)
    .where('idx', '<', ledger.checkpoint().size)
    .where('event', 'like', `%"release":"${release}"%`)
    .orderBy('idx')
    .execute()
  const found: Disclosure[] = []
  for (const { idx, event } of rows) {
    if (event !== null) found.push(await ledger.disclose(idx))
  }
  return found
}

/** Our receipt for what we received; none while it waits for a signed head. */
async function ownReceipt(
  release: string,
  { store, ledger }: EvidenceDeps,
): Promise<Evidence['receipts']> {
  const copy = await store.db
    .selectFrom('copies')
    .innerJoin('statements', 'statements.id', 'copies.receipt')
    .select(['statements.body', 'copies.entry'])
    .where('copies.release', '=', release)
    .executeTakeFirst()
  if (!copy) return []
  const received = await ledger.disclose(copy.entry)
  return [{ statement: parseStatement(parseJson(copy.body)), received }]
}

/** Acknowledgements by our people, or by those of recipients, as our own ledger holds them. */
async function acknowledgementsOf(
  release: string,
  member: string,
  { store, ledger }: EvidenceDeps,
): Promise<Evidence['acknowledgements']> {
  const rows = await store.db
    .selectFrom('acknowledgements')
    .innerJoin('statements', 'statements.id', 'acknowledgements.statement')
    .select(['statements.body', 'entry'])
    .where('release', '=', release)
    .where('entry', '<', ledger.checkpoint().size)
    .orderBy('entry')
    .execute()
  const found: Evidence['acknowledgements'][number][] = []
  for (const { body, entry } of rows) {
    const recorded = await ledger.disclose(entry)
    found.push({ statement: parseStatement(parseJson(body)), member, recorded })
  }
  return found
}

async function receiptsOf(release: string, { db }: Store): Promise<Evidence['receipts']> {
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('statements', 'statements.id', 'deliveries.receipt')
    .select(['statements.body', 'deliveries.receipt_proof as proof'])
    .where('deliveries.release', '=', release)
    .orderBy('deliveries.recipient')
    .execute()
  return rows.flatMap(({ body, proof }) =>
    proof === null
      ? []
      : [{ statement: parseStatement(parseJson(body)), received: parseDisclosure(utf8(proof)) }],
  )
}
