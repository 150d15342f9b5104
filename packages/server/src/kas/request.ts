/**
 * A key request as OpenTDF's clients send it, and as ours do with a purpose in it.
 *
 * @module
 */
import { type DescMessage, fromJsonString, type MessageShape } from '@bufbuild/protobuf'
import { type KeyAccess as WireKeyAccess, UnsignedRewrapRequestSchema } from '@entente/core/kas-rpc'
import { fromBase64Url, toBase64 } from '@entente/core/lib'
import type { KeyAccess } from '@entente/core/tdf'
import { compactVerify, decodeJwt, errors } from 'jose'
import { z } from 'zod'

import { KasError } from './errors.ts'

/** One key access object that the client asks for, under the id it gave. */
export interface AskedKey {
  readonly id: string
  readonly access: KeyAccess
}

/** The keys asked for under one policy. */
export interface AskedPolicy {
  readonly id: string
  /** Base64 text as in the manifest. */
  readonly policy: string
  readonly keys: readonly AskedKey[]
}

/** A request whose signature by the device has been verified. */
export interface KeyRequest {
  /** What the device calls this request (`jti`); null from clients that name none. */
  readonly id: string | null
  /** From when on it is too old to be answered. */
  readonly until: Date
  /** Session key, PEM: whoever holds its private half reads the answer. */
  readonly clientPublicKey: string
  /** What the key is wanted for; null from clients that know no purposes. */
  readonly purpose: string | null
  readonly policies: readonly AskedPolicy[]
}

const limits = { tokenChars: 1 << 20, policies: 64, keys: 64, ageSeconds: 60 } as const

/**
 * Reads and verifies a signed request token.
 *
 * @throws {KasError} `kas/bad-request-token` if the device did not sign it just now, `kas/bad-request`
 */
export async function parseKeyRequest(
  token: string,
  deviceKey: CryptoKey,
  now: Date,
): Promise<KeyRequest> {
  if (token.length > limits.tokenChars)
    throw new KasError('kas/bad-request', 'request token too long')
  const { id, requestBody, purpose, until } = await verifyToken(token, deviceKey, now)
  const body = read(UnsignedRewrapRequestSchema, requestBody)
  const policies = body.requests.map(({ policy, keyAccessObjects }) => ({
    id: policy?.id ?? '',
    policy: policy?.body ?? '',
    keys: keyAccessObjects.map(({ keyAccessObjectId, keyAccessObject }) => {
      if (!keyAccessObject) throw new KasError('kas/bad-request', 'a key access object is missing')
      return { id: keyAccessObjectId, access: fromWire(keyAccessObject) }
    }),
  }))
  const counts = policies.map(({ keys }) => keys.length)
  if (
    policies.length === 0 ||
    policies.length > limits.policies ||
    counts.some((n) => n === 0 || n > limits.keys)
  ) {
    throw new KasError('kas/bad-request', 'no policy, or too many keys at once')
  }
  return { id, until, clientPublicKey: body.clientPublicKey, purpose, policies }
}

async function verifyToken(
  token: string,
  deviceKey: CryptoKey,
  now: Date,
): Promise<Pick<KeyRequest, 'id' | 'purpose' | 'until'> & { requestBody: string }> {
  // jose reads base64url leniently; one token has one spelling.
  for (const part of token.split('.')) fromBase64Url(part)
  try {
    await compactVerify(token, deviceKey, { algorithms: ['ES256'] })
  } catch (cause) {
    if (!(cause instanceof errors.JOSEError || cause instanceof TypeError)) throw cause
    throw new KasError('kas/bad-request-token', 'the device did not sign this request', { cause })
  }
  const { iat, exp, jti, requestBody, purpose } = readClaims(token)
  const seconds = now.getTime() / 1000
  if (exp < seconds || Math.abs(seconds - iat) > limits.ageSeconds) {
    throw new KasError('kas/bad-request-token', 'the request is too old, or from the future')
  }
  if (requestBody === undefined) throw new KasError('kas/bad-request', 'no request body')
  const until = new Date((iat + limits.ageSeconds) * 1000)
  return { id: jti ?? null, requestBody, purpose: purpose ?? null, until }
}

/** Times have to be numbers: with a text for one every comparison above would be false, and let it pass. */
const claims = z.object({
  iat: z.number(),
  exp: z.number(),
  jti: z.string().max(200).optional(),
  requestBody: z.string().optional(),
  purpose: z.string().optional(),
})

function readClaims(token: string): z.infer<typeof claims> {
  try {
    return claims.parse(decodeJwt(token))
  } catch (cause) {
    throw new KasError('kas/bad-request-token', 'the request says something else', { cause })
  }
}

function read<D extends DescMessage>(schema: D, text: string): MessageShape<D> {
  try {
    return fromJsonString(schema, text, { ignoreUnknownFields: true })
  } catch (cause) {
    throw new KasError('kas/bad-request', 'the request body cannot be read', { cause })
  }
}

function fromWire(wire: WireKeyAccess): KeyAccess {
  return {
    type: wire.keyType,
    url: wire.kasUrl,
    kid: wire.kid,
    sid: wire.splitId,
    wrappedKey: toBase64(wire.wrappedKey),
    policyBinding: wire.policyBinding?.hash ?? '',
    ...(wire.ephemeralPublicKey === '' ? {} : { ephemeralPublicKey: wire.ephemeralPublicKey }),
  }
}
