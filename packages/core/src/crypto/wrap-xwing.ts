/**
 * `hpqt:xwing`: X-Wing (X25519 and ML-KEM-768, draft-connolly-cfrg-xwing-kem), HKDF-SHA-256,
 * AES-256-GCM. The default between members: a share stays closed while one of the two holds.
 *
 * Envelope: SEQUENCE { [0] encapsulation, [1] nonce ‖ ciphertext ‖ tag }, implicit octet strings.
 *
 * @module
 */
import { KEM_MLKEM768_X25519 } from 'hpke'

import { type Bytes, equalBytes, fromHex } from '../lib/index.ts'

import { derContents, derTag, formatDer } from './der.ts'
import { CryptoError } from './errors.ts'
import { formatPrivateKey, formatPublicKey } from './key-form.ts'
import { openShare, orRefuse, sealShare, type Suite } from './wrap-suite.ts'

const kem = KEM_MLKEM768_X25519()

/** id-XWing, 1.3.6.1.4.1.62253.25722; parameters are absent. */
const algorithm = fromHex('060b2b0601040183e62d81c87a')

/** The suite. A private key is the seed of 32 bytes both halves are made from. */
export const xwingSuite: Suite = {
  name: 'hpqt:xwing',
  type: 'hybrid-wrapped',
  ownsPublicKey: (form) => equalBytes(form.algorithm, algorithm) && form.key.length === kem.Npk,
  ownsPrivateKey: (form) => equalBytes(form.algorithm, algorithm) && form.key.length === kem.Nsk,
  generate: async () => {
    const { publicKey, privateKey } = await kem.GenerateKeyPair(true)
    return {
      publicKeyPem: formatPublicKey({
        algorithm,
        key: new Uint8Array(await kem.SerializePublicKey(publicKey)),
      }),
      privateKeyPem: formatPrivateKey({
        algorithm,
        key: new Uint8Array(await kem.SerializePrivateKey(privateKey)),
      }),
    }
  },
  wrapper: async ({ key }) => {
    // ML-KEM's check of the key (FIPS 203 §7.2) is part of reading it.
    const publicKey = await orRefuse('crypto/bad-key', () => kem.DeserializePublicKey(key))
    return {
      wrap: async (share) => {
        const { enc, shared_secret: secret } = await orRefuse('crypto/bad-key', () =>
          kem.Encap(publicKey),
        )
        return formatDer(
          derTag.sequence,
          formatDer(derTag.context(0), enc),
          formatDer(derTag.context(1), await sealShare(new Uint8Array(secret), share)),
        )
      },
    }
  },
  unwrap: async ({ key }, wrapped) => {
    const { encapsulation, sealed } = parseEnvelope(wrapped)
    const privateKey = await orRefuse('crypto/bad-key', () => kem.DeserializePrivateKey(key, false))
    // An encapsulation made for another key gives another secret, not an error: the tag decides.
    const secret = await orRefuse('crypto/bad-ciphertext', () =>
      kem.Decap(encapsulation, privateKey, undefined),
    )
    return openShare(new Uint8Array(secret), sealed)
  },
}

/** The length of an encapsulation is for the KEM to check. */
function parseEnvelope(bytes: Bytes): { encapsulation: Bytes; sealed: Bytes } {
  const [whole] = derContents(bytes, [derTag.sequence]) ?? []
  const [encapsulation, sealed] =
    (whole && derContents(whole, [derTag.context(0), derTag.context(1)])) ?? []
  if (!encapsulation || !sealed) {
    throw new CryptoError('crypto/bad-ciphertext', 'not an X-Wing envelope')
  }
  return { encapsulation, sealed }
}
