import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { concatBytes, fromHex, utf8 } from '../lib/index.ts'

import {
  aesGcmOpen,
  aesGcmSeal,
  CryptoError,
  hkdfSha256,
  hmacSha256,
  random,
  verifyHmacSha256,
} from './index.ts'

const key = random(32)
const nonce = random(12)
const none = new Uint8Array()

const code = (expected: string) => (error: unknown) =>
  error instanceof CryptoError && error.code === expected

test('AES-GCM opens what it sealed, and nothing with a bit altered', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array(), fc.uint8Array(), fc.nat(), async (text, data, at) => {
      const sealed = await aesGcmSeal(key, nonce, text, data)
      assert.equal(sealed.length, text.length + 16)
      assert.deepEqual(await aesGcmOpen(key, nonce, sealed, data), text)

      const altered = sealed.map((byte, index) => (index === at % sealed.length ? byte ^ 1 : byte))
      const refused = code('crypto/bad-ciphertext')
      await assert.rejects(aesGcmOpen(key, nonce, altered, data), refused)
      await assert.rejects(aesGcmOpen(key, nonce, sealed, concatBytes(data, none, nonce)), refused)
      await assert.rejects(aesGcmOpen(key, nonce, sealed.subarray(1), data), refused)
      await assert.rejects(aesGcmOpen(key, random(12), sealed, data), refused)
      await assert.rejects(aesGcmOpen(random(32), nonce, sealed, data), refused)
    }),
    { numRuns: 30 },
  )
})

test('AES-GCM takes nonces of 96 bits only', async () => {
  for (const size of [0, 8, 11, 13, 16]) {
    await assert.rejects(aesGcmSeal(key, new Uint8Array(size), none), code('crypto/bad-key'))
    await assert.rejects(aesGcmOpen(key, new Uint8Array(size), random(16)), code('crypto/bad-key'))
  }
})

test('AES-GCM takes keys of 128, 192 and 256 bits only', async () => {
  for (const size of [16, 24, 32])
    assert.equal((await aesGcmSeal(random(size), nonce, none)).length, 16)
  for (const size of [0, 15, 31, 33, 64]) {
    await assert.rejects(aesGcmSeal(new Uint8Array(size), nonce, none), code('crypto/bad-key'))
  }
})

test('AES-GCM refuses less than a tag', async () => {
  for (const size of [0, 4, 12, 15]) {
    await assert.rejects(aesGcmOpen(key, nonce, random(size)), code('crypto/bad-ciphertext'))
  }
})

test('HMAC-SHA-256 is that of RFC 4231', async () => {
  const mac = fromHex('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843')
  const [jefe, text] = [utf8('Jefe'), utf8('what do ya want for nothing?')]
  assert.deepEqual(await hmacSha256(jefe, text), mac)
  assert.equal(await verifyHmacSha256(jefe, text, mac), true)
  assert.equal(await verifyHmacSha256(jefe, utf8('what do ya want for nothing.'), mac), false)
  assert.equal(await verifyHmacSha256(utf8('jefe'), text, mac), false)
  assert.equal(await verifyHmacSha256(jefe, text, mac.subarray(0, 31)), false)
  assert.equal(await verifyHmacSha256(jefe, text, none), false)
})

test('nothing is a MAC under an empty key', async () => {
  await assert.rejects(hmacSha256(none, none), code('crypto/bad-key'))
  await assert.rejects(verifyHmacSha256(none, none, none), code('crypto/bad-key'))
})

test('HKDF gives up to 255 blocks and no more', async () => {
  assert.equal((await hkdfSha256(key, none, none, 255 * 32)).length, 255 * 32)
  await assert.rejects(hkdfSha256(key, none, none, 255 * 32 + 1), code('crypto/unsupported'))
})

test('HKDF keeps its inputs apart', async () => {
  const seen = new Set<string>()
  for (const [salt, info] of [
    ['', ''],
    ['a', ''],
    ['', 'a'],
    ['a', 'a'],
  ] as const) {
    seen.add((await hkdfSha256(key, utf8(salt), utf8(info), 32)).toHex())
  }
  assert.equal(seen.size, 4)
})
