/**
 * The end of a designation: put on record once, with everybody who has to be told in writing.
 *
 * It is looked for whenever there is work and follows from the grants and the clock alone, so no restart loses
 * one; the row and the entry of the ledger are one commit, so none is recorded twice.
 *
 * @module
 */
import { isHash } from '@entente/core/crypto'
import { effectsOfExpiry, type ExpiryHolder, isExpired } from '@entente/core/label'
import { designatedDocuments, type Instant } from '@entente/core/pact'
import { findDesignation, holdersByGrants } from '@entente/core/policy'

import type { Ledger } from '../ledger/index.ts'
import type { StandingKeeper } from '../standing/index.ts'
import type { DocumentsTable, Store } from '../store/index.ts'

import { DocumentError } from './errors.ts'

/** What looking for them needs. */
export interface ExpiryDeps {
  readonly store: Store
  readonly ledger: Ledger
  readonly standing: StandingKeeper
  readonly now: () => Date
}

/** Records every designation of a document of ours whose term is over and that is not on record yet. */
export async function recordExpiries(deps: ExpiryDeps): Promise<void> {
  const { store, standing } = deps
  for (const document of designatedDocuments(standing.current().grants)) {
    const row = await store.db
      .selectFrom('documents')
      .selectAll()
      .where('document', '=', document)
      .where('direction', '=', 'own')
      .executeTakeFirst()
    if (row) await recordExpiry(row, deps)
  }
}

async function recordExpiry(
  row: DocumentsTable,
  { store, ledger, standing, now }: ExpiryDeps,
): Promise<void> {
  const moment = now()
  const at = moment.toISOString()
  const { document } = row
  const made = findDesignation(standing.current(), row, at)
  if (!made || !isExpired(made.designation, moment)) return
  const { grant: designation } = made
  const known = await store.db
    .selectFrom('expiries')
    .select('designation')
    .where('designation', '=', designation)
    .executeTakeFirst()
  if (known) return
  const holders = [
    ...holdersByGrants(standing.current(), { document, cases: casesOf(row) }, at),
    ...(await holdersByRecord(row, store)),
  ]
  const effects = effectsOfExpiry(made.designation, moment, holders)
  const notices = effects.filter((one) => one.kind === 'notice')
  const entries = effects.filter((one) => one.kind === 'register-entry')
  await ledger.record(async (tx, append) => {
    for (const { number, expiredOn, text } of entries) {
      await tx
        .insertInto('expiries')
        .values({
          designation,
          document,
          number,
          expired_on: expiredOn,
          entry: JSON.stringify(text),
          recorded_at: at,
        })
        .execute()
    }
    for (const { article, text, to } of notices) {
      await tx
        .insertInto('expiry_notices')
        .values({
          designation,
          kind: to.kind,
          holder: to.id,
          effect: JSON.stringify({ article, text }),
          notified_at: null,
          notified_by: null,
        })
        .execute()
    }
    append({ kind: 'designation-expired', at, document, designation })
  })
}

/** Members to whom it went, its author, and everybody who has opened it, as the record says. */
async function holdersByRecord(
  { document, author }: DocumentsTable,
  { db }: Store,
): Promise<readonly ExpiryHolder[]> {
  const members = await db
    .selectFrom('deliveries')
    .innerJoin('releases', 'releases.release', 'deliveries.release')
    .select('recipient')
    .where('document', '=', document)
    .where('deliveries.state', '!=', 'refused')
    .execute()
  const openings = await db
    .selectFrom('ledger_entries')
    .select('event')
    .where('kind', '=', 'opened')
    .where('event', 'like', `%"document":"${document}"%`)
    .execute()
  return [
    ...members.map(({ recipient: id }): ExpiryHolder => ({ kind: 'member', id })),
    ...[author, ...openings.map(({ event }) => personOf(event))].map((id): ExpiryHolder => ({
      kind: 'person',
      id,
    })),
  ]
}

function personOf(event: string | null): string {
  const { person }: { person: string } = JSON.parse(event ?? '{}')
  return person
}

function casesOf({ case_id: name }: DocumentsTable): readonly string[] {
  return name === null ? [] : [name]
}

/** Who was told of what. */
export interface ExpiryNotice {
  readonly document: string
  readonly designation: string
  readonly to: ExpiryHolder
}

/**
 * Records that somebody was told in writing, as `by` says. Said again it changes nothing.
 *
 * @throws {DocumentError} `document/not-found` where nobody has to be told
 */
export async function recordNotified(
  { document, designation, to }: ExpiryNotice,
  by: string,
  { store, ledger, now }: Omit<ExpiryDeps, 'standing'>,
): Promise<void> {
  const at: Instant = now().toISOString()
  const found = await store.db
    .selectFrom('expiry_notices')
    .innerJoin('expiries', 'expiries.designation', 'expiry_notices.designation')
    .select('expiries.designation')
    .where('document', '=', document)
    .where('expiries.designation', '=', designation)
    .where('kind', '=', to.kind)
    .where('holder', '=', to.id)
    .executeTakeFirst()
  if (!found || !isHash(designation)) {
    throw new DocumentError('document/not-found', 'nobody there has to be told')
  }
  await ledger.record(async (tx, append) => {
    const { numUpdatedRows } = await tx
      .updateTable('expiry_notices')
      .set({ notified_at: at, notified_by: by })
      .where('designation', '=', designation)
      .where('kind', '=', to.kind)
      .where('holder', '=', to.id)
      .where('notified_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 1n) {
      append({ kind: 'expiry-notified', at, document, designation, holder: to.id, by })
    }
  })
}
