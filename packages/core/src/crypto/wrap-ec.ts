/**
 * `ec:secp256r1`: ECDH with an ephemeral key on P-256, HKDF-SHA-256, AES-256-GCM.
 *
 * @module
 */
import { type Bytes, equalBytes, fromHex } from '../lib/index.ts'

import { CryptoError, type CryptoErrorCode } from './errors.ts'
import { type KeyForm, parsePublicKey } from './key-form.ts'
import {
  exportKeyPair,
  type LiveKeyPair,
  openShare,
  orRefuse,
  sealShare,
  type Suite,
} from './wrap-suite.ts'

const p256 = { name: 'ECDH', namedCurve: 'P-256' } as const

/** id-ecPublicKey with the named curve secp256r1 (RFC 5480 §2.1.1); curves spelled out are refused. */
const algorithm = fromHex('06072a8648ce3d020106082a8648ce3d030107')

/** An uncompressed point: 04 ‖ x ‖ y. */
const pointSize = 65

/** The suite. */
export const ecSuite: Suite = {
  name: 'ec:secp256r1',
  type: 'ec-wrapped',
  ownsPublicKey: (form) => equalBytes(form.algorithm, algorithm) && form.key.length === pointSize,
  ownsPrivateKey: (form) => equalBytes(form.algorithm, algorithm),
  generate: async () => exportKeyPair(await generate()),
  wrapper: async (publicKey) => {
    const ephemeral = await generate()
    const secret = await agree(ephemeral.privateKey, publicKey, 'crypto/bad-key')
    return {
      ephemeralPublicKey: (await exportKeyPair(ephemeral)).publicKeyPem,
      wrap: (share) => sealShare(secret, share),
    }
  },
  unwrap: async ({ der }, wrapped, ephemeralPublicKey) => {
    const key = await orRefuse('crypto/bad-key', () =>
      crypto.subtle.importKey('pkcs8', der, p256, false, ['deriveBits']),
    )
    const ephemeral = await orRefuse('crypto/bad-ciphertext', async () =>
      parsePublicKey(ephemeralPublicKey ?? ''),
    )
    if (!ecSuite.ownsPublicKey(ephemeral)) {
      throw new CryptoError('crypto/bad-ciphertext', 'the ephemeral key is on another curve')
    }
    return openShare(await agree(key, ephemeral, 'crypto/bad-ciphertext'), wrapped)
  },
}

function generate(): Promise<LiveKeyPair> {
  return crypto.subtle.generateKey(p256, true, ['deriveBits'])
}

/** The other key is an attacker's to choose: the import refuses a point off the curve (SEC 1 §3.2.2). */
async function agree(
  privateKey: CryptoKey,
  { der }: KeyForm,
  otherwise: CryptoErrorCode,
): Promise<Bytes> {
  const secret = await orRefuse(otherwise, async () => {
    const peer = await crypto.subtle.importKey('spki', der, p256, false, [])
    return crypto.subtle.deriveBits({ name: 'ECDH', public: peer }, privateKey, 256)
  })
  return new Uint8Array(secret)
}
