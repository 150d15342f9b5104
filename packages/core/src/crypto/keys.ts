/**
 * Hybrid signature keys: Ed25519 (RFC 8032) and ML-DSA-65 (FIPS 204), always used together.
 *
 * @module
 */
import { type Bytes, canonicalJson, concatBytes, fromBase64Url, toBase64Url } from '../lib/index.ts'

import { domainTag, type Hash, hashOf } from './hash.ts'
import { SignatureError } from './signature-errors.ts'

/** Both public keys, base64url: Ed25519 32 bytes, ML-DSA-65 1,952 bytes. */
export interface HybridPublicKey {
  readonly ed25519: string
  readonly mldsa65: string
}

/** Both private keys as seeds, base64url of 32 bytes each. */
export interface HybridPrivateKey {
  readonly ed25519: string
  readonly mldsa65: string
}

/** A key pair ready to sign. */
export interface HybridSigner {
  readonly id: Hash
  readonly publicKey: HybridPublicKey
  readonly ed25519: CryptoKey
  readonly mldsa65: CryptoKey
}

/** One row an algorithm: its JOSE name, its JWK form (RFC 8037, RFC 9964) and its public size. */
export const algorithms = [
  { part: 'ed25519', alg: 'Ed25519', publicBytes: 32, signatureBytes: 64 },
  { part: 'mldsa65', alg: 'ML-DSA-65', publicBytes: 1952, signatureBytes: 3309 },
] as const

/** A row of {@link algorithms}. */
export type Algorithm = (typeof algorithms)[number]

const seedBytes = 32

/** The name of a key: the digest of its public parts. */
export function keyId(key: HybridPublicKey): Hash {
  return hashOf(
    concatBytes(domainTag('key'), canonicalJson({ ed25519: key.ed25519, mldsa65: key.mldsa65 })),
  )
}

/** Makes a new key pair. */
export async function generateHybridKey(): Promise<{
  readonly privateKey: HybridPrivateKey
  readonly publicKey: HybridPublicKey
}> {
  const seeds = {
    ed25519: toBase64Url(crypto.getRandomValues(new Uint8Array(seedBytes))),
    mldsa65: toBase64Url(crypto.getRandomValues(new Uint8Array(seedBytes))),
  }
  const signer = await importHybridSigner(seeds)
  return { privateKey: seeds, publicKey: signer.publicKey }
}

/**
 * Makes a private key ready to sign; its public part is derived, never believed.
 *
 * @throws {SignatureError} `signature/bad-key`
 */
export async function importHybridSigner(key: HybridPrivateKey): Promise<HybridSigner> {
  const ed25519 = await privatePart(
    'Ed25519',
    pkcs8('302e020100300506032b657004220420', key.ed25519),
  )
  const mldsa65 = await privatePart(
    'ML-DSA-65',
    pkcs8('3034020100300b060960864801650304031204228020', key.mldsa65),
  )
  const publicKey = { ed25519: ed25519.publicPart, mldsa65: mldsa65.publicPart }
  return { id: keyId(publicKey), publicKey, ed25519: ed25519.key, mldsa65: mldsa65.key }
}

/**
 * Imports one part of a public key for verification.
 *
 * @throws {SignatureError} `signature/bad-key`
 */
export async function importPublicPart(
  key: HybridPublicKey,
  { part, alg, publicBytes }: Algorithm,
): Promise<CryptoKey> {
  try {
    const bytes = fromBase64Url(key[part])
    if (bytes.length !== publicBytes) {
      throw new SignatureError('signature/bad-key', `${alg} key of ${bytes.length} bytes`)
    }
    return await crypto.subtle.importKey('jwk', publicJwk(alg, key[part]), { name: alg }, false, [
      'verify',
    ])
  } catch (cause) {
    if (cause instanceof SignatureError) throw cause
    throw new SignatureError('signature/bad-key', `not a public key for ${alg}`, { cause })
  }
}

async function privatePart(
  alg: Algorithm['alg'],
  der: Bytes,
): Promise<{ key: CryptoKey; publicPart: string }> {
  try {
    // Imported twice: the key that signs is not extractable, the one that is read is dropped.
    const readable = await crypto.subtle.importKey('pkcs8', der, { name: alg }, true, ['sign'])
    const jwk: { x?: string; pub?: string } = await crypto.subtle.exportKey('jwk', readable)
    const publicPart = jwk.x ?? jwk.pub
    if (publicPart === undefined) throw new SignatureError('signature/bad-key', 'no public part')
    const key = await crypto.subtle.importKey('pkcs8', der, { name: alg }, false, ['sign'])
    return { key, publicPart }
  } catch (cause) {
    throw new SignatureError('signature/bad-key', `not a private key for ${alg}`, { cause })
  }
}

/** Wraps a seed in its fixed PKCS #8 header (RFC 8410 §7; RFC 9881 §6, the seed form). */
function pkcs8(headerHex: string, seed: string): Bytes {
  const bytes = fromBase64Url(seed)
  if (bytes.length !== seedBytes) {
    throw new SignatureError('signature/bad-key', `seed of ${bytes.length} bytes`)
  }
  return concatBytes(Uint8Array.fromHex(headerHex), bytes)
}

function publicJwk(
  alg: Algorithm['alg'],
  text: string,
): {
  readonly kty: string
  readonly alg?: string
  readonly crv?: string
  readonly x?: string
  readonly pub?: string
} {
  return alg === 'Ed25519'
    ? { kty: 'OKP', crv: 'Ed25519', x: text }
    : { kty: 'AKP', alg, pub: text }
}
