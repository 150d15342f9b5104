import assert from 'node:assert/strict'
import { test } from 'node:test'

import { choosePact } from './pact-choice.ts'

const pact = (id: string) => ({
  id: id.repeat(32),
  version: 1,
  name: { en: 'Pact', ja: '協定' },
  state: 'in-force',
})
const asked = (id?: string) => ({ text: () => id })

test('the only pact need not be named, one of several has to be', () => {
  assert.equal(choosePact(asked(), [pact('ab')]), 'ab'.repeat(32))
  assert.throws(() => choosePact(asked(), []), { code: 'cli/which-pact' })
  assert.throws(() => choosePact(asked(), [pact('ab'), pact('cd')]), { code: 'cli/which-pact' })
  assert.equal(choosePact(asked('cd'.repeat(32)), [pact('ab')]), 'cd'.repeat(32))
})

test('what is no id is wrong use', () => {
  assert.throws(() => choosePact(asked('mine'), [pact('ab')]), { code: 'cli/usage' })
})
