import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createRefusalLimit } from './refusal-limit.ts'

const at = (minutes: number): Date => new Date(Date.UTC(2026, 10, 25, 0, minutes))

test('twenty refusals within an hour are on record, the last as such; then the device waits until it is over', () => {
  const limit = createRefusalLimit()
  const counted = Array.from({ length: 22 }, (_, count) => limit.count('one', at(count)))
  assert.deepEqual(counted, [...Array<string>(19).fill('one'), 'last', 'over', 'over'])
  assert.ok(limit.waits('one', at(59)))
  assert.ok(!limit.waits('two', at(59)), 'another device does not wait')
  assert.equal(limit.count('two', at(59)), 'one')
  assert.ok(!limit.waits('one', at(60)))
  assert.equal(limit.count('one', at(60)), 'one')
})
