/**
 * Proofs of possession of a device key (DPoP, RFC 9449 §4.3), as a server checks them.
 *
 * @module
 */
import { createHash } from 'node:crypto'

import { concatBytes, fromBase64Url, toBase64Url } from '@entente/core/lib'
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose'
import { z } from 'zod'

import { IdentityError } from './errors.ts'

/** A verified proof: whoever sent the request holds the private half of `key`. */
export interface DeviceProof {
  /** P-256 public key, uncompressed point in base64url, as a device enrolment spells it. */
  readonly key: string
  /** Thumbprint of the key (RFC 7638, SHA-256), as `cnf.jkt` spells it. */
  readonly jkt: string
  /** Names this proof among all proofs of all keys; good for one request. */
  readonly id: string
  /** Until when the proof could be sent again. */
  readonly until: Date
}

/** The request a proof has to be made for. */
export interface ProvenRequest {
  readonly proof: string | null
  readonly method: string
  /** Public URL of the request as our configuration says it, never as the header `Host` does. */
  readonly url: URL
  /** The token sent with it; its hash must stand in the proof. Without one, none may. */
  readonly token: string | undefined
}

/** How far a device's clock may be from ours, in seconds. */
export const proofWindow = 60

/**
 * Verifies that the request was made with the device key named in its proof. Does not know whether
 * the proof was used before, nor whether the key is enrolled.
 *
 * @throws {IdentityError} `identity/no-proof`, `identity/bad-proof`, `identity/proof-mismatch`,
 *   `identity/stale-proof`
 */
export async function verifyProof(request: ProvenRequest, now: Date): Promise<DeviceProof> {
  if (!request.proof) throw new IdentityError('identity/no-proof', 'no header DPoP')
  const { key, claims } = await readProof(request.proof, now)

  const skew = Math.abs(now.getTime() / 1000 - claims.iat)
  if (skew > proofWindow) throw new IdentityError('identity/stale-proof', 'iat outside the window')
  if (claims.htm !== request.method) throw mismatch('htm names another method')
  if (withoutQuery(claims.htu) !== withoutQuery(request.url.href)) {
    throw mismatch('htu names another URL')
  }
  const { token } = request
  if (claims.ath !== (token === undefined ? undefined : hashText(token))) {
    throw mismatch('ath is not the hash of the token')
  }

  const jkt = await calculateJwkThumbprint(key)
  return {
    key: pointOf(key),
    jkt,
    id: hashText(`${jkt}.${claims.jti}`),
    until: new Date((claims.iat + proofWindow) * 1000),
  }
}

const publicKey = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().length(43),
  y: z.string().length(43),
})

const proofClaims = z.object({
  jti: z.string().min(8).max(200),
  htm: z.string().max(20),
  htu: z.url().max(2000),
  iat: z.number(),
  ath: z.string().max(50).optional(),
})

type PublicKey = z.infer<typeof publicKey>

async function readProof(
  proof: string,
  now: Date,
): Promise<{ readonly key: PublicKey; readonly claims: z.infer<typeof proofClaims> }> {
  try {
    if (proof.length > 4096) throw new RangeError('the proof is too long')
    // jose reads base64url leniently; one proof has one spelling.
    for (const part of proof.split('.')) fromBase64Url(part)
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: ['ES256'],
      currentDate: now,
    })
    return { key: publicKey.parse(protectedHeader.jwk), claims: proofClaims.parse(payload) }
  } catch (cause) {
    throw new IdentityError('identity/bad-proof', 'the proof cannot be verified', { cause })
  }
}

function withoutQuery(href: string): string {
  const { origin, pathname } = new URL(href)
  return origin + pathname
}

function pointOf({ x, y }: PublicKey): string {
  return toBase64Url(concatBytes(Uint8Array.of(0x04), fromBase64Url(x), fromBase64Url(y)))
}

function hashText(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

function mismatch(reason: string): IdentityError {
  return new IdentityError('identity/proof-mismatch', reason)
}
