/**
 * The keys of sign-in, all derived from one secret of the member's keyring.
 *
 * @module
 */
import {
  createECDH,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'

import { concatBytes, fromHex, toBase64Url } from '@entente/core/lib'
import { calculateJwkThumbprint, type JWK } from 'jose'

/** The pair access tokens are signed with, Ed25519. */
export interface TokenKey {
  readonly kid: string
  readonly privateKey: KeyObject
  /** For whoever verifies tokens, in this process or another. */
  readonly publicJwk: JWK
}

/** What sign-in needs. */
export interface IdentityKeys {
  readonly token: TokenKey
  /** Signs ID tokens, ES256, private. */
  readonly idToken: JWK
  /** Signs cookies. */
  readonly cookie: string
  /** Tags cursors. */
  readonly cursor: Uint8Array
  /** Tags challenges for passkeys. */
  readonly challenge: Uint8Array
  /** Lets whoever was given it follow the first steps of the member. */
  readonly firstSteps: string
}

/** Derives the keys from 32 secret bytes: the same bytes give the same keys after a restart. */
export async function deriveIdentityKeys(seed: Uint8Array): Promise<IdentityKeys> {
  return {
    token: await tokenKey(derive(seed, 'access token', 32)),
    idToken: await idTokenKey(derive(seed, 'id token', 48)),
    cookie: toBase64Url(derive(seed, 'cookie', 32)),
    cursor: derive(seed, 'cursor', 32),
    challenge: derive(seed, 'passkey challenge', 32),
    firstSteps: toBase64Url(derive(seed, 'first steps', 16)),
  }
}

function derive(seed: Uint8Array, use: string, length: number): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', seed, new Uint8Array(), `entente ${use} v1`, length))
}

async function tokenKey(secret: Uint8Array): Promise<TokenKey> {
  // PKCS #8 of an Ed25519 key is this prefix and the seed (RFC 8410 §7).
  const der = concatBytes(fromHex('302e020100300506032b657004220420'), secret)
  const privateKey = createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' })
  const publicJwk: JWK = createPublicKey(privateKey).export({ format: 'jwk' })
  const kid = await calculateJwkThumbprint(publicJwk)
  return { kid, privateKey, publicJwk: { ...publicJwk, kid, alg: 'EdDSA', use: 'sig' } }
}

/** A P-256 key of 48 secret bytes, by extra random bits (FIPS 186-5, A.2.1). */
async function idTokenKey(secret: Uint8Array): Promise<JWK> {
  const scalar = (BigInt(`0x${secret.toHex()}`) % (p256Order - 1n)) + 1n
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(scalar.toString(16).padStart(64, '0'), 'hex')
  const point = ecdh.getPublicKey()
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: toBase64Url(point.subarray(1, 33)),
    y: toBase64Url(point.subarray(33)),
    d: toBase64Url(fromHex(scalar.toString(16).padStart(64, '0'))),
  }
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'ES256', use: 'sig' }
}

const p256Order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
