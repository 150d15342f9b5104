/**
 * Signing in on a device and speaking to a member's server with its key (RFC 8628, RFC 9449).
 *
 * @module
 */
import { utf8, toBase64Url } from '@entente/core/lib'
import { calculateJwkThumbprint, exportJWK, type JWK, SignJWT } from 'jose'

import { SessionError } from './session-errors.ts'

/** The P-256 key pair of an enrolled device. The private key need not be extractable. */
export interface DeviceKey {
  readonly privateKey: CryptoKey
  readonly publicKey: CryptoKey
}

/** What the calls here need of the world. */
export interface SessionPorts {
  /** Origin of the member's edge, `https://tokyo.example`. */
  readonly server: string
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  readonly device: DeviceKey
  readonly now: () => Date
  readonly randomId: () => string
}

/**
 * What a request carries beside its proof: an access token, or the session's cookie, which scripts of a
 * browser cannot read and name by its hash alone (SHA-256, base64url).
 */
export type Credential = string | { readonly cookie: string }

/** A sign-in that a person has to confirm in a browser. */
export interface DeviceSignIn {
  readonly deviceCode: string
  /** The code the person compares or types. */
  readonly userCode: string
  readonly verificationUrl: string
  /** The same address with the code filled in. */
  readonly verificationUrlComplete: string
  readonly expiresAt: Date
  readonly intervalSeconds: number
}

/** A confirmed sign-in, bound to the device key. */
export interface SignInTokens {
  readonly accessToken: string
  readonly refreshToken: string
  readonly expiresAt: Date
}

/** A token of the server, for this device. */
export interface Session {
  readonly accessToken: string
  readonly expiresAt: Date
  readonly person: string
  readonly facility: string
  readonly device: string
}

const clientId = 'entente-cli'
const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'
const endpoints = '/auth/protocol/openid-connect'

/**
 * Asks for a code that a person confirms in a browser.
 *
 * @throws {SessionError} `session/unreachable`, `session/unexpected-answer`
 */
export async function startDeviceSignIn(ports: SessionPorts): Promise<DeviceSignIn> {
  const answer = await post(ports, `${endpoints}/auth/device`, {
    client_id: clientId,
    scope: 'openid',
  })
  const at = ports.now().getTime()
  return {
    deviceCode: textOf(answer, 'device_code'),
    userCode: textOf(answer, 'user_code'),
    verificationUrl: textOf(answer, 'verification_uri'),
    verificationUrlComplete: textOf(answer, 'verification_uri_complete'),
    expiresAt: new Date(at + numberOf(answer, 'expires_in') * 1000),
    intervalSeconds: typeof answer['interval'] === 'number' ? answer['interval'] : 5,
  }
}

/**
 * Waits until the person has confirmed the code. `sleep` waits between questions and may reject to
 * give up.
 *
 * @throws {SessionError} `session/denied`, `session/expired`, `session/refused` (a clock that is
 *   wrong, for one), `session/unreachable`, `session/unexpected-answer`
 */
export async function awaitSignIn(
  ports: SessionPorts,
  signIn: DeviceSignIn,
  sleep: (seconds: number) => Promise<void>,
): Promise<SignInTokens> {
  let { intervalSeconds } = signIn
  while (ports.now() < signIn.expiresAt) {
    await sleep(intervalSeconds)
    const answer = await post(ports, `${endpoints}/token`, {
      client_id: clientId,
      grant_type: deviceGrant,
      device_code: signIn.deviceCode,
    })
    // RFC 8628 §3.5.
    if (answer['error'] === 'slow_down') intervalSeconds += 5
    else if (answer['error'] !== 'authorization_pending') return tokensOf(answer, ports)
  }
  throw new SessionError('session/expired', 'nobody confirmed the code in time')
}

/**
 * New tokens of the sign-in with its refresh token, which is used up.
 *
 * @throws {SessionError} `session/expired` when the person has to sign in again
 */
export async function refreshSignIn(
  ports: SessionPorts,
  { refreshToken }: SignInTokens,
): Promise<SignInTokens> {
  const answer = await post(ports, `${endpoints}/token`, {
    client_id: clientId,
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
  })
  return tokensOf(answer, ports)
}

/**
 * Exchanges a sign-in for a token of the server.
 *
 * @throws {SessionError} `session/refused` with the server's code: the device is not enrolled, or
 *   enrolled for another person, or the sign-in has ended
 */
export async function exchange(ports: SessionPorts, signIn: SignInTokens): Promise<Session> {
  const response = await dpopFetch(ports, signIn.accessToken, '/api/sessions', { method: 'POST' })
  const answer = await readJson(response)
  if (!response.ok) throw refusal(answer)
  return {
    accessToken: textOf(answer, 'accessToken'),
    expiresAt: new Date(ports.now().getTime() + numberOf(answer, 'expiresIn') * 1000),
    person: textOf(answer, 'person'),
    facility: textOf(answer, 'facility'),
    device: textOf(answer, 'device'),
  }
}

/**
 * Sends a request with a new proof by the device key. `path` begins with a slash; a token never goes to
 * another origin.
 *
 * @throws {SessionError} `session/unreachable`, also while the body of the answer is read
 */
