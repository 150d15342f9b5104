/**
 * JOSE. The key says which algorithm may be used with it, the header never does (RFC 8725 §3.1).
 *
 * @module
 */
import { compactDecrypt, compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose'

import { type Bytes, fromBase64Url, toHex } from '@entente/core/lib'

import {
  type Answer,
  asFields,
  type Fields,
  Refused,
  rowOf,
  textOf,
  Unsupported,
  type Vector,
} from './crypto-vector.ts'

/** Answers by type of vector. */
export const jose: Readonly<Record<string, Answer>> = {
  JsonWebSignature: verifyJws,
  JsonWebKey: verifyJws,
  JsonWebEncryption: decryptJwe,
  // Whether it opens is all that is asked of these.
  JsonWebCrypto: async (vector) =>
    vector.has('jws') ? verifyJws(vector) : decryptJwe(vector).then(() => true),
}

/** What a key must be for an algorithm to be used with it. `bytes`: least size of a secret (RFC 7518 §3.2). */
interface Requirement {
  readonly kty: string
  readonly crv?: string
  readonly bytes?: number
}

const signing: Readonly<Record<string, Requirement>> = {
  HS256: { kty: 'oct', bytes: 32 },
  HS384: { kty: 'oct', bytes: 48 },
  HS512: { kty: 'oct', bytes: 64 },
  RS256: { kty: 'RSA' },
  RS384: { kty: 'RSA' },
  RS512: { kty: 'RSA' },
  PS256: { kty: 'RSA' },
  PS384: { kty: 'RSA' },
  PS512: { kty: 'RSA' },
  ES256: { kty: 'EC', crv: 'P-256' },
  ES384: { kty: 'EC', crv: 'P-384' },
  ES512: { kty: 'EC', crv: 'P-521' },
  EdDSA: { kty: 'OKP', crv: 'Ed25519' },
  Ed25519: { kty: 'OKP', crv: 'Ed25519' },
}

/** Some keys among the vectors have the curve's name in that of the algorithm. */
const spellings: Readonly<Record<string, string>> = { ES521: 'ES512' }

const decrypting: Readonly<Record<string, Requirement>> = {
  dir: { kty: 'oct' },
  A128KW: { kty: 'oct' },
  A192KW: { kty: 'oct' },
  A256KW: { kty: 'oct' },
  A128GCMKW: { kty: 'oct' },
  A192GCMKW: { kty: 'oct' },
  A256GCMKW: { kty: 'oct' },
  'ECDH-ES': { kty: 'EC' },
  'ECDH-ES+A128KW': { kty: 'EC' },
  'ECDH-ES+A192KW': { kty: 'EC' },
  'ECDH-ES+A256KW': { kty: 'EC' },
  'RSA-OAEP': { kty: 'RSA' },
  'RSA-OAEP-256': { kty: 'RSA' },
  'RSA-OAEP-384': { kty: 'RSA' },
  'RSA-OAEP-512': { kty: 'RSA' },
}

/**
 * Where the vectors contradict themselves, no answer is right, so none is given.
 *
 * - RFC 7520 §3.3 gives its example key no algorithm; the vectors label it PS256 and want a signature
 *   by PS384 accepted, while for every other key they want exactly that refused.
 * - One MAC, of one and the same token, is wanted both accepted and refused (the padding that made
 *   the difference got lost), and accepted with characters put in that base64url does not have.
 */
const contradictory = {
  label: { kid: 'bilbo.baggins@hobbiton.example', alg: 'PS256' },
  signature: 'c1LROH7eNQwUT8KMVEO52VC3WZ9e_AnDWbZ7aMmowV8',
} as const

async function verifyJws(vector: Vector): Promise<boolean> {
  if (isContradictory(vector)) throw new Unsupported('contradictory')
  const jws = compact(vector.text('jws'))
  const key = oneKey(vector.object(vector.has('public') ? 'public' : 'private'), jws)
  const named = textOf(key, 'alg')
  const alg = spellings[named] ?? named
  const requirement = Object.hasOwn(signing, alg) ? signing[alg] : undefined
  if (!requirement) throw new Refused('no algorithm for signatures')
  demand(key, requirement, { use: 'sig', operations: ['verify'] })
  const { d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, key_ops: _ops, ...half } = key
  await compactVerify(jws, await importJWK(asJwk(half), alg), { algorithms: [alg] })
  return true
}

async function decryptJwe(vector: Vector): Promise<Bytes> {
  const jwe = compact(vector.text('jwe'))
  const key = oneKey(vector.object('private'), jwe)
  const alg = textOf(key, 'alg')
  demand(key, rowOf(decrypting, alg), {
    use: 'enc',
    operations: ['decrypt', 'unwrapKey', 'deriveKey', 'deriveBits'],
  })
  const { plaintext } = await compactDecrypt(jwe, await importJWK(asJwk(key), alg), {
    keyManagementAlgorithms: [alg],
    ...(vector.has('enc') && { contentEncryptionAlgorithms: [vector.text('enc')] }),
  })
  return new Uint8Array(plaintext)
}

function isContradictory(vector: Vector): boolean {
  const { kid, alg } = vector.object('private')
  const { label, signature } = contradictory
  return (kid === label.kid && alg === label.alg) || vector.text('jws').endsWith(`.${signature}`)
}

/** Every part in its one spelling: jose skips white space, padding and stray bits. */
function compact(token: string): string {
  for (const part of token.split('.')) fromBase64Url(part)
  return token
}

/** The key of a set that the header names, if the set leaves no doubt which and of what kind. */
function oneKey(key: Fields, token: string): Fields {
  const { keys } = key
  if (!Array.isArray(keys)) return key
  const all = keys.map(asFields)
  const [first] = all
  if (all.length === 1 && first) return first
  if (new Set(all.map(({ kty }) => kty === 'oct')).size > 1) throw new Refused('mixed keys')
  if (new Set(all.map(({ kid }) => kid)).size < all.length) throw new Refused('two keys of a name')
  const { kid } = decodeProtectedHeader(token)
  const found = all.find((one) => one['kid'] === kid)
  if (!found) throw new Refused('no such key')
  return found
}

function demand(
  key: Fields,
  { kty, crv, bytes }: Requirement,
  { use, operations }: { readonly use: string; readonly operations: readonly string[] },
): void {
  const { use: stated = use, key_ops: stands = operations } = key
  if (stated !== use) throw new Refused('for another use')
  if (!Array.isArray(stands) || !operations.some((one) => stands.includes(one))) {
    throw new Refused('for other operations')
  }
  if (key['kty'] !== kty) throw new Refused('another kind of key')
  if (crv !== undefined && key['crv'] !== crv) throw new Refused('another curve')
  if (bytes !== undefined && fromBase64Url(textOf(key, 'k')).length < bytes) {
    throw new Refused('a short secret')
  }
  if (kty === 'RSA') demandRsa(fromBase64Url(textOf(key, 'n')), fromBase64Url(textOf(key, 'e')))
}

function demandRsa(modulus: Bytes, exponent: Bytes): void {
  const n = BigInt(`0x0${toHex(modulus)}`)
  if (n >> 2047n === 0n) throw new Refused('fewer than 2,048 bits')
  if (BigInt(`0x0${toHex(exponent)}`) < 3n) throw new Refused('an exponent that does nothing')
  if (isRoca(n)) throw new Refused('made by a faulty generator')
}

/** The fingerprint of CVE-2017-15361: modulo every small prime the modulus is a power of 65,537. */
function isRoca(n: bigint): boolean {
  for (let prime = 3; prime <= 167; prime += 2) {
    if ([3, 5, 7, 11].some((one) => one < prime && prime % one === 0)) continue
    let power = 1
    const powers = new Set<number>()
    for (; !powers.has(power); power = (power * 65_537) % prime) powers.add(power)
    if (!powers.has(Number(n % BigInt(prime)))) return false
  }
  return true
}

function asJwk(fields: Fields): JWK {
  return JSON.parse(JSON.stringify(fields))
}
