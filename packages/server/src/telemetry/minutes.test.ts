/** Counts by the minute, bounded. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createMinutes, keptMinutes } from './index.ts'

test('what happens in one minute is one row, with its slowest and what failed', () => {
  let time = 60_000 * 100
  const minutes = createMinutes(() => new Date(time))
  minutes.add('edge', 10)
  minutes.add('edge', 30, true)
  time += 59_999
  minutes.add('edge', 20)
  time += 1
  minutes.add('edge', 5)
  minutes.add('nzl', 7)
  assert.deepEqual(minutes.read().get('edge'), [
    { minute: 100, count: 3, failed: 1, total: 60, slowest: 30 },
    { minute: 101, count: 1, failed: 0, total: 5, slowest: 5 },
  ])
  assert.equal(minutes.read().get('nzl')?.length, 1)
})

test('a day is kept and no more, also of what has stopped, and a clock set back adds no row', () => {
  let time = 0
  const minutes = createMinutes(() => new Date(time))
  minutes.add('quiet', 1)
  for (let minute = 0; minute < keptMinutes + 50; minute++) {
    time = minute * 60_000
    minutes.add('edge', 1)
  }
  const kept = minutes.read().get('edge') ?? []
  assert.equal(kept.length, keptMinutes)
  assert.equal(kept[0]?.minute, 50)
  assert.deepEqual(minutes.read().get('quiet'), [])
  time -= 600_000
  minutes.add('edge', 1)
  assert.equal(minutes.read().get('edge')?.length, keptMinutes)
  assert.equal(minutes.read().get('edge')?.at(-1)?.count, 2)
})
