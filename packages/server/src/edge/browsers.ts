/**
 * Browsers as devices of the edge: passkeys from the appointment chain, sessions that end with them.
 *
 * @module
 */
import { isIP } from 'node:net'

import { appointed, requireDirectory, within } from '@entente/core/pact'

import type { MemberServer } from '../app.ts'
import {
  type AuthenticatedRequester,
  type AuthenticationDeps,
  type EnrolledPasskey,
  IdentityError,
  findWebSession,
  readWebSession,
  touchWebSession,
  type WebAuthentication,
  type WebSessionDeps,
} from '../identity/index.ts'
import { findEnrolment } from '../kas/index.ts'
import type { MemberConfig } from '../member/index.ts'

/** The domain under which browsers reach the member; undefined where there is none to make passkeys for. */
export function webDomain({ host, web }: Pick<MemberConfig, 'host' | 'web'>): string | undefined {
  return web?.host ?? (isIP(host) === 0 ? host : undefined)
}

/** What a cookie stands for: nothing, once the passkey it was opened with is withdrawn or has expired. */
export function webAuthentication(
  server: Pick<MemberServer, 'self' | 'standing' | 'store'>,
  origin: string,
): WebAuthentication {
  return {
    origin,
    async readSession(cookie, now) {
      const session = await readWebSession(server.store, cookie, now)
      if (!holds(server, session.passkey, now)) {
        throw new IdentityError('identity/session-ended', 'the passkey is no longer enrolled')
      }
      return session
    },
    touch: (session, now) => touchWebSession(server.store, session, now),
  }
}

/** What sign-in at a browser rests on. */
export function webSessions(
  server: Pick<MemberServer, 'self' | 'standing' | 'store'>,
  authentication: AuthenticationDeps,
  web: {
    readonly origin: string
    readonly domain: string
    readonly challengeKey: Uint8Array
    readonly random: (length: number) => Uint8Array
  },
): WebSessionDeps {
  const { spendProof } = authentication
  return {
    ...authentication,
    store: server.store,
    random: web.random,
    passkeys: {
      ...web,
      spendProof,
      findPasskey: (credential, at) => Promise.resolve(findPasskey(server, credential, at)),
    },
  }
}

/** Whether what somebody was let in by still holds: the enrolment of the device, and the session if it is one. */
export async function sessionLasts(
  server: Pick<MemberServer, 'self' | 'standing' | 'store'>,
  requester: AuthenticatedRequester,
  now: Date,
): Promise<boolean> {
  const enrolled = findEnrolment(server.standing.current(), requester.deviceKey, now)
  if (enrolled?.enrolment !== requester.device) return false
  if (requester.by === 'token') return true
  const session = await findWebSession(server.store, requester.tokenId, now)
  return session !== undefined && holds(server, session.passkey, now)
}

function findPasskey(
  { self, standing }: Pick<MemberServer, 'self' | 'standing'>,
  credential: string,
  at: Date,
): EnrolledPasskey | undefined {
  const directory = requireDirectory(standing.current(), self)
  const act = appointed(directory, 'passkey', at.toISOString()).find(
    (one) => one.credential === credential,
  )
  const entry = directory.entries.find(({ appointment }) => appointment.act === act)
  return (
    act && entry && { person: act.person, domain: act.domain, key: act.key, enrolment: entry.id }
  )
}

function holds(
  { self, standing }: Pick<MemberServer, 'self' | 'standing'>,
  enrolment: string,
  at: Date,
): boolean {
  const { entries } = requireDirectory(standing.current(), self)
  const entry = entries.find(({ id }) => id === enrolment)
  const act = entry?.appointment.act
  return entry?.withdrawn === undefined && act?.kind === 'passkey' && within(act, at.toISOString())
}
