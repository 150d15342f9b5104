/**
 * Signing in with a name and a password.
 *
 * @module
 */
import { createHash } from 'node:crypto'

import type { Kysely } from 'kysely'

import type { Database, Store } from '../store/index.ts'

import { isPassword } from './password.ts'
import { findPerson, spelled } from './people.ts'

/** What came of an attempt. Wrong name and wrong password are one answer. */
export type SignInResult =
  | { readonly kind: 'signed-in'; readonly subject: string }
  | { readonly kind: 'refused' }
  | { readonly kind: 'wait'; readonly seconds: number }

/** Attempts in a row that cost nothing but themselves. */
export const freeAttempts = 5

const longestWait = 900
const forgottenAfter = 86_400

/**
 * Checks a name and a password.
 *
 * Each attempt is counted before the password is looked at, so guesses made at once count each;
 * success forgets them. After {@link freeAttempts} the wait doubles from one second up to fifteen
 * minutes. Names nobody has are counted alike. Whoever knows a name can make its owner wait, but not
 * lock the owner out.
 */
export async function signIn(
  { db }: Store,
  {
    subject,
    password,
    person,
  }: {
    readonly subject: string
    readonly password: string
    /** Who it has to be: the right password of somebody else is a wrong one. */
    readonly person?: string
  },
  now: Date,
): Promise<SignInResult> {
  const name = spelled(subject.slice(0, 200))
  const seconds = await db.transaction().execute((tx) => countAttempt(tx, name, now))
  if (seconds > 0) return { kind: 'wait', seconds }

  const known = await findPerson(db, name)
  const isTheirs = person === undefined || known?.person === person
  if (!(await isPassword(password, isTheirs ? known?.password : undefined))) {
    return { kind: 'refused' }
  }
  await db.deleteFrom('oidc').where('model', '=', model).where('id', '=', idOf(name)).execute()
  return { kind: 'signed-in', subject: name }
}

const model = 'Attempts'

/** Seconds to wait, or 0 after counting this attempt. `consumed_at` is when the next may be made. */
async function countAttempt(tx: Kysely<Database>, name: string, now: Date): Promise<number> {
  const at = Math.floor(now.getTime() / 1000)
  const id = idOf(name)
  const row = await tx
    .selectFrom('oidc')
    .select(['payload', 'consumed_at', 'expires_at'])
    .where('model', '=', model)
    .where('id', '=', id)
    .executeTakeFirst()
  const wait = (row?.consumed_at ?? 0) - at
  if (wait > 0) return wait

  const count = 1 + (row && row.expires_at > at ? Number(row.payload) : 0)
  const over = count - freeAttempts
  const next = {
    payload: String(count),
    consumed_at: over < 0 ? at : at + Math.min(longestWait, 2 ** over),
    expires_at: at + forgottenAfter,
  }
  await tx
    .insertInto('oidc')
    .values({ model, id, grant_id: null, user_code: null, uid: null, ...next })
    .onConflict((conflict) => conflict.columns(['model', 'id']).doUpdateSet(next))
    .execute()
  return 0
}

function idOf(name: string): string {
  return createHash('sha256').update(name).digest('hex')
}
