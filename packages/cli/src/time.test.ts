import assert from 'node:assert/strict'
import { test } from 'node:test'

import { readInstant } from './time.ts'

test('a date is midnight in UTC, a time keeps its instant', () => {
  assert.equal(readInstant('until', '2030-01-01'), '2030-01-01T00:00:00.000Z')
  assert.equal(readInstant('until', '2030-01-01T09:00:00+09:00'), '2030-01-01T00:00:00.000Z')
})

test('days that are none and times without an offset are refused', () => {
  for (const text of ['2030-02-31', '2030-01-01T09:00', 'tomorrow', '', '1893456000']) {
    assert.throws(() => readInstant('until', text), { code: 'cli/usage' }, text)
  }
})
