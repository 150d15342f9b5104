/**
 * Entente's own access tokens: JWTs bound to a device key (RFC 9068, RFC 9449 §6.1).
 *
 * A token adds freshness and nothing else (D13, D15): person and facility of a request are those of
 * the enrolment of the device key, read anew each time.
 *
 * @module
 */
import { fromBase64Url } from '@entente/core/lib'
import { createLocalJWKSet, errors, type JWK, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'

import { IdentityError } from './errors.ts'
import type { TokenKey } from './keys.ts'

/** Who issues tokens, and for whom. */
export interface TokenRealm {
  readonly issuer: string
  readonly audience: string
}

/** What a token says. */
export interface AccessToken {
  /** Random, names the token. */
  readonly id: string
  readonly person: string
  /** Id of the enrolment the token was issued under. */
  readonly device: string
  /** Thumbprint of the device key. */
  readonly jkt: string
}

/** Seconds a token lives. */
export const tokenLifetime = 600

/** Signs a token that is good from `now` for {@link tokenLifetime}. */
export function signAccessToken(
  token: AccessToken,
  { issuer, audience }: TokenRealm,
  key: TokenKey,
  now: Date,
): Promise<string> {
  const iat = Math.floor(now.getTime() / 1000)
  return new SignJWT({ client_id: 'entente', device: token.device, cnf: { jkt: token.jkt } })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: key.kid })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(token.person)
    .setJti(token.id)
    .setIssuedAt(iat)
    .setExpirationTime(iat + tokenLifetime)
    .sign(key.privateKey)
}

/** Reads tokens signed by one of `keys`, public JWKs each with `kid` and `alg`. What it returns throws {@link IdentityError}. */
export function createTokenReader(
  { issuer, audience }: TokenRealm,
  keys: readonly JWK[],
): (token: string, now: Date) => Promise<AccessToken> {
  const keySet = createLocalJWKSet({ keys: [...keys] })
  return async (token, now) => {
    try {
      // jose reads base64url leniently; one token has one spelling.
      for (const part of token.split('.')) fromBase64Url(part)
      const { payload } = await jwtVerify(token, keySet, {
        typ: 'at+jwt',
        // One algorithm, of ours: the header of the token chooses nothing.
        algorithms: ['EdDSA'],
        issuer,
        audience,
        currentDate: now,
      })
      const { jti, sub, device, cnf } = claims.parse(payload)
      return { id: jti, person: sub, device, jkt: cnf.jkt }
    } catch (cause) {
      throw refused(cause)
    }
  }
}

const claims = z.strictObject({
  iss: z.string(),
  aud: z.string(),
  sub: z.string(),
  jti: z.string(),
  iat: z.number(),
  exp: z.number(),
  client_id: z.string(),
  device: z.string(),
  cnf: z.strictObject({ jkt: z.string() }),
})

function refused(cause: unknown): IdentityError {
  if (cause instanceof errors.JWTExpired) {
    return new IdentityError('identity/expired-token', 'exp is past', { cause })
  }
  if (cause instanceof errors.JWTClaimValidationFailed && cause.claim === 'aud') {
    return new IdentityError('identity/wrong-audience', 'aud names another service', { cause })
  }
  return new IdentityError('identity/bad-token', 'the token cannot be verified', { cause })
}
