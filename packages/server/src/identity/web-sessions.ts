/**
 * Sessions of people at browsers: a cookie that scripts cannot read, bound to the device key.
 *
 * A session is the same thing as an access token (D13): it says that the person was there lately, and
 * nothing else. Each request carries a proof by the device key, and person and facility come from the
 * enrolment of that key.
 *
 * @module
 */
import type { Store } from '../store/index.ts'

import { IdentityError } from './errors.ts'
import { type PasskeyAnswer, type PasskeyDeps, verifyPasskey } from './passkey.ts'
import {
  digestOf,
  type OpenedWebSession,
  openSessionAt,
  readBrowser,
  refusedOnRecord,
  type Way,
  type WayInDeps,
} from './way-in.ts'
import { webLimits } from './web-request.ts'

/** What sign-in with a passkey rests on. */
export interface PasskeySignInDeps extends WayInDeps {
  readonly passkeys: PasskeyDeps
}

/**
 * Opens a session for the person of a passkey at a device that is enrolled for the same person.
 *
 * @throws {IdentityError} whatever is wrong with request, proof, passkey, device or person
 */
export async function openByPasskey(
  request: Request,
  answer: PasskeyAnswer,
  deps: PasskeySignInDeps,
  now: Date,
): Promise<OpenedWebSession> {
  const browser = await readBrowser(request, deps, now)
  const who = { ...browser.device, way: 'passkey' } as const
  const { person, enrolment: passkey } = await refusedOnRecord(who, { ...deps, now }, () =>
    verifyPasskey(answer, deps.passkeys, now),
  )
  return openSessionAt(browser, { person, way: 'passkey', passkey }, deps, now)
}

/** What the cookie of a session that lasts says. */
export interface WebSession {
  readonly id: string
  readonly person: string
  readonly device: string
  readonly way: Way
  /** Id of the enrolment of the passkey; null where it was another way. */
  readonly passkey: string | null
  readonly jkt: string
}

/**
 * The session of a cookie.
 *
 * @throws {IdentityError} `identity/session-ended` when it is unknown, was ended, or was idle too long
 */
export async function readWebSession(store: Store, value: string, now: Date): Promise<WebSession> {
  const session = await findWebSession(store, digestOf(value), now)
  if (!session) throw new IdentityError('identity/session-ended', 'no such session lasts')
  return session
}

/** The session called `id`, if it lasts. */
export async function findWebSession(
  { db }: Store,
  id: string,
  now: Date,
): Promise<WebSession | undefined> {
  const at = Math.floor(now.getTime() / 1000)
  const row = await db
    .selectFrom('web_sessions')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  const lasts = row && at < row.ends_at && at < row.used_at + webLimits.idleSeconds
  return lasts ? row : undefined
}

/** Says that a session was used. Written once a minute at most: reading a page is no write. */
export async function touchWebSession(
  { db }: Store,
  { id }: Pick<WebSession, 'id'>,
  now: Date,
): Promise<void> {
  const at = Math.floor(now.getTime() / 1000)
  await db
    .updateTable('web_sessions')
    .set({ used_at: at })
    .where('id', '=', id)
    .where('used_at', '<', at - 60)
    .execute()
}

/** Ends a session; one that has ended stays so. */
export async function endWebSession({ db }: Store, id: string): Promise<void> {
  await db.deleteFrom('web_sessions').where('id', '=', id).execute()
}

/** Deletes sessions that have ended, and sign-ins that did not come back. */
export async function sweepWebSessions({ db }: Store, now: Date): Promise<void> {
  const at = Math.floor(now.getTime() / 1000)
  await db
    .deleteFrom('web_sessions')
    .where((eb) =>
      eb.or([eb('ends_at', '<=', at), eb('used_at', '<=', at - webLimits.idleSeconds)]),
    )
    .execute()
  await db.deleteFrom('provider_requests').where('ends_at', '<=', at).execute()
}
