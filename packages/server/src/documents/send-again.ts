/**
 * Deliveries sent again: after a member was restored, and where somebody has lost what was acknowledged.
 *
 * A release id makes that harmless (D18): who has the copy makes no second one, and receipts it again.
 *
 * @module
 */
import { parseStatement, unsignedStatement } from '@entente/core/crypto'
import type { LedgerEvent } from '@entente/core/ledger'
import { EntenteError, parseJson } from '@entente/core/lib'
import { parseRelease, requirePact } from '@entente/core/pact'
import type { PolicyEngine } from '@entente/core/policy'
import { parseMessage } from '@entente/core/wire'
import type { Kysely, Transaction } from 'kysely'

import type { Unanswered } from '../backup/index.ts'
import type { Announcement } from '../federation/index.ts'
import type { Appended, Ledger } from '../ledger/index.ts'
import type { StandingKeeper } from '../standing/index.ts'
import type { Database } from '../store/index.ts'

import { announceDelivery, type NumberedCopy } from './deliver.ts'
import { DocumentError } from './errors.ts'
import { requireInForce } from './in-force.ts'
import { requireMayGo } from './may-go.ts'
import { sourcesOf } from './sources.ts'

/** What announcing takes. */
export interface AnnounceDeps {
  readonly standing: Pick<StandingKeeper, 'current'>
  readonly enqueue: (tx: Transaction<Database>, announcement: Announcement) => Promise<void>
  readonly now: () => Date
}

/**
 * Sends a delivery of ours again to a recipient that has lost it, or whose receipt we have lost. Its copy
 * keeps its number.
 *
 * @throws {DocumentError} `document/not-found`, `document/on-its-way`, `document/ended`,
 *   `document/release-refused`
 * @throws {PactError} `pact/not-in-force`
 */
export async function sendAgain(
  { release, recipient }: { readonly release: string; readonly recipient: string },
  {
    ledger,
    engine,
    ...deps
  }: AnnounceDeps & {
    readonly ledger: Ledger
    readonly engine: PolicyEngine
  },
): Promise<void> {
  await ledger.record(async (tx, append) => {
    const [delivery] = await findDeliveries(tx, recipient, release)
    if (!delivery) throw new DocumentError('document/not-found', 'no such delivery of ours')
    if (delivery.state === 'queued') {
      throw new DocumentError('document/on-its-way', 'the delivery has not been answered yet')
    }
    const { copy } = delivery
    const at = deps.now()
    requireNotEnded(copy, at)
    const sources = await sourcesOf({ db: tx }, copy.release.label)
    const going = { standing: deps.standing.current(), engine }
    requireMayGo('deliver', copy.release, sources, going, at)
    await announceCopy(tx, append, copy, deps)
  })
}

/**
 * Announces in a new chain what was not answered in the one that ended, and every delivery whose receipt
 * has not come: the peer may have lost it. Called inside of the work that ends the chains.
 */
export async function announceAgain(
  tx: Transaction<Database>,
  append: (event: LedgerEvent) => Appended,
  { peer, unanswered }: { readonly peer: string; readonly unanswered: readonly Unanswered[] },
  deps: AnnounceDeps,
): Promise<void> {
  for (const { payload, entry } of unanswered) {
    const { pact, body } = parseMessage(unsignedStatement(parseJson(payload)))
    // Deliveries follow below; acknowledgements are all said again.
    if (body.kind !== 'delivery' && body.kind !== 'acknowledgement')
      await deps.enqueue(tx, { peer, pact, body, entry })
  }
  for (const { copy, state, receipt } of await findDeliveries(tx, peer)) {
    if (receipt !== null || (state !== 'queued' && state !== 'overdue')) continue
    if (isDeliverable(copy, deps)) await announceCopy(tx, append, copy, deps)
    else if (state === 'queued') await markUndelivered(tx, append, copy, deps.now())
  }
}

interface FoundDelivery {
  readonly copy: NumberedCopy
  readonly state: string
  readonly receipt: string | null
}

async function findDeliveries(
  db: Kysely<Database>,
  recipient: string,
  release?: string,
): Promise<readonly FoundDelivery[]> {
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('releases', 'releases.release', 'deliveries.release')
    .innerJoin('manifests', 'manifests.release', 'deliveries.release')
    .innerJoin('documents', 'documents.document', 'releases.document')
    .select([
      'deliveries.copy',
      'deliveries.state',
      'deliveries.receipt',
      'releases.statement',
      'manifests.body as manifest',
      'documents.title',
    ])
    .where('deliveries.recipient', '=', recipient)
    .$if(release !== undefined, (query) => query.where('deliveries.release', '=', release ?? ''))
    .orderBy('releases.created_at')
    .execute()
  return rows.map(({ copy, state, receipt, manifest, title, ...row }) => {
    const statement = parseStatement(parseJson(row.statement))
    const said = parseRelease(statement)
    return { copy: { release: said, statement, recipient, copy, title, manifest }, state, receipt }
  })
}

async function announceCopy(
  tx: Transaction<Database>,
  append: (event: LedgerEvent) => Appended,
  copy: NumberedCopy,
  deps: AnnounceDeps,
): Promise<void> {
  const { release, recipient } = copy
  const at = deps.now()
  const { receiptSeconds } = requirePact(deps.standing.current(), release.pact.id).terms
  await tx
    .updateTable('deliveries')
    .set({
      state: 'queued',
      code: null,
      due_at: new Date(at.getTime() + receiptSeconds * 1000).toISOString(),
      updated_at: at.toISOString(),
    })
    .where('release', '=', release.release)
    .where('recipient', '=', recipient)
    .execute()
  await announceDelivery(tx, append, copy, deps)
}

/** It is on its way no more, and nobody has signed for it: as good as overdue, and shown as that. */
async function markUndelivered(
  tx: Transaction<Database>,
  append: (event: LedgerEvent) => Appended,
  { release: { release }, recipient }: NumberedCopy,
  now: Date,
): Promise<void> {
  const at = now.toISOString()
  await tx
    .updateTable('deliveries')
    .set({ state: 'overdue', updated_at: at })
    .where('release', '=', release)
    .where('recipient', '=', recipient)
    .execute()
  append({ kind: 'receipt-overdue', at, release, member: recipient })
}

/** What must not be provided now is not sent again either; a person may, once the pact is in force. */
function isDeliverable(copy: NumberedCopy, { standing, now }: AnnounceDeps): boolean {
  try {
    requireInForce(standing.current(), copy.release, now())
    requireNotEnded(copy, now())
    return true
  } catch (error) {
    if (error instanceof EntenteError) return false
    throw error
  }
}

function requireNotEnded({ release }: NumberedCopy, at: Date): void {
  if (release.notAfter <= at.toISOString()) {
    throw new DocumentError('document/ended', 'the release has ended')
  }
}
