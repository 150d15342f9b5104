/**
 * What a request of the web application has to look like: its cookie, and that no other site sent it.
 *
 * @module
 */
import { IdentityError } from './errors.ts'

/** How long sessions of browsers last, in seconds. */
export const webLimits = { idleSeconds: 15 * 60, absoluteSeconds: 12 * 3600 } as const

/** Bound by its name to this host, HTTPS and the path `/` (RFC 6265bis, §4.1.3.2). */
const cookieName = '__Host-entente'

/** `Set-Cookie` of a session. */
export function sessionCookie(value: string, seconds: number): string {
  return `${cookieName}=${value}; Path=/; Max-Age=${seconds}; Secure; HttpOnly; SameSite=Strict`
}

/** The value of the session's cookie, if the request carries exactly one. */
export function findCookie(headers: Headers): string | undefined {
  const values = (headers.get('cookie') ?? '')
    .split(';')
    .map((part) => /^\s*__Host-entente=([\w-]{43})\s*$/.exec(part)?.[1])
    .filter((value) => value !== undefined)
  return values.length === 1 ? values[0] : undefined
}

/**
 * Checks that a page of our own origin sent the request. Browsers that do not say so are not served.
 *
 * @throws {IdentityError} `identity/cross-site`
 */
export function requireSameSite(request: Request, origin: string): void {
  const site = request.headers.get('sec-fetch-site')
  const from = request.headers.get('origin')
  if (site !== 'same-origin' || (from !== null && from !== origin)) {
    throw new IdentityError('identity/cross-site', 'the request comes from elsewhere')
  }
}
