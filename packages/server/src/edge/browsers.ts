/**
 * Browsers as devices of the edge: passkeys from the appointment chain, sessions that end with them.
 *
 * @module
 */
import { isIP } from 'node:net'

import { isHash } from '@entente/core/crypto'
import { appointed, requireDirectory, within } from '@entente/core/pact'

import type { MemberServer } from '../app.ts'
import { signedInPath, type WaysIn } from '../http/index.ts'
import {
  type Attempt,
  type AuthenticatedRequester,
  type AuthenticationDeps,
  createRefusalLimit,
  createRelyingParty,
  type EnrolledPasskey,
  findWebSession,
  IdentityError,
  readWebSession,
  type SignInRecord,
  touchWebSession,
  type WebAuthentication,
  type WebSession,
} from '../identity/index.ts'
import { findEnrolment } from '../kas/index.ts'
import type { MemberConfig } from '../member/index.ts'

/** The domain under which browsers reach the member; undefined where there is none to make passkeys for. */
export function webDomain({ host, web }: Pick<MemberConfig, 'host' | 'web'>): string | undefined {
  return web?.host ?? (isIP(host) === 0 ? host : undefined)
}

/** What a cookie stands for: nothing, once what it was opened with is withdrawn, has expired or is closed. */
export function webAuthentication(server: BrowserServer, origin: string): WebAuthentication {
  return {
    origin,
    async readSession(cookie, now) {
      const session = await readWebSession(server.store, cookie, now)
      if (!holds(server, session, now)) {
        throw new IdentityError('identity/session-ended', 'what it was opened with holds no more')
      }
      return session
    },
    touch: (session, now) => touchWebSession(server.store, session, now),
  }
}

/** What sign-in at a browser rests on, by each way there is. */
export function waysIn(
  server: BrowserServer & Pick<MemberServer, 'ledger'>,
  authentication: AuthenticationDeps,
  web: {
    readonly origin: string
    readonly domain: string
    readonly challengeKey: Uint8Array
    readonly random: (length: number) => Uint8Array
  },
  now: () => Date,
): WaysIn {
  const { store, config } = server
  const { spendProof } = authentication
  const provider = config.signIn?.provider
  return {
    ...authentication,
    store,
    random: web.random,
    webOrigin: web.origin,
    record: signInRecord(server, now),
    refusals: createRefusalLimit(),
    password: config.signIn?.password === true,
    passkeys: {
      ...web,
      spendProof,
      findPasskey: (credential, at) => Promise.resolve(findPasskey(server, credential, at)),
    },
    provider: provider && {
      name: provider.name,
      party: createRelyingParty(provider, `${web.origin}${signedInPath}`, now),
    },
  }
}

/** What browsers are let in by. */
type BrowserServer = Pick<MemberServer, 'config' | 'self' | 'standing' | 'store'>

function signInRecord({ ledger }: Pick<MemberServer, 'ledger'>, now: () => Date): SignInRecord {
  const eventOf = ({ person, enrolment, way }: Attempt) => {
    if (!isHash(enrolment)) throw new TypeError('an enrolment is named by its digest')
    return { at: now().toISOString(), person, device: enrolment, way }
  }
  return {
    async signedIn(who, write) {
      await ledger.record(async (tx, append) => {
        await write(tx)
        append({ kind: 'signed-in', ...eventOf(who) })
      })
    },
    async refused(who, code) {
      await ledger.record((_tx, append) => {
        append({ kind: 'sign-in-refused', ...eventOf(who), code })
        return Promise.resolve()
      })
    },
  }
}

/** Whether what somebody was let in by still holds: the enrolment of the device, and the session if it is one. */
export async function sessionLasts(
  server: BrowserServer,
  requester: AuthenticatedRequester,
  now: Date,
): Promise<boolean> {
  const enrolled = findEnrolment(server.standing.current(), requester.deviceKey, now)
  if (enrolled?.enrolment !== requester.device) return false
  if (requester.by === 'token') return true
  const session = await findWebSession(server.store, requester.tokenId, now)
  return session !== undefined && holds(server, session, now)
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

/** Whether what a session was opened with still lets somebody in. */
function holds(
  { self, standing, config }: BrowserServer,
  { way, passkey }: Pick<WebSession, 'passkey' | 'way'>,
  at: Date,
): boolean {
  if (way === 'password') return config.signIn?.password === true
  if (way === 'provider') return config.signIn?.provider !== undefined
  const { entries } = requireDirectory(standing.current(), self)
  const entry = entries.find(({ id }) => id === passkey)
  const act = entry?.appointment.act
  return entry?.withdrawn === undefined && act?.kind === 'passkey' && within(act, at.toISOString())
}
