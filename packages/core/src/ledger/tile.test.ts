import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { formatBundle, formatTilePath, parseBundle, parseTile, parseTilePath } from './index.ts'

const code = (expected: string) => (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === expected

test('an index of seven digits takes three path elements', () => {
  assert.equal(formatTilePath({ level: 0, index: 1_234_067, width: 256 }), 'tile/0/x001/x234/067')
})

test('every path reads back, and has one spelling', () => {
  const name = fc.record(
    {
      level: fc.oneof(fc.integer({ min: 0, max: 63 }), fc.constant('entries' as const)),
      index: fc.maxSafeNat(),
      width: fc.integer({ min: 1, max: 256 }),
    },
    { noNullPrototype: true },
  )
  fc.assert(
    fc.property(name, (value) => {
      assert.deepEqual(parseTilePath(formatTilePath(value)), value)
    }),
  )
})

for (const path of [
  '',
  'tile/0/000/',
  '/tile/0/000',
  'tile/00/000',
  'tile/64/000',
  'tile/-1/000',
  'tile/0/0',
  'tile/0/0000',
  'tile/0/x000/001',
  'tile/0/x001',
  'tile/0/x001/x001',
  'tile/0/001/001',
  'tile/0/000.p/0',
  'tile/0/000.p/01',
  'tile/0/000.p/256',
  'tile/0/000.p/257',
  'tile/0/000.p/999',
  'tile/0/000.p/',
  'tile/0/../000',
  'tile/entries/x1/000',
  'tile/data/000',
  'tile/8/0/000',
  'tile/0/000\n',
  'tile/0/x999/x999/x999/x999/x999/999',
  `tile/0/${'x001/'.repeat(10_000)}001`,
]) {
  test(`refuses the path ${JSON.stringify(path.slice(0, 50))}`, () => {
    assert.throws(() => parseTilePath(path), code('ledger/malformed'))
  })
}

test('a bundle reads back with its width only', () => {
  const entries = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 256 })
  fc.assert(
    fc.property(entries, (list) => {
      const bytes = formatBundle(list)
      assert.deepEqual(parseBundle(bytes, list.length), list)
      assert.throws(() => parseBundle(bytes, list.length + 1), code('ledger/malformed'))
      if (list.length > 0) {
        assert.throws(() => parseBundle(bytes, list.length - 1), code('ledger/malformed'))
        assert.throws(() => parseBundle(bytes.subarray(1), list.length), code('ledger/malformed'))
      }
    }),
  )
})

test('an entry has at most 65,535 bytes', () => {
  assert.equal(parseBundle(formatBundle([new Uint8Array(65_535)]), 1)[0]?.length, 65_535)
  assert.throws(() => formatBundle([new Uint8Array(65_536)]), code('ledger/malformed'))
})

test('a tile has exactly its width', () => {
  assert.equal(parseTile(new Uint8Array(64), 2).length, 2)
  for (const length of [0, 63, 65, 96]) {
    assert.throws(() => parseTile(new Uint8Array(length), 2), code('ledger/malformed'))
  }
})
