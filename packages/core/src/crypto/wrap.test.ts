/**
 * Wrapping and unwrapping, with `spec/vectors/crypto`: one file a case, one outcome a case.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import fc from 'fast-check'
import { z } from 'zod'

import { concatBytes, fromHex, toBase64, toHex } from '../lib/index.ts'

import {
  CryptoError,
  formatPem,
  generateKasKey,
  kidOf,
  parsePem,
  startSession,
  suiteOfPrivateKey,
  suiteOfPublicKey,
  unwrapFromSession,
  unwrapKey,
  wrapForSession,
  wrapKey,
  type WrapSuite,
  wrapSuites,
} from './index.ts'
import { formatPrivateKey, formatPublicKey, parsePrivateKey, parsePublicKey } from './key-form.ts'

const folder = join(import.meta.dirname, '../../../../spec/vectors/crypto')
const vector = z.strictObject({
  why: z.string(),
  expect: z.string(),
  privateKey: z.string(),
  wrapped: z.strictObject({
    type: z.string(),
    wrappedKey: z.string(),
    ephemeralPublicKey: z.string().exactOptional(),
  }),
  share: z.string().optional(),
})

const share = fromHex('00112233445566778899aabbccddeeff'.repeat(2))
const suites = Object.values(wrapSuites).map(({ name }) => name)
const keys = new Map(
  await Promise.all(suites.map(async (one) => [one, await generateKasKey(one)] as const)),
)
const keyOf = (suite: WrapSuite) => keys.get(suite)!

const code = (expected: string) => (error: unknown) =>
  error instanceof CryptoError && error.code === expected

const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
for (const file of files) {
  const {
    why,
    expect,
    privateKey,
    wrapped,
    share: wanted,
  } = vector.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')))
  test(`${file}: ${why}`, async () => {
    if (expect === 'ok') assert.equal(toHex(await unwrapKey(privateKey, wrapped)), wanted)
    else await assert.rejects(unwrapKey(privateKey, wrapped), code(expect))
  })
}

test('there are more refusals than acceptances among the vectors', () => {
  const accepted = files.filter((file) =>
    /"expect": "ok"/.test(readFileSync(join(folder, file), 'utf8')),
  )
  assert.ok(accepted.length >= 6)
  assert.ok(files.length > accepted.length * 2)
})

for (const suite of suites) {
  test(`${suite}: what is wrapped opens, with the type of its row`, async () => {
    const { publicKeyPem, privateKeyPem } = keyOf(suite)
    const wrapped = await wrapKey(suite, publicKeyPem, share)
    assert.equal(wrapped.type, wrapSuites[suite].type)
    assert.equal(wrapped.ephemeralPublicKey !== undefined, suite === 'ec:secp256r1')
    assert.deepEqual(await unwrapKey(privateKeyPem, wrapped), share)
  })

  test(`${suite}: a key says which suite it is of`, () => {
    const { publicKeyPem, privateKeyPem } = keyOf(suite)
    assert.equal(suiteOfPublicKey(publicKeyPem), suite)
    assert.equal(suiteOfPrivateKey(privateKeyPem), suite)
    assert.match(kidOf(publicKeyPem), /^[0-9a-f]{16}$/)
  })

  test(`${suite}: under the identifier of another algorithm a key belongs to no suite`, () => {
    const { publicKeyPem, privateKeyPem } = keyOf(suite)
    // RSASSA-PSS, secp256k1, and X-Wing's with a last byte of another.
    for (const algorithm of [
      '06092a864886f70d01010a',
      '06072a8648ce3d020106052b8104000a',
      '060b2b0601040183e62d81c87b',
    ].map(fromHex)) {
      const theirs = formatPublicKey({ algorithm, key: parsePublicKey(publicKeyPem).key })
      const ours = formatPrivateKey({ algorithm, key: parsePrivateKey(privateKeyPem).key })
      assert.throws(() => suiteOfPublicKey(theirs), code('crypto/unsupported'))
      assert.throws(() => suiteOfPrivateKey(ours), code('crypto/unsupported'))
    }
  })

  test(`${suite}: the same share is never wrapped to the same bytes`, async () => {
    const { publicKeyPem } = keyOf(suite)
    const [one, other] = [
      await wrapKey(suite, publicKeyPem, share),
      await wrapKey(suite, publicKeyPem, share),
    ]
    assert.notEqual(one.wrappedKey, other.wrappedKey)
  })

  test(`${suite}: a key of another suite is refused`, async () => {
    for (const other of suites.filter((one) => one !== suite)) {
      await assert.rejects(wrapKey(other, keyOf(suite).publicKeyPem, share), code('crypto/bad-key'))
    }
  })

  test(`${suite}: one session carries several shares under one session key`, async () => {
    const { publicKeyPem, privateKeyPem } = keyOf(suite)
    const { sessionPublicKey, wrap } = await startSession(publicKeyPem)
    for (const one of [share, share.toReversed()]) {
      const kasWrappedKey = await wrap(one)
      assert.deepEqual(await unwrapFromSession(privateKeyPem, kasWrappedKey, sessionPublicKey), one)
    }
  })

  test(`${suite}: any bytes in place of a wrapped share end in a CryptoError`, async () => {
    const { privateKeyPem } = keyOf(suite)
    const { type, ephemeralPublicKey } = await wrapKey(suite, keyOf(suite).publicKeyPem, share)
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string(), fc.uint8Array({ maxLength: 2000 }).map(toBase64)),
        (wrappedKey) =>
          assert.rejects(
            unwrapKey(privateKeyPem, {
              type,
              wrappedKey,
              ...(ephemeralPublicKey && { ephemeralPublicKey }),
            }),
            CryptoError,
          ),
      ),
      { numRuns: 50 },
    )
  })

  test(`${suite}: a public or private key with a byte altered is refused or still of a known suite`, async () => {
    const { publicKeyPem, privateKeyPem } = keyOf(suite)
    const wrapped = await wrapKey(suite, publicKeyPem, share)
    const privateDer = parsePem('PRIVATE KEY', privateKeyPem)
    const publicDer = parsePem('PUBLIC KEY', publicKeyPem)
    const altered = (der: Uint8Array, at: number, by: number) =>
      der.map((byte, index) => (index === at % der.length ? byte ^ by : byte))
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const [ours, theirs] = [altered(privateDer, at, by), altered(publicDer, at, by)]
        await onlyCryptoErrors(unwrapKey(formatPem('PRIVATE KEY', ours), wrapped))
        await onlyCryptoErrors(wrapForSession(formatPem('PUBLIC KEY', theirs), share))
      }),
      { numRuns: suite === 'rsa:4096' ? 20 : 60 },
    )
  })
}

test('a share of any size but 32 bytes is not wrapped', async () => {
  const { publicKeyPem } = keyOf('hpqt:xwing')
  for (const size of [0, 31, 33]) {
    await assert.rejects(wrapKey('hpqt:xwing', publicKeyPem, new Uint8Array(size)), RangeError)
    await assert.rejects(wrapForSession(publicKeyPem, new Uint8Array(size)), RangeError)
  }
})

test('an answer for an EC client does not open with the session key of another answer', async () => {
  const { publicKeyPem, privateKeyPem } = keyOf('ec:secp256r1')
  const one = await wrapForSession(publicKeyPem, share)
  const other = await wrapForSession(publicKeyPem, share)
  await assert.rejects(
    unwrapFromSession(privateKeyPem, one.kasWrappedKey, other.sessionPublicKey),
    code('crypto/bad-ciphertext'),
  )
  await assert.rejects(
    unwrapFromSession(privateKeyPem, one.kasWrappedKey, undefined),
    code('crypto/bad-ciphertext'),
  )
})

test('a P-256 public key off the curve is refused before anything is wrapped', async () => {
  const der = parsePem('PUBLIC KEY', keyOf('ec:secp256r1').publicKeyPem)
  der.set([(der.at(-1) ?? 0) ^ 1], der.length - 1)
  const off = formatPem('PUBLIC KEY', der)
  await assert.rejects(wrapKey('ec:secp256r1', off, share), code('crypto/bad-key'))
  await assert.rejects(startSession(off), code('crypto/bad-key'))
})

test('an X-Wing public key whose ML-KEM half is out of range is refused', async () => {
  const der = parsePem('PUBLIC KEY', keyOf('hpqt:xwing').publicKeyPem)
  der.fill(0xff, der.length - 1216, der.length - 1216 + 3)
  await assert.rejects(
    wrapKey('hpqt:xwing', formatPem('PUBLIC KEY', der), share),
    code('crypto/bad-key'),
  )
})

test('an X-Wing public key of another length belongs to no suite', () => {
  const { algorithm, key } = parsePublicKey(keyOf('hpqt:xwing').publicKeyPem)
  for (const other of [key.subarray(1), concatBytes(key, key.subarray(0, 1))]) {
    const pem = formatPublicKey({ algorithm, key: other })
    assert.throws(() => suiteOfPublicKey(pem), code('crypto/unsupported'))
  }
})

for (const [why, modulusLength, publicExponent] of [
  ['of 3,072 bits', 3072, Uint8Array.of(1, 0, 1)],
  ['of 1,024 bits', 1024, Uint8Array.of(1, 0, 1)],
  ['with exponent 3', 2048, Uint8Array.of(3)],
] as const) {
  test(`an RSA public key ${why} belongs to no suite`, async () => {
    const algorithm = { name: 'RSA-OAEP', hash: 'SHA-1', modulusLength, publicExponent }
    const { publicKey } = await crypto.subtle.generateKey(algorithm, true, ['encrypt', 'decrypt'])
    const spki = new Uint8Array(await crypto.subtle.exportKey('spki', publicKey))
    assert.throws(() => suiteOfPublicKey(formatPem('PUBLIC KEY', spki)), code('crypto/unsupported'))
  })
}

async function onlyCryptoErrors(attempt: Promise<unknown>): Promise<void> {
  try {
    await attempt
  } catch (error) {
    if (!(error instanceof CryptoError)) throw error
  }
}
