/**
 * Who a request comes from.
 *
 * @module
 */
import type { JWK } from 'jose'

import { type AccessToken, createTokenReader, type TokenRealm } from './access-token.ts'
import { type DeviceProof, verifyProof } from './dpop.ts'
import { IdentityError } from './errors.ts'
import { findCookie, requireSameSite } from './web-request.ts'

/** A device as a registrar enrolled it (D13). */
export interface EnrolledDevice {
  readonly person: string
  readonly facility: string
  /** Id of the enrolment, an entry of the appointment chain. */
  readonly enrolment: string
}

/**
 * The enrolment of a P-256 key (uncompressed point in base64url) that holds at a moment; undefined
 * if there is none or it was withdrawn.
 */
export type FindDevice = (key: string, at: Date) => Promise<EnrolledDevice | undefined>

/** Remembers a proof's id until it cannot be sent again; false if it was known. Durable. */
export type SpendProof = (id: string, until: Date) => Promise<boolean>

/** A person at an enrolled device who signed in lately. */
export interface AuthenticatedRequester {
  readonly person: string
  readonly facility: string
  /** Id of the enrolment of the device. */
  readonly device: string
  /** The device key: P-256, uncompressed point in base64url. */
  readonly deviceKey: string
  /** Its thumbprint (RFC 7638). */
  readonly jkt: string
  /** Names the access token, or the session of a browser. */
  readonly tokenId: string
  readonly by: 'cookie' | 'token'
}

/** What authentication rests on. */
export interface AuthenticationDeps {
  readonly realm: TokenRealm
  /** Public URL of this service without a path: what `htu` in a proof begins with. */
  readonly origin: string
  readonly findDevice: FindDevice
  readonly spendProof: SpendProof
  /** Sessions of browsers, where the member serves the web application. */
  readonly web?: WebAuthentication
}

/** What sessions of browsers are authenticated by. */
export interface WebAuthentication {
  /** Public URL of the application without a path. */
  readonly origin: string
  /** What a cookie stands for; throws {@link IdentityError}. */
  readonly readSession: (cookie: string, now: Date) => Promise<AccessToken>
  /** Says that the session of a cookie was used. */
  readonly touch: (session: Pick<AccessToken, 'id'>, now: Date) => Promise<void>
}

/**
 * Authenticates requests to this service: token, proof, enrolment, and that the proof is new.
 *
 * The enrolment is looked up for each request, so a withdrawn device is refused at once, whatever
 * its token says. The returned function throws {@link IdentityError}.
 */
export function createAuthenticator(
  deps: AuthenticationDeps,
  keys: readonly JWK[],
): (request: Request, now: Date) => Promise<AuthenticatedRequester> {
  const readToken = createTokenReader(deps.realm, keys)
  return async (request, now) => {
    const carried = carriedBy(request, deps)
    const proof = await proofOf(request, deps.origin, carried.value, now)
    const said =
      carried.kind === 'token'
        ? await readToken(carried.value, now)
        : await carried.web.readSession(carried.value, now)
    const { id, person, device, jkt } = said
    if (jkt !== proof.jkt)
      throw new IdentityError('identity/other-device', 'cnf.jkt is another key')

    const enrolled = await enrolledDevice(proof, deps, now)
    if (enrolled.person !== person || enrolled.enrolment !== device) {
      throw new IdentityError('identity/device-not-enrolled', 'the token is of another enrolment')
    }
    await spend(proof, deps)
    // What a page asks by itself keeps nobody signed in who has left.
    const attended = request.headers.get('x-unattended') !== '1'
    if (carried.kind === 'cookie' && attended) await carried.web.touch(said, now)
    return {
      person,
      facility: enrolled.facility,
      device,
      deviceKey: proof.key,
      jkt,
      tokenId: id,
      by: carried.kind,
    }
  }
}

/**
 * The token of a request, and the proof sent with it.
 *
 * @throws {IdentityError} `identity/no-token` and all of {@link verifyProof}
 */
export async function provenToken(
  request: Request,
  origin: string,
  now: Date,
): Promise<{ readonly token: string; readonly proof: DeviceProof }> {
  const token = tokenOf(request)
  return { token, proof: await proofOf(request, origin, token, now) }
}

function tokenOf(request: Request): string {
  // RFC 9449 §7.1: the scheme is DPoP; a bound token sent as Bearer is refused (§7.2).
  const [, token] = /^DPoP ([\w.~+/=-]+)$/i.exec(request.headers.get('authorization') ?? '') ?? []
  if (!token) throw new IdentityError('identity/no-token', 'no token of the scheme DPoP')
  return token
}

type Carried =
  | { readonly kind: 'cookie'; readonly value: string; readonly web: WebAuthentication }
  | { readonly kind: 'token'; readonly value: string }

/** A token in its header, or else the cookie of a session: from there on both are checked alike. */
function carriedBy(request: Request, { web }: AuthenticationDeps): Carried {
  const cookie =
    web && !request.headers.has('authorization') ? findCookie(request.headers) : undefined
  if (!web || cookie === undefined) return { kind: 'token', value: tokenOf(request) }
  requireSameSite(request, web.origin)
  return { kind: 'cookie', value: cookie, web }
}

function proofOf(request: Request, origin: string, token: string, now: Date): Promise<DeviceProof> {
  const url = new URL(origin)
  url.pathname = new URL(request.url).pathname
  return verifyProof(
    { proof: request.headers.get('dpop'), method: request.method, url, token },
    now,
  )
}

/**
 * The enrolment of the key of `proof`.
 *
 * @throws {IdentityError} `identity/device-not-enrolled`
 */
export async function enrolledDevice(
  { key }: DeviceProof,
  { findDevice }: AuthenticationDeps,
  now: Date,
): Promise<EnrolledDevice> {
  const enrolled = await findDevice(key, now)
  if (!enrolled) throw new IdentityError('identity/device-not-enrolled', 'no enrolment holds now')
  return enrolled
}

/**
 * Uses up `proof`. Comes after every other check, so that only enrolled devices can fill the table.
 *
 * @throws {IdentityError} `identity/replayed-proof`
 */
export async function spend(
  { id, until }: DeviceProof,
  { spendProof }: AuthenticationDeps,
): Promise<void> {
  if (!(await spendProof(id, until))) {
    throw new IdentityError('identity/replayed-proof', 'the proof was used before')
  }
}
