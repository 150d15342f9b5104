import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { rules } from '@entente/core/policy'

import { clauseRows, files, formatClauses } from '../scripts/clauses.ts'

const root = join(import.meta.dirname, '..')

test('docs/clauses.md is what the rows and the pact say: `node scripts/clauses.ts` writes it', () => {
  for (const lang of ['en', 'ja'] as const) {
    assert.equal(readFileSync(files[lang], 'utf8'), formatClauses(lang))
  }
})

test('every clause from 1 to 42 has its row, and every rule stands in one', () => {
  assert.deepEqual(
    clauseRows.map(({ number }) => number),
    Array.from({ length: 42 }, (_, at) => at + 1),
  )
  const named = new Set(clauseRows.flatMap((row) => row.rules))
  assert.deepEqual(named, new Set(rules.map(({ id }) => id)))
})

test('the table of the profile names every rule, or the first and the last of a row of them', () => {
  const readme = readFileSync(join(root, 'profiles/jpn-nzl/README.md'), 'utf8')
  for (const { id } of rules) {
    if (!id.startsWith('entrust.')) assert.ok(readme.includes(`\`${id}\``), id)
  }
})

test('every test that a row names is there, and every rule has one', () => {
  for (const { number, tests, rules: own, acted, why } of clauseRows) {
    for (const { file, name } of tests) {
      const text = readFileSync(join(root, file), 'utf8')
      assert.ok(text.includes(`test('${name}'`), `${number}: ${file} has no “${name}”`)
    }
    assert.equal(own.length > 0, acted !== 'none', String(number))
    assert.ok(acted === 'none' ? why : tests.length > 0, String(number))
  }
})
