/** Times and levels as others write them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { bentText } from '../../test/bent.ts'

import { formatLevel, LabelError, parseInstant, parseLevel } from './index.ts'

test('any text is an instant in its one spelling, or an error of ours', () => {
  const near = bentText([
    '2026-11-25T01:02:03.004Z',
    '2026-11-25T01:02:03+09:00',
    '0000-01-01T00:00:00+14:00',
    '9999-12-31T23:59:59.999-14:00',
  ])
  fc.assert(
    fc.property(fc.oneof(near, fc.string()), (text) => {
      try {
        const instant = parseInstant(text)
        assert.equal(parseInstant(instant), instant)
        assert.equal(new Date(instant).toISOString(), instant)
      } catch (error) {
        assert.ok(error instanceof LabelError, String(error))
      }
    }),
    { numRuns: 2000 },
  )
})

test('any text is a level that reads back, or an error of ours', () => {
  fc.assert(
    fc.property(
      fc.oneof(bentText(['urn:entente:regime:jpn:hiketsu 極秘']), fc.string()),
      (text) => {
        try {
          assert.equal(formatLevel(parseLevel(text)), text)
        } catch (error) {
          assert.ok(error instanceof LabelError, String(error))
        }
      },
    ),
  )
})

test('a megabyte of anything takes no time', () => {
  const start = performance.now()
  for (const unit of ['0', ' ', '-', '2026-11-25T01:02:03.', 'Z', '+']) {
    const text = unit.repeat(1_000_000 / unit.length)
    for (const read of [parseInstant, parseLevel]) {
      try {
        read(text)
      } catch (error) {
        assert.ok(error instanceof LabelError, String(error))
      }
    }
  }
  assert.ok(performance.now() - start < 2000)
})
