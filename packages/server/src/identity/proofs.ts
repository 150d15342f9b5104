/**
 * Proofs of possession already used, so that one sent again is refused, after a restart too.
 *
 * @module
 */
import type { Store } from '../store/index.ts'

import type { SpendProof } from './authenticate.ts'

/** Remembers proofs in the store. A crash leaves either the row or a request that was not answered. */
export function proofSpender({ db }: Store): SpendProof {
  return async (id, until) => {
    const inserted = await db
      .insertInto('seen_proofs')
      .values({ jti: id, expires_at: Math.ceil(until.getTime() / 1000) })
      .onConflict((conflict) => conflict.doNothing())
      .returning('jti')
      .executeTakeFirst()
    return inserted !== undefined
  }
}

/** Deletes what has expired of sign-in: proofs, codes, tokens and failed attempts. */
export async function sweepIdentity({ db }: Store, now: Date): Promise<void> {
  const seconds = Math.floor(now.getTime() / 1000)
  await db.deleteFrom('seen_proofs').where('expires_at', '<', seconds).execute()
  // A code is kept for a while after it expired, so that its page can say so.
  await db
    .deleteFrom('oidc')
    .where('expires_at', '<', seconds - 3600)
    .execute()
}
