import assert from 'node:assert/strict'
import { test } from 'node:test'

import { withoutWarning } from './oidc.ts'

test('one warning of the provider is not said, every other is', async () => {
  const said: unknown[] = []
  const warn = (...words: unknown[]): void => void said.push(words)
  const out = { warn }
  const known =
    'oidc-provider WARNING: Unsupported runtime. Use Node.js v22.x LTS, or a later LTS release.'
  const answer = await withoutWarning(() => {
    for (const text of [known, `\u001B[31;1m${known}\u001B[0m`, `${known} And more.`, 'other']) {
      out.warn(text)
    }
    out.warn(known, 'with more')
    return Promise.resolve('loaded')
  }, out)
  assert.equal(answer, 'loaded')
  assert.deepEqual(said, [[`${known} And more.`], ['other'], [known, 'with more']])
  assert.equal(out.warn, warn)
})

test('a package that does not load leaves warnings as they were', async () => {
  const warn = (): void => undefined
  const out = { warn }
  await assert.rejects(
    withoutWarning(() => Promise.reject(new Error('absent')), out),
    /absent/,
  )
  assert.equal(out.warn, warn)
})
