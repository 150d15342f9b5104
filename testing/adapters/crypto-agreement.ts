/**
 * Key agreement: X25519 and ECDH, with keys in each form they come in.
 *
 * @module
 */
import { createECDH } from 'node:crypto'

import { parsePem } from '@entente/core/crypto'
import { type Bytes, concatBytes, equalBytes, fromHex, toBase64Url } from '@entente/core/lib'

import { type Answer, type Fields, rowOf, type Vector } from './crypto-vector.ts'

/** Answers by type of vector. */
export const agreements: Readonly<Record<string, Answer>> = {
  XdhComp: async (vector) => {
    const { name, head } = rowOf(montgomery, vector.text('curve'))
    const pkcs8 = concatBytes(head, vector.bytes('private'))
    return agree(
      name,
      await importRaw(name, vector.bytes('public')),
      await importPkcs8(name, pkcs8),
    )
  },
  XdhAsnComp: async (vector) => withDer(montgomeryName(vector), vector),
  XdhPemComp: async (vector) => withPem(montgomeryName(vector), vector),
  XdhJwkComp: async (vector) => withJwk(montgomeryName(vector), vector),
  EcdhEcpointTest: async (vector) => {
    const { algorithm, scalar } = weierstrass(vector)
    return agree(
      algorithm,
      await importRaw(algorithm, vector.bytes('public')),
      await importJwk(algorithm, scalar),
    )
  },
  EcdhTest: async (vector) => {
    const { algorithm, scalar } = weierstrass(vector)
    return agree(
      algorithm,
      await importSpki(algorithm, vector.bytes('public')),
      await importJwk(algorithm, scalar),
    )
  },
  EcdhPemTest: async (vector) => withPem(weierstrassAlgorithm(vector), vector),
  EcdhWebcryptoTest: async (vector) => withJwk(weierstrassAlgorithm(vector), vector),
}

type Algorithm = string | { readonly name: 'ECDH'; readonly namedCurve: string }

/** Name in WebCrypto, and the beginning of the PKCS #8 form (RFC 8410 §7). */
const montgomery: Readonly<Record<string, { readonly name: string; readonly head: Bytes }>> = {
  curve25519: { name: 'X25519', head: fromHex('302e020100300506032b656e04220420') },
  curve448: { name: 'X448', head: fromHex('3046020100300506032b656f043a0438') },
}

/** Names of a curve in WebCrypto and OpenSSL, and bytes of a coordinate. */
const p256 = { crv: 'P-256', openssl: 'prime256v1', size: 32 }
const p384 = { crv: 'P-384', openssl: 'secp384r1', size: 48 }
const p521 = { crv: 'P-521', openssl: 'secp521r1', size: 66 }
const curves: Readonly<Record<string, typeof p256>> = {
  secp256r1: p256,
  'P-256': p256,
  secp384r1: p384,
  'P-384': p384,
  secp521r1: p521,
  'P-521': p521,
}

function montgomeryName(vector: Vector): string {
  return rowOf(montgomery, vector.text('curve')).name
}

function weierstrassAlgorithm(vector: Vector): Algorithm {
  return { name: 'ECDH', namedCurve: rowOf(curves, vector.text('curve')).crv }
}

/** A private key given as a number: WebCrypto wants the public half beside it. */
function weierstrass(vector: Vector): { algorithm: Algorithm; scalar: Fields } {
  const { crv, openssl, size } = rowOf(curves, vector.text('curve'))
  const digits = vector
    .text('private')
    .replace(/^0+/, '')
    .padStart(size * 2, '0')
  const ecdh = createECDH(openssl)
  ecdh.setPrivateKey(digits, 'hex')
  const point = ecdh.getPublicKey()
  return {
    algorithm: { name: 'ECDH', namedCurve: crv },
    scalar: {
      kty: 'EC',
      crv,
      d: toBase64Url(fromHex(digits)),
      x: toBase64Url(point.subarray(1, 1 + size)),
      y: toBase64Url(point.subarray(1 + size)),
    },
  }
}

async function withDer(algorithm: Algorithm, vector: Vector): Promise<Bytes> {
  const theirs = await importSpki(algorithm, vector.bytes('public'))
  return agree(algorithm, theirs, await importPkcs8(algorithm, vector.bytes('private')))
}

async function withPem(algorithm: Algorithm, vector: Vector): Promise<Bytes> {
  const theirs = await importSpki(algorithm, parsePem('PUBLIC KEY', vector.text('public')))
  const ours = parsePem('PRIVATE KEY', vector.text('private'))
  return agree(algorithm, theirs, await importPkcs8(algorithm, ours))
}

async function withJwk(algorithm: Algorithm, vector: Vector): Promise<Bytes> {
  return agree(
    algorithm,
    await crypto.subtle.importKey('jwk', vector.object('public'), algorithm, false, []),
    await importJwk(algorithm, vector.object('private')),
  )
}

function importRaw(algorithm: Algorithm, point: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', point, algorithm, false, [])
}

/** A curve spelled out, or any other detour, does not come out as it went in. */
async function importSpki(algorithm: Algorithm, spki: Bytes): Promise<CryptoKey> {
  const key = await crypto.subtle.importKey('spki', spki, algorithm, true, [])
  const again = new Uint8Array(await crypto.subtle.exportKey('spki', key))
  if (!equalBytes(again, spki)) throw new DOMException('not in its one form', 'DataError')
  return key
}

function importPkcs8(algorithm: Algorithm, pkcs8: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['deriveBits'])
}

function importJwk(algorithm: Algorithm, jwk: Fields): Promise<CryptoKey> {
  return crypto.subtle.importKey('jwk', jwk, algorithm, false, ['deriveBits'])
}

async function agree(algorithm: Algorithm, theirs: CryptoKey, ours: CryptoKey): Promise<Bytes> {
  const name = typeof algorithm === 'string' ? algorithm : algorithm.name
  const secret = await crypto.subtle.deriveBits({ name, public: theirs }, ours, null)
  return new Uint8Array(secret)
}
