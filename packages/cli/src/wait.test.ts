import assert from 'node:assert/strict'
import { test } from 'node:test'

import { waitFor, waitSeconds } from './wait.ts'

const asked = (wait?: string) => ({
  text: (name: string) => (name === 'wait' ? wait : undefined),
})

test('it is asked once where nobody wants to wait, and once more a second else', async () => {
  for (const [wait, times] of [
    [undefined, 1],
    ['0', 1],
    ['3', 4],
  ] as const) {
    let asks = 0
    let slept = 0
    const ports = { sleep: (seconds: number) => Promise.resolve(void (slept += seconds)) }
    const never = () => Promise.resolve(void asks++)
    await assert.rejects(waitFor(asked(wait), ports, never), { code: 'cli/not-yet' })
    assert.deepEqual([asks, slept], [times, times - 1])
  }
})

test('the answer ends the waiting', async () => {
  const answers = [undefined, undefined, 'here']
  const ask = () => Promise.resolve(answers.shift())
  assert.equal(await waitFor(asked('60'), { sleep: () => Promise.resolve() }, ask), 'here')
})

test('a time that is none is wrong use', () => {
  for (const wait of ['-1', '1.5', 'long', '86401']) {
    assert.throws(() => waitSeconds(asked(wait)), { code: 'cli/usage' })
  }
})
