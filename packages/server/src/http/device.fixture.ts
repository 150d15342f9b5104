/**
 * A device and a browser, as tests drive them.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'

import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'

import { password } from './edge.fixture.ts'

/** A device key. */
export interface Device {
  readonly privateKey: CryptoKey
  readonly jwk: JWK
  readonly jkt: string
  /** As an enrolment spells the key. */
  readonly point: string
}

/** A new device key. */
export async function newDevice(): Promise<Device> {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const jwk = await exportJWK(publicKey)
  const raw = await crypto.subtle.exportKey('raw', publicKey)
  return {
    privateKey,
    jwk,
    jkt: await calculateJwkThumbprint(jwk),
    point: Buffer.from(raw).toString('base64url'),
  }
}

/** What a proof says; `claims` and `header` override single fields, `undefined` leaves them out. */
export interface ProofOptions {
  readonly method: string
  readonly url: string
  readonly token?: string
  readonly claims?: Readonly<Record<string, unknown>>
  readonly header?: Readonly<Record<string, unknown>>
}

/** A proof by `device`. */
export function prove(device: Device, options: ProofOptions): Promise<string> {
  const { method, url, token, claims, header } = options
  return new SignJWT({
    jti: randomUUID(),
    htm: method,
    htu: url,
    iat: Math.floor(Date.now() / 1000),
    ...(token === undefined ? {} : { ath: createHash('sha256').update(token).digest('base64url') }),
    ...claims,
  })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: device.jwk, ...header })
    .sign(device.privateKey)
}

/** Sends a request with a token and a proof, or with `proof`. */
export async function send(
  device: Device,
  token: string,
  url: string,
  options: RequestInit & { readonly proof?: string } = {},
): Promise<Response> {
  const { proof, ...init } = options
  const method = init.method ?? 'GET'
  return fetch(url, {
    ...init,
    method,
    headers: {
      ...Object.fromEntries(new Headers(init.headers)),
      authorization: `DPoP ${token}`,
      dpop: proof ?? (await prove(device, { method, url, token })),
    },
  })
}

/** The JSON object of an answer. */
export async function jsonOf(response: Response): Promise<Readonly<Record<string, unknown>>> {
  const body: Readonly<Record<string, unknown>> = JSON.parse(await response.text())
  return body
}

/** The code of an answer, after checking that it is a problem of that status. */
export async function refusalOf(response: Response): Promise<string> {
  assert.equal(response.headers.get('content-type'), 'application/problem+json')
  const { code, status } = await jsonOf(response)
  assert.equal(status, response.status)
  return `${String(status)} ${String(code)}`
}

/** A form post to the provider's token endpoints. */
export async function tokenRequest(
  device: Device,
  url: string,
  form: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { dpop: await prove(device, { method: 'POST', url }) },
    body: new URLSearchParams({ client_id: 'entente-cli', ...form }),
  })
  return jsonOf(response)
}

/** A browser that keeps cookies and follows redirects. */
export class Browser {
  readonly #cookies = new Map<string, string>()
  readonly #headers: Readonly<Record<string, string>>
  /** Where it ended up. */
  url = ''

  constructor(headers: Readonly<Record<string, string>> = {}) {
    this.#headers = headers
  }

  /** What it sends as `Cookie`. */
  cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** The page at `url`, or the one its form leads to. */
  async open(url: string, form?: Readonly<Record<string, string>>): Promise<Response> {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: {
        ...this.#headers,
        cookie: this.cookieHeader(),
        ...(form ? { origin: new URL(url).origin } : {}),
      },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      this.#cookies.set(name, value)
    }
    this.url = url
    const next = response.headers.get('location')
    return next ? this.open(new URL(next, url).href) : response
  }
}

/** The value of a hidden field. */
export function hiddenField(html: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''
}

/** Confirms a device's code in a browser and signs in. */
export async function confirmCode(
  browser: Browser,
  verification: string,
  subject: string,
  typed: string = password,
): Promise<string> {
  const code = new URL(verification).searchParams.get('user_code') ?? ''
  const form = await (await browser.open(verification)).text()
  const action = browser.url.split('?', 1)[0] ?? ''
  const xsrf = hiddenField(form, 'xsrf')
  await browser.open(action, { xsrf, user_code: code })
  await browser.open(action, { xsrf, user_code: code, confirm: 'yes' })
  return (await browser.open(browser.url, { subject, password: typed })).text()
}

/** Signs in `subject` on `device`, all the way to the provider's tokens. */
export async function signInDevice(
  device: Device,
  origin: string,
  subject: string,
): Promise<Readonly<Record<string, unknown>>> {
  const base = `${origin}/auth/protocol/openid-connect`
  const start = await tokenRequest(device, `${base}/auth/device`, { scope: 'openid' })
  await confirmCode(new Browser(), String(start['verification_uri_complete']), subject)
  return tokenRequest(device, `${base}/token`, {
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    device_code: String(start['device_code']),
  })
}
