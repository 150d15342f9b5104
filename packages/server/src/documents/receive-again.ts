/**
 * A delivery that comes again: its originator was restored, or has lost our receipt (D18).
 *
 * @module
 */
import { type Hash, hashOf } from '@entente/core/crypto'
import type { Release } from '@entente/core/pact'
import type { Transaction } from 'kysely'

import type { Database, Store } from '../store/index.ts'

import { DocumentError } from './errors.ts'

/**
 * Whether we hold the copy already.
 *
 * @throws {DocumentError} `document/replayed-release` if its release id is that of another release or
 *   copy: an id is used once, ever
 */
export async function isHeld(
  { db }: Store,
  { release, id, copy }: { readonly release: Release; readonly id: Hash; readonly copy: number },
): Promise<boolean> {
  const held = await db
    .selectFrom('copies')
    .select(['copy', 'statement'])
    .where('release', '=', release.release)
    .executeTakeFirst()
  if (!held) return false
  if (held.statement !== id || held.copy !== copy) {
    throw new DocumentError('document/replayed-release', 'another release has this id')
  }
  return true
}

/**
 * Makes no second copy, and has the one that there is receipted again. The manifest that came last is the
 * one its originator knows: after a restore it may have bound the same key anew.
 */
export async function takeAgain(
  tx: Transaction<Database>,
  { release, document }: Release,
  { manifest, receiptDueAt }: { readonly manifest: Uint8Array; readonly receiptDueAt: string },
): Promise<void> {
  await tx.deleteFrom('manifests').where('release', '=', release).execute()
  await tx
    .insertInto('manifests')
    .values({ id: hashOf(manifest), document, release, body: manifest })
    .execute()
  await tx
    .updateTable('copies')
    .set({
      receipt: null,
      cosigned: 0,
      receipt_state: 'owed',
      receipt_due_at: receiptDueAt,
    })
    .where('release', '=', release)
    .execute()
}
