/**
 * What follows from a release: the key bound to its recipients, a numbered copy and a message each.
 *
 * @module
 */
import { hashOf, parseStatement, type Statement } from '@entente/core/crypto'
import type { LedgerEvent } from '@entente/core/ledger'
import { EntenteError, parseJson, toBase64Url } from '@entente/core/lib'
import { parseRelease, type Release, requirePact } from '@entente/core/pact'
import type { PolicyEngine } from '@entente/core/policy'
import { formatManifest, type KeyAccess, parseManifest, rebindManifest } from '@entente/core/tdf'
import type { Transaction } from 'kysely'

import type { Announcement } from '../federation/index.ts'
import type { Appended, Ledger } from '../ledger/index.ts'
import type { Rebinding } from '../kas/index.ts'
import type { StandingKeeper } from '../standing/index.ts'
import type { Database, Store } from '../store/index.ts'

import { DocumentError } from './errors.ts'
import { requireDocument, requireManifest } from './find.ts'
import { requireMayGo } from './may-go.ts'
import { sourcesOf } from './sources.ts'

/** What delivering needs. */
export interface DeliverDeps {
  readonly store: Store
  readonly ledger: Ledger
  readonly standing: StandingKeeper
  readonly engine: PolicyEngine
  /** The KAS, which verifies the release itself before it binds anything. */
  readonly rebind: (rebinding: Rebinding) => Promise<readonly KeyAccess[]>
  readonly enqueue: (tx: Transaction<Database>, announcement: Announcement) => Promise<void>
  /** Told of a release that cannot be delivered now; the others are, and it is tried again next time. */
  readonly onFailure: (release: string, error: EntenteError) => void
  readonly now: () => Date
}

/**
 * Queues the deliveries of every release that was decided and has none: also those that a crash left
 * between the decision and here. Returns the releases that were queued.
 */
export async function deliverReleased(deps: DeliverDeps): Promise<readonly string[]> {
  const rows = await deps.store.db
    .selectFrom('releases')
    .select(['release', 'statement'])
    .where('state', '=', 'released')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('deliveries')
            .select('deliveries.release')
            .whereRef('deliveries.release', '=', 'releases.release'),
        ),
      ),
    )
    .orderBy('created_at')
    .execute()
  const queued: string[] = []
  for (const { release, statement } of rows) {
    try {
      await deliver(parseStatement(parseJson(statement)), deps)
      queued.push(release)
    } catch (error) {
      if (!(error instanceof EntenteError)) throw error
      deps.onFailure(release, error)
    }
  }
  return queued
}

async function deliver(statement: Statement, deps: DeliverDeps): Promise<void> {
  const { store, ledger, standing, rebind, now } = deps
  const release = parseRelease(statement)
  const sources = await sourcesOf(store, release.label)
  const going = { standing: standing.current(), engine: deps.engine }
  requireMayGo('deliver', release, sources, going, now())
  const { document } = release
  const { title } = await requireDocument(store, document)
  const home = parseManifest((await requireManifest(store, document, null)).body)
  const releasePolicy = await findPolicy(store, release)
  const homePolicy = home.policy
  const keyAccess = await rebind({
    statement,
    homePolicy,
    homeKeyAccess: home.keyAccess,
    releasePolicy,
  })
  const manifest = formatManifest(rebindManifest(home, { policy: releasePolicy, keyAccess }))

  const at = now()
  const { receiptSeconds } = requirePact(standing.current(), release.pact.id).terms
  const due = new Date(at.getTime() + receiptSeconds * 1000).toISOString()
  await ledger.record(async (tx, append) => {
    await tx
      .insertInto('manifests')
      .values({ id: hashOf(manifest), document, release: release.release, body: manifest })
      .execute()
    for (const recipient of release.recipients) {
      const copy = await nextCopy(tx, document, recipient)
      await tx
        .insertInto('deliveries')
        .values({
          release: release.release,
          recipient,
          copy,
          state: 'queued',
          due_at: due,
          receipt: null,
          receipt_proof: null,
          code: null,
          updated_at: at.toISOString(),
        })
        .execute()
      await announceDelivery(
        tx,
        append,
        { release, statement, recipient, copy, title, manifest },
        deps,
      )
    }
  })
}

/** A numbered copy for one recipient. */
export interface NumberedCopy {
  readonly release: Release
  readonly statement: Statement
  readonly recipient: string
  readonly copy: number
  readonly title: string
  /** The release manifest's exact bytes. */
  readonly manifest: Uint8Array
}

/** Queues the message that brings a copy, inside of the work that says so. */
export async function announceDelivery(
  tx: Transaction<Database>,
  append: (event: LedgerEvent) => Appended,
  { release, statement, recipient, copy, title, manifest }: NumberedCopy,
  { enqueue, now }: Pick<DeliverDeps, 'enqueue' | 'now'>,
): Promise<void> {
  const delivered = append({
    kind: 'delivered',
    at: now().toISOString(),
    document: release.document,
    release: release.release,
    recipient,
  })
  await enqueue(tx, {
    peer: recipient,
    pact: release.pact.id,
    entry: delivered.index,
    body: { kind: 'delivery', statement, copy, title, manifest: toBase64Url(manifest) },
  })
}

/** The originator numbers copies for each member, from 1, over all releases of the document (D20). */
async function nextCopy(
  tx: Transaction<Database>,
  document: string,
  recipient: string,
): Promise<number> {
  const { copies } = await tx
    .selectFrom('deliveries')
    .innerJoin('releases', 'releases.release', 'deliveries.release')
    .select((eb) => eb.fn.countAll<number>().as('copies'))
    .where('releases.document', '=', document)
    .where('deliveries.recipient', '=', recipient)
    .executeTakeFirstOrThrow()
  return copies + 1
}

async function findPolicy(store: Store, { document, release }: Release): Promise<string> {
  const row = await store.db
    .selectFrom('policies')
    .select('body')
    .where('document', '=', document)
    .where('release', '=', release)
    .executeTakeFirst()
  if (!row) throw new DocumentError('document/incomplete', 'the policy of the release is missing')
  return row.body
}
