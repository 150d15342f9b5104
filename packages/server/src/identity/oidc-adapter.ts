/**
 * What the OpenID provider keeps, as rows of the store.
 *
 * Rows hold live codes and tokens as the provider names them. They do not suffice to act: a session
 * is known by a cookie signed with a key that is not here, tokens are bound to a device key, and a
 * device code leads no further than {@link ./sessions.ts} lets an unenrolled key go, nowhere.
 *
 * @module
 */
import { parseJson } from '@entente/core/lib'
import type { Adapter, AdapterPayload } from 'oidc-provider'
import { z } from 'zod'

import type { Database, Store } from '../store/index.ts'

/** Makes the adapter of one kind of thing the provider keeps. Expiry is the provider's to check. */
export function oidcAdapter({ db }: Store, now: () => Date): (model: string) => Adapter {
  const seconds = () => Math.floor(now().getTime() / 1000)

  return (model) => {
    const findBy = async (column: 'id' | 'uid' | 'user_code', value: string) => {
      const row = await db
        .selectFrom('oidc')
        .select(['payload', 'consumed_at'])
        .where('model', '=', model)
        .where(column, '=', value)
        .executeTakeFirst()
      return row && readPayload(row)
    }

    return {
      async upsert(id, payload, expiresIn) {
        const row = {
          payload: JSON.stringify(payload),
          grant_id: payload.grantId ?? null,
          user_code: payload.userCode ?? null,
          uid: payload.uid ?? null,
          expires_at: expiresIn === undefined ? never : seconds() + expiresIn,
        }
        await db
          .insertInto('oidc')
          .values({ model, id, consumed_at: null, ...row })
          .onConflict((conflict) => conflict.columns(['model', 'id']).doUpdateSet(row))
          .execute()
      },
      find: (id) => findBy('id', id),
      findByUid: (uid) => findBy('uid', uid),
      findByUserCode: (userCode) => findBy('user_code', userCode),
      async consume(id) {
        await db
          .updateTable('oidc')
          .set({ consumed_at: seconds() })
          .where('model', '=', model)
          .where('id', '=', id)
          .execute()
      },
      async destroy(id) {
        await db.deleteFrom('oidc').where('model', '=', model).where('id', '=', id).execute()
      },
      async revokeByGrantId(grantId) {
        await db
          .deleteFrom('oidc')
          .where('model', '=', model)
          .where('grant_id', '=', grantId)
          .execute()
      },
    }
  }
}

const never = Number.MAX_SAFE_INTEGER

const payloadForm = z.looseObject({
  grantId: z.string().optional(),
  userCode: z.string().optional(),
  uid: z.string().optional(),
})

function readPayload(row: Pick<Database['oidc'], 'payload' | 'consumed_at'>): AdapterPayload {
  const payload = payloadForm.parse(parseJson(row.payload))
  return row.consumed_at === null ? payload : { ...payload, consumed: row.consumed_at }
}
