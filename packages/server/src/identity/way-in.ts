/**
 * What every way in at a browser has in common: a page of ours asks, an enrolled device proves, and one
 * session is opened, on record.
 *
 * @module
 */
import { createHash } from 'node:crypto'

import { toBase64Url, toHex } from '@entente/core/lib'
import type { Kysely } from 'kysely'

import type { Database } from '../store/index.ts'

import {
  type AuthenticationDeps,
  type EnrolledDevice,
  enrolledDevice,
  spend,
} from './authenticate.ts'
import { type DeviceProof, verifyProof } from './dpop.ts'
import { IdentityError, type IdentityErrorCode } from './errors.ts'
import type { RefusalLimit } from './refusal-limit.ts'
import { requireSameSite, sessionCookie, webLimits } from './web-request.ts'

/** How a person shows who they are. */
export type Way = Database['web_sessions']['way']

/** Where a sign-in is put on record, before it has any effect. */
export interface SignInRecord {
  /** Records that somebody signed in, and does `write`, in one commit. */
  readonly signedIn: (who: Attempt, write: (tx: Kysely<Database>) => Promise<void>) => Promise<void>
  /** Records that somebody at an enrolled device was refused. */
  readonly refused: (who: Attempt, code: IdentityErrorCode) => Promise<void>
}

/** Who tries to sign in, by the enrolment of their device. */
export interface Attempt extends EnrolledDevice {
  readonly way: Way
}

/** What opening a session at a browser rests on. */
export interface WayInDeps extends AuthenticationDeps {
  /** Public URL of the application without a path. */
  readonly webOrigin: string
  readonly record: SignInRecord
  readonly random: (length: number) => Uint8Array
  readonly refusals: RefusalLimit
}

/** A request of our own page, proved by an enrolled device. Its proof is not spent yet. */
export interface BrowserRequest {
  readonly proof: DeviceProof
  readonly device: EnrolledDevice
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
 * Reads a request that opens a session: from our own page, with a proof that is bound to no token.
 *
 * @throws {IdentityError} whatever is wrong with request, proof or device
 */
export async function readBrowser(
  request: Request,
  deps: WayInDeps,
  now: Date,
): Promise<BrowserRequest> {
  requireSameSite(request, deps.webOrigin)
  const url = new URL(deps.origin)
  url.pathname = new URL(request.url).pathname
  const proof = await verifyProof(
    { proof: request.headers.get('dpop'), method: request.method, url, token: undefined },
    now,
  )
  const device = await enrolledDevice(proof, deps, now)
  if (deps.refusals.waits(device.enrolment, now)) throw waits()
  return { proof, device }
}

/**
 * Opens a session for the person of the device, whom `person` has to be: whoever shows who they are at the
 * device of somebody else is refused, on record.
 *
 * @throws {IdentityError} `identity/other-person`, `identity/replayed-proof`
 */
export async function openSessionAt(
  { proof, device }: BrowserRequest,
  shown: { readonly person: string; readonly way: Way; readonly passkey?: string },
  deps: WayInDeps,
  now: Date,
): Promise<OpenedWebSession> {
  const who = { ...device, way: shown.way }
  await refusedOnRecord(who, { ...deps, now }, async () => {
    if (shown.person === device.person) return
    throw new IdentityError('identity/other-person', 'the device is of another person')
  })
  await spend(proof, deps)

  const value = toBase64Url(deps.random(32))
  const at = Math.floor(now.getTime() / 1000)
  const endsAt = at + webLimits.absoluteSeconds
  await deps.record.signedIn(who, async (tx) => {
    await tx
      .insertInto('web_sessions')
      .values({
        id: digestOf(value),
        person: device.person,
        device: device.enrolment,
        way: shown.way,
        passkey: shown.passkey ?? null,
        jkt: proof.jkt,
        used_at: at,
        ends_at: endsAt,
      })
      .execute()
  })
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

/**
 * Does `run`, in which somebody at an enrolled device shows who they are; a refusal is on record before it is
 * answered. After as many as there may be, that the device waits is on record, and nothing more of it.
 *
 * @throws {IdentityError} as `run` does; `identity/device-waits`
 */
export async function refusedOnRecord<T>(
  who: Attempt,
  { record, refusals, now }: Pick<WayInDeps, 'record' | 'refusals'> & { readonly now: Date },
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof IdentityError)) throw error
    const counted = refusals.count(who.enrolment, now)
    if (counted === 'over') throw waits()
    await record.refused(who, error.code)
    if (counted === 'last') await record.refused(who, 'identity/device-waits')
    throw error
  }
}

function waits(): IdentityError {
  return new IdentityError('identity/device-waits', 'the device was refused too often')
}

/** What the store calls a session by, or a sign-in under way. */
export function digestOf(value: string): string {
  return toHex(new Uint8Array(createHash('sha256').update(value).digest()))
}
