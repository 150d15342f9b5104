/**
 * Collecting evidence of one release from what this member holds.
 *
 * @module
 */
import { parseStatement, type Statement } from '@entente/core/crypto'
import { formatEvidence } from '@entente/core/evidence'
import { type Disclosure, parseDisclosure, parseEvent } from '@entente/core/ledger'
import { type Bytes, parseJson, utf8 } from '@entente/core/lib'
import {
  type Pact,
  parseNotice,
  parseRelease,
  requirePact,
  type Standing,
} from '@entente/core/pact'

import { DocumentError } from '../documents/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { StandingKeeper } from '../standing/index.ts'
import type { Store } from '../store/index.ts'

/** What collecting needs. */
export interface EvidenceDeps {
  readonly store: Store
  readonly ledger: Ledger
  readonly standing: StandingKeeper
}

/**
 * Evidence that a document of ours was released, and of every receipt there is. It holds no title, no
 * name and no content.
 *
 * @throws {DocumentError} `document/not-found`, `document/incomplete` while it is not released
 */
export async function collectEvidence(release: string, deps: EvidenceDeps): Promise<Bytes> {
  const { store, standing } = deps
  const row = await store.db
    .selectFrom('releases')
    .select(['statement', 'state'])
    .where('release', '=', release)
    .executeTakeFirst()
  if (!row) throw new DocumentError('document/not-found', 'no such release of ours')
  if (row.state !== 'released') throw new DocumentError('document/incomplete', 'not released yet')
  const statement = parseStatement(parseJson(row.statement))
  const current = standing.current()
  const pact = requirePact(current, parseRelease(statement).pact.id)
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
    released: await discloseReleased(release, deps),
    receipts: await receiptsOf(release, store),
  })
}

function pactsUpTo(pact: Pact, { pacts }: Pick<Standing, 'pacts'>): readonly Pact[] {
  const { previous } = pact.terms
  const before = previous === null ? undefined : pacts.get(previous)
  return before ? [...pactsUpTo(before, { pacts }), pact] : [pact]
}

async function discloseReleased(
  release: string,
  { store, ledger }: EvidenceDeps,
): Promise<Disclosure> {
  const rows = await store.db
    .selectFrom('ledger_entries')
    .select(['idx', 'event'])
    .where('kind', '=', 'released')
    .where('event', 'like', `%"release":"${release}"%`)
    .execute()
  for (const { idx, event } of rows) {
    if (event === null) continue
    const read = parseEvent(parseJson(event))
    if (read.kind === 'released' && read.release === release) return ledger.disclose(idx)
  }
  throw new DocumentError('document/incomplete', 'the event of the release is not there')
}

async function receiptsOf(
  release: string,
  { db }: Store,
): Promise<readonly { readonly statement: Statement; readonly received: Disclosure }[]> {
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
