/**
 * Making an account out of the rows, while the server runs or not.
 *
 * @module
 */
import { parseVerifierKey } from '@entente/core/ledger'
import { requireDirectory, type Standing } from '@entente/core/pact'
import type { Kysely } from 'kysely'

import type { StandingKeeper } from '../standing/index.ts'
import type { Database, Store } from '../store/index.ts'

import { AccountError } from './errors.ts'
import type { Account, AccountedRelease } from './form.ts'

/** What accounts are made of. */
export interface AccountDeps {
  readonly store: Pick<Store, 'db'>
  readonly standing: Pick<StandingKeeper, 'current' | 'statements'>
}

/**
 * What we hold of `about`.
 *
 * @throws {AccountError} `account/unknown-member`
 */
export async function makeAccount(
  about: string,
  { store: { db }, standing }: AccountDeps,
  now: Date,
): Promise<Account> {
  const current = standing.current()
  if (about === current.self || !current.directories.has(about)) {
    throw new AccountError('account/unknown-member', `no pact here is with \`${about}\``)
  }
  const members = [...current.directories.keys()]
  const all = async (kind: 'appointment' | 'notice') =>
    (await Promise.all(members.map((member) => standing.statements(kind, member)))).flat()
  return {
    kind: 'account',
    by: current.self,
    about,
    at: now.toISOString(),
    appointments: await all('appointment'),
    notices: await all('notice'),
    grants: [],
    checkpoint: await lastWitnessed(db, current, about),
    ...(await releasesWith(db, about)),
  }
}

/** Releases between us and `peer`, as we hold them. */
export async function releasesWith(
  db: Kysely<Database>,
  peer: string,
): Promise<Pick<Account, 'received' | 'sent'>> {
  const sent: readonly AccountedRelease[] = await db
    .selectFrom('deliveries')
    .innerJoin('releases', 'releases.release', 'deliveries.release')
    .select(['deliveries.release', 'releases.document', 'deliveries.copy', 'deliveries.receipt'])
    .where('deliveries.recipient', '=', peer)
    .orderBy('releases.created_at')
    .execute()
  const received: readonly AccountedRelease[] = await db
    .selectFrom('copies')
    .innerJoin('documents', 'documents.document', 'copies.document')
    .select(['copies.release', 'copies.document', 'copies.copy', 'copies.receipt'])
    .where('documents.originator', '=', peer)
    .orderBy('copies.received_at')
    .execute()
  return { sent, received }
}

/** A ledger that was withdrawn counts too: it is the one that was lost. The newest that we have followed. */
async function lastWitnessed(
  db: Kysely<Database>,
  standing: Standing,
  about: string,
): Promise<string | null> {
  const origins = requireDirectory(standing, about)
    .entries.flatMap(({ appointment: { act } }) => (act.kind === 'ledger' ? [act.verifierKey] : []))
    .map((key) => parseVerifierKey(key).name)
    .toReversed()
  for (const origin of origins) {
    const row = await db
      .selectFrom('witnessed')
      .select('checkpoint')
      .where('origin', '=', origin)
      .executeTakeFirst()
    if (row) return row.checkpoint
  }
  return null
}
