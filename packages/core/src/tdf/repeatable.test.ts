import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { type Bytes, toHex } from '../lib/index.ts'

import { bytesSource } from './byte-source.ts'
import { TdfError } from './errors.ts'
import { segmentOverhead } from './manifest.ts'
import { repeatableCipher, sealAgain } from './repeatable.ts'
import { webSegmentCipher } from './segment-cipher.ts'
import { defaultSegmentSize } from './segments.ts'

const payloadKey = Uint8Array.from({ length: 32 }, (_, at) => at)
const ivOf = (stored: Bytes): string => toHex(stored.subarray(0, 12))

test('a segment sealed again has the same bytes, and opens by its key as any other', async () => {
  const open = await webSegmentCipher(payloadKey)
  await fc.assert(
    fc.asyncProperty(fc.nat(131_071), fc.uint8Array({ maxLength: 300 }), async (index, bytes) => {
      const plaintext = Uint8Array.from(bytes)
      const first = await (await repeatableCipher(payloadKey)).seal(index, plaintext)
      const again = await (await repeatableCipher(payloadKey)).seal(index, plaintext)
      assert.deepEqual(again, first)
      assert.deepEqual((await open.open(first.stored)).plaintext, plaintext)
    }),
    { numRuns: 50 },
  )
})

test('another plaintext, place or key never comes under the same IV', async () => {
  const cipher = await repeatableCipher(payloadKey)
  const other = await repeatableCipher(payloadKey.toReversed())
  const ivs = new Set<string>()
  let count = 0
  for (const index of [0, 1, 255, 256, 65_536]) {
    for (const text of [[], [0], [1], [0, 0], [0, 0, 0, 1]]) {
      for (const one of [cipher, other]) {
        ivs.add(ivOf((await one.seal(index, Uint8Array.from(text))).stored))
        count += 1
      }
    }
  }
  assert.equal(ivs.size, count)
})

// Computed by Python's hmac and hashlib.
test('the IV is the one of the specification', async () => {
  const { stored } = await (await repeatableCipher(payloadKey)).seal(1, new Uint8Array([1, 2, 3]))
  assert.equal(ivOf(stored), '98c54753e3ed4d698551dcaa')
})

test('sealing from a number on gives the rest of what sealing all gives', async () => {
  const plaintext = new Uint8Array(2 * defaultSegmentSize + 5).fill(7)
  const cipher = await repeatableCipher(payloadKey)
  const all = await Array.fromAsync(sealAgain(bytesSource(plaintext), cipher))
  assert.deepEqual(
    all.map(({ index, stored }) => [index, stored.length - segmentOverhead]),
    [
      [0, defaultSegmentSize],
      [1, defaultSegmentSize],
      [2, 5],
    ],
  )
  assert.notEqual(
    ivOf(all[0]?.stored ?? new Uint8Array()),
    ivOf(all[1]?.stored ?? new Uint8Array()),
  )
  const rest = await Array.fromAsync(sealAgain(bytesSource(plaintext), cipher, 2))
  assert.deepEqual(rest, all.slice(2))
  const empty = await Array.fromAsync(sealAgain(bytesSource(new Uint8Array()), cipher))
  assert.deepEqual(
    empty.map(({ stored }) => stored.length),
    [28],
  )
})

test('a source that has become shorter is not sealed', async () => {
  const cipher = await repeatableCipher(payloadKey)
  const shrunk = { size: 100, read: async () => new Uint8Array(99) }
  await assert.rejects(Array.fromAsync(sealAgain(shrunk, cipher)), (error) => {
    return error instanceof TdfError && error.code === 'tdf/truncated'
  })
})
