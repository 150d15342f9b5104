import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import type { Classification, Spif } from '../label/index.ts'

import { MarkingError } from './errors.ts'
import { parsePlainText } from './marked-text.ts'
import { formatReport, levelOfReport, type Report } from './write-text.ts'

const markings = { phrases: [], qualifiers: [] }
const level = (name: string, hierarchy: number): Classification => ({
  name,
  lacv: String(hierarchy),
  hierarchy,
  colour: null,
  obsolete: false,
  markings,
  requirements: [],
  equivalents: [],
})
const levels = [level('秘', 1), level('極秘', 2), level('SECRET', 3)] as const
const spif: Spif = {
  name: 'Test',
  names: ['Test'],
  id: '2.25.1',
  uris: ['urn:test'],
  version: '1',
  validity: { notBefore: null, notAfter: null },
  classifications: levels,
  tagSets: [],
  privacyMarks: null,
  equivalentPolicies: [],
  markings,
}
const [hi, gokuhi, secret] = levels

test('a report is text in which each paragraph has its mark', () => {
  const report: Report = {
    title: ' 動向\n報告 ',
    blocks: [
      { kind: 'paragraph', text: '概要。\n続き。', level: hi },
      { kind: 'heading', text: '詳細' },
      { kind: 'paragraph', text: 'One.\n \nTwo.', level: secret },
      { kind: 'paragraph', text: '  ', level: gokuhi },
    ],
  }
  assert.equal(
    formatReport(report, spif),
    '# 動向 報告\n\n（秘）概要。\n続き。\n\n## 詳細\n\n(SECRET) One.\n\n(SECRET) Two.\n',
  )
  assert.equal(levelOfReport(report), secret)
  assert.equal(levelOfReport({ ...report, blocks: report.blocks.slice(0, 2) }), hi)
  assert.equal(levelOfReport({ title: '', blocks: [] }), undefined)
})

test('whatever stands in a report, a reader of the text finds the mark of every paragraph', () => {
  const piece = fc.constantFrom(
    '# ',
    '## ',
    '(SECRET) ',
    '（秘）',
    '\n',
    '\n\n',
    '\r',
    ' ',
    '\u3000',
    'x',
    '。',
  )
  const text = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(''))
  const block = fc.oneof(
    text.map((one) => ({ kind: 'heading' as const, text: one })),
    fc.record({ kind: fc.constant('paragraph' as const), text, level: fc.constantFrom(...levels) }),
  )
  const report = fc.record({ title: text, blocks: fc.array(block, { maxLength: 6 }) })
  fc.assert(
    fc.property(report, (one) => {
      const { blocks } = parsePlainText(formatReport(one, spif), spif)
      const marked = blocks.filter(({ kind }) => kind === 'paragraph')
      assert.ok(marked.every((part) => part.kind === 'paragraph' && part.worth !== null))
      const highest = levelOfReport(one)
      const found = marked.map((part) =>
        part.kind === 'paragraph' ? (part.worth?.classification.hierarchy ?? 0) : 0,
      )
      if (highest) assert.equal(Math.max(...found), highest.hierarchy)
      else assert.equal(found.length, 0)
    }),
  )
})

test('a level whose mark would not be read is not written', () => {
  const odd = level('TOP (SECRET)', 4)
  const other: Spif = { ...spif, classifications: [...levels, odd] }
  assert.throws(
    () =>
      formatReport({ title: '', blocks: [{ kind: 'paragraph', text: 'x', level: odd }] }, other),
    (error) => error instanceof MarkingError && error.code === 'marking/unmarked-paragraph',
  )
})
