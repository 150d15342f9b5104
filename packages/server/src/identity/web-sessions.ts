/**
 * Sessions of people at browsers: a cookie that scripts cannot read, bound to the device key.
 *
 * A session is the same thing as an access token (D13): it says that the person was there lately, and
 * nothing else. Each request carries a proof by the device key, and person and facility come from the
 * enrolment of that key.
 *
 * @module
 */
import { createHash } from 'node:crypto'

import { toBase64Url, toHex } from '@entente/core/lib'

import type { Store } from '../store/index.ts'

import { type AuthenticationDeps, enrolledDevice, spend } from './authenticate.ts'
import { verifyProof } from './dpop.ts'
import { IdentityError } from './errors.ts'
import { type PasskeyAnswer, type PasskeyDeps, verifyPasskey } from './passkey.ts'
import { requireSameSite, sessionCookie, webLimits } from './web-request.ts'

/** What sessions of browsers rest on. */
export interface WebSessionDeps extends AuthenticationDeps {
  readonly store: Store
  readonly passkeys: PasskeyDeps
  readonly random: (length: number) => Uint8Array
}

/** A session that was opened. */
export interface OpenedWebSession {
  /** Value of the header `Set-Cookie`. */
  readonly setCookie: string
  /** SHA-256 of the cookie in base64url: what proofs of the device name as `ath`. It is no secret. */
  readonly cookie: string
  readonly person: string
  readonly facility: string
  readonly device: string
  readonly idleSeconds: number
  readonly endsAt: Date
}

/**
 * Opens a session for the person of a passkey at a device that is enrolled for the same person. The
 * request carries a proof by the device key, bound to no token.
 *
 * @throws {IdentityError} whatever is wrong with request, proof, passkey, device or person
 */
export async function openWebSession(
  request: Request,
  answer: PasskeyAnswer,
  deps: WebSessionDeps,
  now: Date,
): Promise<OpenedWebSession> {
  requireSameSite(request, deps.passkeys.origin)
  const url = new URL(deps.origin)
  url.pathname = new URL(request.url).pathname
  const proof = await verifyProof(
    { proof: request.headers.get('dpop'), method: request.method, url, token: undefined },
    now,
  )
  const device = await enrolledDevice(proof, deps, now)
  const passkey = await verifyPasskey(answer, deps.passkeys, now)
  if (passkey.person !== device.person) {
    throw new IdentityError('identity/other-person', 'the device is of another person')
  }
  await spend(proof, deps)

  const value = toBase64Url(deps.random(32))
  const at = Math.floor(now.getTime() / 1000)
  const endsAt = at + webLimits.absoluteSeconds
  await deps.store.db
    .insertInto('web_sessions')
    .values({
      id: digestOf(value),
      person: device.person,
      device: device.enrolment,
      passkey: passkey.enrolment,
      jkt: proof.jkt,
      used_at: at,
      ends_at: endsAt,
    })
    .execute()
  return {
    setCookie: sessionCookie(value, webLimits.absoluteSeconds),
    cookie: createHash('sha256').update(value).digest('base64url'),
    person: device.person,
    facility: device.facility,
    device: device.enrolment,
    idleSeconds: webLimits.idleSeconds,
    endsAt: new Date(endsAt * 1000),
  }
}

/** What the cookie of a session that lasts says. */
export interface WebSession {
  readonly id: string
  readonly person: string
  readonly device: string
  readonly passkey: string
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

/** Deletes sessions that have ended. */
export async function sweepWebSessions({ db }: Store, now: Date): Promise<void> {
  const at = Math.floor(now.getTime() / 1000)
  await db
    .deleteFrom('web_sessions')
    .where((eb) =>
      eb.or([eb('ends_at', '<=', at), eb('used_at', '<=', at - webLimits.idleSeconds)]),
    )
    .execute()
}

function digestOf(value: string): string {
  return toHex(new Uint8Array(createHash('sha256').update(value).digest()))
}