export async function dpopFetch(
  ports: SessionPorts,
  credential: Credential,
  path: string,
  init: RequestInit = {},
): Promise<Response> {
  const url = new URL(path, ports.server)
  if (url.origin !== new URL(ports.server).origin) {
    throw new TypeError('the path leads to another server')
  }
  const headers = new Headers(init.headers)
  if (typeof credential === 'string') headers.set('authorization', `DPoP ${credential}`)
  headers.set('dpop', await createProof(ports, init.method ?? 'GET', url, credential))
  return send(ports, url.href, { ...init, headers, redirect: 'error' })
}

/** A proof by the device key for one request; `credential` is what the request carries, if anything. */
export async function createProof(
  { device, now, randomId }: Pick<SessionPorts, 'device' | 'now' | 'randomId'>,
  method: string,
  url: URL,
  credential?: Credential,
): Promise<string> {
  const claims = {
    jti: randomId(),
    htm: method,
    htu: url.origin + url.pathname,
    ...(credential === undefined ? {} : { ath: await hashOf(credential) }),
  }
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: await publicJwk(device) })
    .setIssuedAt(Math.floor(now().getTime() / 1000))
    .sign(device.privateKey)
}

/** Thumbprint of the device key, as tokens name it (RFC 7638). */
export async function deviceThumbprint(device: DeviceKey): Promise<string> {
  return calculateJwkThumbprint(await publicJwk(device))
}

async function publicJwk({ publicKey }: DeviceKey): Promise<JWK> {
  const { kty, crv, x, y } = await exportJWK(publicKey)
  if (kty !== 'EC' || crv !== 'P-256' || !x || !y) throw new TypeError('a device key is P-256')
  return { kty, crv, x, y }
}

async function hashOf(credential: Credential): Promise<string> {
  if (typeof credential !== 'string') return credential.cookie
  return toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(credential))))
}

type Answer = Readonly<Record<string, unknown>>

/** A form to the OpenID provider, with a proof; answers of 400 are answers (RFC 6749 §5.2). */
async function post(
  ports: SessionPorts,
  path: string,
  form: Readonly<Record<string, string>>,
): Promise<Answer> {
  const url = new URL(path, ports.server)
  const response = await send(ports, url.href, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      dpop: await createProof(ports, 'POST', url),
    },
    body: new URLSearchParams(form).toString(),
    redirect: 'error',
  })
  if (response.status !== 200 && response.status !== 400)
    throw unexpected(`status ${response.status}`)
  return readJson(response)
}

async function send({ fetch }: SessionPorts, url: string, init: RequestInit): Promise<Response> {
  try {
    return answering(await fetch(url, init))
  } catch (cause) {
    throw new SessionError('session/unreachable', 'the server did not answer', { cause })
  }
}

/** The answer, whose body ends in an error of ours where the connection ends before it. */
function answering(response: Response): Response {
  const { body, status, headers } = response
  const reader = body?.getReader()
  if (!reader) return response
  const guarded = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read()
          if (done) controller.close()
          else controller.enqueue(value)
        } catch (cause) {
          controller.error(
            new SessionError('session/unreachable', 'the answer was cut off', { cause }),
          )
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
  return new Response(guarded, { status, headers })
}

async function readJson(response: Response): Promise<Answer> {
  const text = await response.text()
  try {
    const answer: unknown = JSON.parse(text)
    if (isAnswer(answer)) return answer
  } catch (cause) {
    throw new SessionError('session/unexpected-answer', 'the answer is not JSON', { cause })
  }
  throw unexpected('the answer is not an object')
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function tokensOf(answer: Answer, { now }: SessionPorts): SignInTokens {
  if (answer['error'] !== undefined) throw failureOf(textOf(answer, 'error'))
  // A provider that binds nothing would hand out tokens any thief can use.
  if (answer['token_type'] !== 'DPoP') throw unexpected('the token is not bound to the device key')
  return {
    accessToken: textOf(answer, 'access_token'),
    refreshToken: textOf(answer, 'refresh_token'),
    expiresAt: new Date(now().getTime() + numberOf(answer, 'expires_in') * 1000),
  }
}

/** RFC 6749 §5.2, RFC 8628 §3.5. */
function failureOf(error: string): SessionError {
  if (error === 'access_denied') return new SessionError('session/denied', 'the person said no')
  return error === 'expired_token' || error === 'invalid_grant'
    ? new SessionError('session/expired', 'the sign-in has ended')
    : new SessionError('session/refused', 'the provider refused', { refused: error })
}

function refusal(answer: Answer): SessionError {
  const code = typeof answer['code'] === 'string' ? answer['code'] : undefined
  return new SessionError('session/refused', 'the server refused the session', { refused: code })
}

function textOf(answer: Answer, name: string): string {
  const value = answer[name]
  if (typeof value !== 'string') throw unexpected(`no ${name}`)
  return value
}

function numberOf(answer: Answer, name: string): number {
  const value = answer[name]
  if (typeof value !== 'number' || !Number.isFinite(value)) throw unexpected(`no ${name}`)
  return value
}

function unexpected(reason: string): SessionError {
  return new SessionError('session/unexpected-answer', reason)
}
