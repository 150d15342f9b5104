import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import {
  canonicalJson,
  fromBase64,
  fromBase64Url,
  fromHex,
  fromUtf8,
  parseCanonicalJson,
  toBase64,
  toBase64Url,
  toHex,
  utf8,
} from './index.ts'

const code = (expected: string) => (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === expected

test('bytes survive hex, base64 and base64url', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      assert.deepEqual(fromHex(toHex(bytes)), bytes)
      assert.deepEqual(fromBase64(toBase64(bytes)), bytes)
      assert.deepEqual(fromBase64Url(toBase64Url(bytes)), bytes)
    }),
  )
})

for (const text of ['QQ', 'QQ= =', 'QR==', 'QQ==\n', 'Q_==', '=']) {
  test(`refuses the base64 ${JSON.stringify(text)}`, () => {
    assert.throws(() => fromBase64(text), code('format/bad-base64'))
  })
}

for (const text of ['QQ==', 'QR', 'Q Q', 'Q+', 'A']) {
  test(`refuses the base64url ${JSON.stringify(text)}`, () => {
    assert.throws(() => fromBase64Url(text), code('format/bad-base64'))
  })
}

test('refuses upper case and odd hex', () => {
  assert.throws(() => fromHex('AB'), code('format/bad-hex'))
  assert.throws(() => fromHex('abc'), code('format/bad-hex'))
})

test('refuses bytes that are not UTF-8, and keeps a byte order mark', () => {
  assert.throws(() => fromUtf8(Uint8Array.of(0xc0, 0x80)), code('format/bad-utf8'))
  assert.equal(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf)), '\uFEFF')
})

for (const [why, text] of [
  ['a duplicate key', '{"a":1,"a":1}'],
  ['white space', '{"a": 1}'],
  ['another order', '{"b":1,"a":1}'],
  ['another spelling of a number', '{"a":1.0}'],
  ['a byte order mark', '\uFEFF{}'],
] as const) {
  test(`refuses as canonical JSON: ${why}`, () => {
    assert.throws(() => parseCanonicalJson(utf8(text)), /canonical|not JSON/)
  })
}

test('canonical JSON reads back as the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const plain = JSON.parse(JSON.stringify(value)) as unknown
      let bytes
      try {
        bytes = canonicalJson(plain)
      } catch (error) {
        assert.ok(code('format/unexpected-value')(error))
        return
      }
      assert.deepEqual(parseCanonicalJson(bytes), plain)
    }),
  )
})
