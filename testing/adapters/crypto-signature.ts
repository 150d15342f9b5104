/**
 * Signatures.
 *
 * @module
 */
import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto'

import { fromHex } from '@entente/core/lib'

import { type Answer, rowOf, textOf, Unsupported, type Vector } from './crypto-vector.ts'

/** Answers by type of vector. */
export const signatures: Readonly<Record<string, Answer>> = {
  EddsaVerify: async (vector) => {
    const fields = vector.object('publicKey')
    const name = rowOf(edwards, textOf(fields, 'curve'))
    const raw = fromHex(textOf(fields, 'pk'))
    const key = await crypto.subtle.importKey('raw', raw, { name }, false, ['verify'])
    return crypto.subtle.verify({ name }, key, vector.bytes('sig'), vector.bytes('msg'))
  },
  EcdsaVerify: async (vector) => verifyEcdsa(vector, 'der'),
  EcdsaP1363Verify: async (vector) => verifyEcdsa(vector, 'ieee-p1363'),
  RsassaPkcs1Verify: async (vector) =>
    verify(
      rowOf(hashes, vector.text('sha')),
      vector.bytes('msg'),
      { key: publicKey(vector), padding: constants.RSA_PKCS1_PADDING },
      vector.bytes('sig'),
    ),
  RsassaPssVerify: async (vector) => {
    if (vector.text('mgf') !== 'MGF1' || vector.text('mgfSha') !== vector.text('sha')) {
      throw new Unsupported('mask generation')
    }
    const key = {
      key: publicKey(vector),
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: vector.number('sLen'),
    }
    const hash = rowOf(hashes, vector.text('sha'))
    return verify(hash, vector.bytes('msg'), key, vector.bytes('sig'))
  },
  MlDsaVerify: async (vector) => {
    const name = rowOf(mlDsa, vector.text('algorithm'))
    const raw = vector.bytes('publicKey')
    const key = await crypto.subtle.importKey('raw-public', raw, { name }, false, ['verify'])
    const context = vector.has('ctx') ? vector.bytes('ctx') : new Uint8Array()
    return crypto.subtle.verify({ name, context }, key, vector.bytes('sig'), vector.bytes('msg'))
  },
}

const edwards = { edwards25519: 'Ed25519', edwards448: 'Ed448' }
const mlDsa = { 'ML-DSA-44': 'ML-DSA-44', 'ML-DSA-65': 'ML-DSA-65', 'ML-DSA-87': 'ML-DSA-87' }

/** Name in Wycheproof to name in OpenSSL. */
const hashes = {
  'SHA-1': 'sha1',
  'SHA-224': 'sha224',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
  'SHA-512/224': 'sha512-224',
  'SHA-512/256': 'sha512-256',
  'SHA3-224': 'sha3-224',
  'SHA3-256': 'sha3-256',
  'SHA3-384': 'sha3-384',
  'SHA3-512': 'sha3-512',
}

function verifyEcdsa(vector: Vector, dsaEncoding: 'der' | 'ieee-p1363'): boolean {
  const hash = rowOf(hashes, vector.text('sha'))
  const key = { key: publicKey(vector), dsaEncoding }
  return verify(hash, vector.bytes('msg'), key, vector.bytes('sig'))
}

function publicKey(vector: Vector): KeyObject {
  const key = Buffer.from(vector.bytes('publicKeyDer'))
  return createPublicKey({ key, format: 'der', type: 'spki' })
}
