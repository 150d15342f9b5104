import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'

import { parseGlossary } from './glossary.ts'

const file = new URL('../../../docs/glossary.md', import.meta.url)
const tables =
  '| en | ja | spec | code |\n|---|---|---|---|\n| to seal, to open | 封印する、開く | — | — |\n'
const meanings = '\n## What the words mean\n\n| term | meaning | 意味 |\n|---|---|---|\n'

test('each term that the glossary explains is one of its words, in both languages', async () => {
  const entries = parseGlossary(await readFile(file, 'utf8'))
  assert.ok(entries.length > 30)
  for (const { term, meaning } of entries) {
    assert.match(term.en, /^[A-Za-z][A-Za-z -]+$/)
    assert.match(term.ja, /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u)
    assert.match(meaning.en, /^[A-Z][ -~’]+\.$/)
    assert.match(meaning.ja, /。$/)
  }
  const words = entries.flatMap(({ term }) => [term.en, term.ja])
  assert.equal(new Set(words).size, words.length)
})

test('a term is named as sentences have it', () => {
  const text = `${tables}${meanings}| to seal, to open | To close. | 閉じること。 |\n`
  assert.deepEqual(parseGlossary(text), [
    { term: { en: 'seal', ja: '封印' }, meaning: { en: 'To close.', ja: '閉じること。' } },
  ])
})

test('a meaning of a word that no table has, or in one language alone, is refused', () => {
  for (const row of ['| unknown | A thing. | 物。 |', '| to seal, to open | To close. |  |']) {
    assert.throws(() => parseGlossary(`${tables}${meanings}${row}\n`), TypeError)
  }
})
