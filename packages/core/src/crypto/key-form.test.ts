import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { fromHex, toHex } from '../lib/index.ts'

import { derTag, formatDer } from './der.ts'
import { CryptoError } from './errors.ts'
import {
  formatPrivateKey,
  formatPublicKey,
  type KeyForm,
  parsePrivateKey,
  parsePublicKey,
} from './key-form.ts'
import { formatPem } from './pem.ts'

const algorithm = fromHex('06032b656e')
const key = new Uint8Array(32).fill(7)
const { sequence, integer, octetString, bitString } = derTag
const oid = formatDer(sequence, algorithm)

const badKey = (error: unknown) => error instanceof CryptoError && error.code === 'crypto/bad-key'
const inner = (form: KeyForm) => [toHex(form.algorithm), toHex(form.key)]

test('a key is written as WebCrypto writes it, and reads back', async () => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, [
    'deriveBits',
  ])
  const spki = formatPem(
    'PUBLIC KEY',
    new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)),
  )
  const pkcs8 = formatPem(
    'PRIVATE KEY',
    new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey)),
  )
  assert.equal(formatPublicKey(parsePublicKey(spki)), spki)
  assert.equal(formatPrivateKey(parsePrivateKey(pkcs8)), pkcs8)
})

test('a public key beside a private key, and attributes, are passed over', () => {
  const version = formatDer(integer, Uint8Array.of(1))
  const more = [formatDer(0xa0), formatDer(derTag.context(1), key)]
  const whole = formatDer(sequence, version, oid, formatDer(octetString, key), ...more)
  assert.deepEqual(inner(parsePrivateKey(formatPem('PRIVATE KEY', whole))), [
    toHex(algorithm),
    toHex(key),
  ])
})

const zero = Uint8Array.of(0)
for (const [why, whole] of [
  ['unused bits', formatDer(sequence, oid, formatDer(bitString, Uint8Array.of(1), key))],
  ['no bits', formatDer(sequence, oid, formatDer(bitString))],
  ['an octet string', formatDer(sequence, oid, formatDer(octetString, zero, key))],
  ['an element too many', formatDer(sequence, oid, formatDer(bitString, zero, key), oid)],
  ['no algorithm', formatDer(sequence, formatDer(bitString, zero, key))],
  ['nothing in it', formatDer(sequence)],
  ['no structure', new Uint8Array()],
] as const) {
  test(`refuses a public key with ${why}`, () => {
    assert.throws(() => parsePublicKey(formatPem('PUBLIC KEY', whole)), badKey)
  })
}

const version = formatDer(integer, zero)
for (const [why, whole] of [
  ['no version', formatDer(sequence, oid, formatDer(octetString, key))],
  [
    'a version of text',
    formatDer(sequence, formatDer(0x0c, zero), oid, formatDer(octetString, key)),
  ],
  [
    'an algorithm of text',
    formatDer(sequence, version, formatDer(0x0c), formatDer(octetString, key)),
  ],
  ['a bit string', formatDer(sequence, version, oid, formatDer(bitString, key))],
  ['nothing in it', formatDer(sequence)],
  [
    'a second structure',
    formatDer(sequence, version, oid, formatDer(octetString, key), Uint8Array.of(0x30)),
  ],
] as const) {
  test(`refuses a private key with ${why}`, () => {
    assert.throws(() => parsePrivateKey(formatPem('PRIVATE KEY', whole)), badKey)
  })
}

test('any bytes are read as a key or refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (der) => {
      for (const read of [
        () => parsePublicKey(formatPem('PUBLIC KEY', der)),
        () => parsePrivateKey(formatPem('PRIVATE KEY', der)),
      ]) {
        try {
          read()
        } catch (error) {
          assert.ok(badKey(error))
        }
      }
    }),
  )
})
