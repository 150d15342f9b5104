import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { LabelError } from '../index.ts'

import {
  highestNzParagraph,
  markNzParagraph,
  type NzClassification,
  nzClassifications,
  parseNzParagraph,
} from './index.ts'

const isRefused = (error: unknown): boolean =>
  error instanceof LabelError && error.code === 'label/bad-marking'

test('a paragraph is marked as the rules write it, and read in any case', () => {
  assert.equal(markNzParagraph('SENSITIVE', 'Staff.'), '(Sen) Staff.')
  for (const text of ['(Sen) Staff.', '(SEN)Staff.', '(sen)  Staff.']) {
    assert.deepEqual(parseNzParagraph(text), { classification: 'SENSITIVE', text: 'Staff.' })
  }
})

test('a paragraph without a mark has no classification, and so has its document', () => {
  for (const text of ['', 'Staff.', '(X) Staff.', ' (S) Staff.', '(S Staff.', '(Ｓ) Staff.']) {
    assert.throws(() => parseNzParagraph(text), isRefused)
    assert.throws(() => highestNzParagraph(['(S) Secret.', text]), isRefused)
  }
  assert.throws(() => highestNzParagraph([]), isRefused)
})

test('a document is as high as its highest paragraph, wherever that stands', () => {
  const levels: readonly NzClassification[] = [
    'UNCLASSIFIED',
    'IN-CONFIDENCE',
    'SENSITIVE',
    'RESTRICTED',
    'CONFIDENTIAL',
    'SECRET',
    'TOP SECRET',
  ]
  assert.deepEqual(Object.keys(nzClassifications), levels)
  fc.assert(
    fc.property(fc.array(fc.nat(6), { minLength: 1 }), (ranks) => {
      const paragraphs = ranks.map((rank) => markNzParagraph(levels[rank] ?? 'TOP SECRET', 'x'))
      assert.equal(highestNzParagraph(paragraphs), levels[Math.max(...ranks)])
    }),
  )
})
