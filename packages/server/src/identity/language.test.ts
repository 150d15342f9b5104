import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { languageOf } from './language.ts'

for (const [header, language] of [
  [undefined, 'en'],
  ['', 'en'],
  ['ja', 'ja'],
  ['ja-JP,en;q=0.8', 'ja'],
  ['en-NZ, ja;q=0.9', 'en'],
  ['en;q=0.2, ja;q=0.9', 'ja'],
  ['fr, ja;q=0', 'en'],
  ['mi, JA;q=0.5', 'ja'],
  ['jav', 'en'],
] as const) {
  test(`Accept-Language \`${header}\` is answered in ${language}`, () => {
    assert.equal(languageOf(header), language)
  })
}

test('any header has an answer', () => {
  fc.assert(fc.property(fc.string({ maxLength: 5000 }), (text) => void languageOf(text)))
})
