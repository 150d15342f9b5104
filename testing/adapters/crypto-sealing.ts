/**
 * Encryption, key derivation and encapsulation.
 *
 * @module
 */
import { createPrivateKey, decapsulate } from 'node:crypto'

import { aesGcmOpen, aesGcmSeal, hkdfSha256 } from '@entente/core/crypto'
import { type Bytes, concatBytes, equalBytes, fromHex } from '@entente/core/lib'

import { type Answer, rowOf, Unsupported, type Vector } from './crypto-vector.ts'

/** Answers by type of vector. */
export const sealings: Readonly<Record<string, Answer>> = {
  AeadTest: openAead,
  HkdfTest: async (vector) => {
    if (vector.text('algorithm') !== 'HKDF-SHA-256') throw new Unsupported('hash')
    return hkdfSha256(
      vector.bytes('ikm'),
      vector.bytes('salt'),
      vector.bytes('info'),
      vector.number('size'),
    )
  },
  RsaesOaepDecrypt: openOaep,
  MLKEMTest: async (vector) => {
    const { name } = rowOf(mlKem, vector.text('parameterSet'))
    const seed = vector.bytes('seed')
    const key = await crypto.subtle.importKey('raw-seed', seed, { name }, false, [
      'decapsulateBits',
    ])
    const secret = await crypto.subtle.decapsulateBits({ name }, key, vector.bytes('c'))
    return new Uint8Array(secret)
  },
  MLKEMDecapsValidationTest: async (vector) => {
    const { head } = rowOf(mlKem, vector.text('parameterSet'))
    // WebCrypto reads seeds only; the expanded key goes in as PKCS #8 (RFC 9935 §6).
    const der = expandedKey(head, vector.bytes('dk'))
    const key = createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' })
    return Uint8Array.from(decapsulate(key, vector.bytes('c')))
  },
}

/** Name in WebCrypto, and AlgorithmIdentifier. */
const mlKem: Readonly<Record<string, { readonly name: string; readonly head: Bytes }>> = {
  'ML-KEM-512': { name: 'ML-KEM-512', head: fromHex('300b0609608648016503040401') },
  'ML-KEM-768': { name: 'ML-KEM-768', head: fromHex('300b0609608648016503040402') },
  'ML-KEM-1024': { name: 'ML-KEM-1024', head: fromHex('300b0609608648016503040403') },
}

const oaepHashes: Readonly<Record<string, string>> = {
  'SHA-1': 'SHA-1',
  'SHA-256': 'SHA-256',
  'SHA-384': 'SHA-384',
  'SHA-512': 'SHA-512',
}

/** Sizes of nonce and tag that our functions refuse by design are no cases for us. */
async function openAead(vector: Vector): Promise<Bytes> {
  if (vector.text('algorithm') !== 'AES-GCM') throw new Unsupported('algorithm')
  if (vector.number('ivSize') !== 96 || vector.number('tagSize') !== 128)
    throw new Unsupported('size')
  const [key, iv, aad] = [vector.bytes('key'), vector.bytes('iv'), vector.bytes('aad')]
  const sealed = concatBytes(vector.bytes('ct'), vector.bytes('tag'))
  const plaintext = await aesGcmOpen(key, iv, sealed, aad)
  if (!equalBytes(await aesGcmSeal(key, iv, plaintext, aad), sealed)) {
    throw new TypeError('what opens does not seal to the same bytes')
  }
  return plaintext
}

async function openOaep(vector: Vector): Promise<Bytes> {
  if (vector.text('mgf') !== 'MGF1' || vector.text('mgfSha') !== vector.text('sha')) {
    throw new Unsupported('mask generation')
  }
  const algorithm = { name: 'RSA-OAEP', hash: rowOf(oaepHashes, vector.text('sha')) }
  const pkcs8 = vector.bytes('privateKeyPkcs8')
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['decrypt'])
  return new Uint8Array(
    await crypto.subtle.decrypt(
      { ...algorithm, label: vector.bytes('label') },
      key,
      vector.bytes('ct'),
    ),
  )
}

function expandedKey(algorithm: Bytes, key: Bytes): Bytes {
  return element(0x30, fromHex('020100'), algorithm, element(0x04, element(0x04, key)))
}

function element(tag: number, ...parts: readonly Bytes[]): Bytes {
  const content = concatBytes(...parts)
  const { length } = content
  return concatBytes(Uint8Array.of(tag, 0x82, length >> 8, length & 0xff), content)
}
