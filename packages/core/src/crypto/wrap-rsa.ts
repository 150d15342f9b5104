/**
 * `rsa:2048`, `rsa:4096`: RSA-OAEP, as stock clients have it by default.
 *
 * SHA-1 is fixed by the wire; OAEP does not rest on its collision resistance (RFC 8017 §B.1).
 *
 * @module
 */
import { type Bytes, equalBytes, fromHex } from '../lib/index.ts'

import { derContents, derTag, parseDer } from './der.ts'
import { exportKeyPair, orRefuse, type Suite } from './wrap-suite.ts'

const oaep = { name: 'RSA-OAEP', hash: 'SHA-1' } as const

/** rsaEncryption, 1.2.840.113549.1.1.1, with its parameters NULL (RFC 8017 §A.1). */
const rsaEncryption = fromHex('06092a864886f70d0101010500')

/** 65,537: a smaller exponent weakens the padding's margin, and 1 would encrypt nothing. */
const exponent = Uint8Array.of(1, 0, 1)

/** The suite for one size of modulus. */
export function rsaSuite(modulusLength: 2048 | 4096): Suite {
  return {
    name: `rsa:${modulusLength}`,
    type: 'wrapped',
    ownsPublicKey: ({ algorithm, key }) => {
      if (!equalBytes(algorithm, rsaEncryption)) return false
      const [whole] = derContents(key, [derTag.sequence]) ?? []
      const [n, e] = (whole && derContents(whole, [derTag.integer, derTag.integer])) ?? []
      return (
        n !== undefined && bits(n) === modulusLength && e !== undefined && equalBytes(e, exponent)
      )
    },
    ownsPrivateKey: ({ algorithm, key }) => {
      if (!equalBytes(algorithm, rsaEncryption)) return false
      const [whole] = derContents(key, [derTag.sequence]) ?? []
      const [, n] = (whole && parseDer(whole)) ?? []
      return n?.tag === derTag.integer && bits(n.content) === modulusLength
    },
    generate: async () =>
      exportKeyPair(
        await crypto.subtle.generateKey(
          { ...oaep, modulusLength, publicExponent: exponent },
          true,
          ['encrypt', 'decrypt'],
        ),
      ),
    wrapper: async ({ der }) => {
      const key = await orRefuse('crypto/bad-key', () =>
        crypto.subtle.importKey('spki', der, oaep, false, ['encrypt']),
      )
      return {
        wrap: async (share) =>
          new Uint8Array(
            await orRefuse('crypto/bad-key', () =>
              crypto.subtle.encrypt(oaep, key, new Uint8Array(share)),
            ),
          ),
      }
    },
    unwrap: async ({ der }, wrapped) => {
      const key = await orRefuse('crypto/bad-key', () =>
        crypto.subtle.importKey('pkcs8', der, oaep, false, ['decrypt']),
      )
      // One answer for every fault in the padding: which one it was would be an oracle (Manger 2001).
      return new Uint8Array(
        await orRefuse('crypto/bad-ciphertext', () => crypto.subtle.decrypt(oaep, key, wrapped)),
      )
    },
  }
}

/** Size of a positive DER integer. */
function bits(integer: Bytes): number {
  const magnitude = integer[0] === 0 ? integer.subarray(1) : integer
  return magnitude.length * 8 - Math.clz32(magnitude[0] ?? 0) + 24
}
