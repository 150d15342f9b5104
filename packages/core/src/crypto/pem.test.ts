import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { toBase64 } from '../lib/index.ts'

import { derContents, formatDer, parseDer } from './der.ts'
import { CryptoError } from './errors.ts'
import { formatPem, parsePem } from './pem.ts'

const bytes = Uint8Array.from({ length: 100 }, (_, index) => index)
const block = formatPem('PUBLIC KEY', bytes)
const body = toBase64(bytes)

test('bytes survive PEM', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), (one) => {
      assert.deepEqual(parsePem('PRIVATE KEY', formatPem('PRIVATE KEY', one)), one)
    }),
  )
})

test('lines are of 64 characters', () => {
  const lines = block.split('\n')
  assert.deepEqual(
    lines.map(({ length }) => length),
    [26, 64, 64, 8, 24, 0],
  )
})

for (const [why, text] of [
  ['CRLF', block.replaceAll('\n', '\r\n')],
  ['no line feed at the end', block.trimEnd()],
  ['empty lines around', `\n\n${block}\n\n`],
  ['one long line', `-----BEGIN PUBLIC KEY-----\n${body}\n-----END PUBLIC KEY-----`],
  [
    'lines of 76, as MIME has them',
    `-----BEGIN PUBLIC KEY-----\r\n${body.slice(0, 76)}\r\n${body.slice(76)}\r\n-----END PUBLIC KEY-----\r\n`,
  ],
] as const) {
  test(`reads PEM with ${why}`, () => {
    assert.deepEqual(parsePem('PUBLIC KEY', text), bytes)
  })
}

for (const [why, text] of [
  ['another label', block.replaceAll('PUBLIC', 'PRIVATE')],
  ['another label at its beginning', block.replace('BEGIN PUBLIC', 'BEGIN PRIVATE')],
  ['another label at its end', block.replace('END PUBLIC', 'END PRIVATE')],
  ['two blocks', block + block],
  ['text before', `# key\n${block}`],
  ['text after', `${block}# key\n`],
  ['a header', block.replace('-----\n', '-----\nProc-Type: 4,ENCRYPTED\n\n')],
  ['space in a line', block.replace('AAEC', 'AA EC')],
  ['space at the end of a line', block.replace('\n-----END', ' \n-----END')],
  ['base64url', formatPem('PUBLIC KEY', Uint8Array.of(0xff, 0xff, 0xff)).replace('////', '____')],
  ['padding left out', block.replaceAll('=', '')],
  ['everything on one line', block.replaceAll('\n', ' ')],
  ['four hyphens', block.replaceAll('-----', '----')],
  ['more than any key has', formatPem('PUBLIC KEY', new Uint8Array(30_000))],
  ['no block', ''],
  ['only its first line', '-----BEGIN PUBLIC KEY-----'],
] as const) {
  test(`refuses PEM with ${why}`, () => {
    assert.throws(() => parsePem('PUBLIC KEY', text), CryptoError)
  })
}

test('any text is read as PEM or refused, in no time', () => {
  const start = performance.now()
  for (const fill of [' ', '\n', 'A', '-----BEGIN PUBLIC KEY-----\n', '-']) {
    for (const size of [30_000, 10_000_000]) {
      const text = `-----BEGIN PUBLIC KEY-----\n${fill.repeat(size / fill.length)}`
      assert.throws(() => parsePem('PUBLIC KEY', text), CryptoError)
    }
  }
  assert.ok(performance.now() - start < 1000)
  fc.assert(
    fc.property(fc.string(), (text) => {
      assert.throws(() => parsePem('PUBLIC KEY', text), CryptoError)
    }),
  )
})

test('DER elements survive, at every form of length', () => {
  for (const size of [0, 1, 127, 128, 255, 256, 65_535]) {
    const content = new Uint8Array(size).fill(7)
    assert.deepEqual(parseDer(formatDer(0x30, content)), [{ tag: 0x30, content }])
  }
  assert.throws(() => formatDer(0x30, new Uint8Array(65_536)), RangeError)
})

test('any bytes are DER in just one way, or not DER', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (der) => {
      const elements = parseDer(der)
      if (!elements) return
      const parts = elements.map(({ tag, content }) => formatDer(tag, content))
      assert.deepEqual(
        parts.flatMap((part) => [...part]),
        [...der],
      )
    }),
  )
})

for (const [why, der] of [
  ['nothing', []],
  ['a missing length', [0x30]],
  ['a length beyond the end', [0x30, 2, 0]],
  ['a length of 1 byte in long form', [0x30, 0x81, 0x7f, ...bytes.slice(0, 0x7f)]],
  ['a length with a leading zero', [0x30, 0x82, 0, 1, 0]],
  ['a length of three bytes', [0x30, 0x83, 0, 0, 0]],
  ['an indefinite length', [0x30, 0x80, 0, 0]],
  ['a second element', [0x30, 0, 0x30, 0]],
  ['another tag', [0x31, 0]],
  ['a byte after it', [0x30, 0, 0]],
] as const) {
  test(`refuses DER with ${why}`, () => {
    assert.equal(derContents(Uint8Array.from(der), [0x30]), undefined)
  })
}
