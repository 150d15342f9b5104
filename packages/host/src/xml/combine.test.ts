import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import {
  type Category,
  combineLabels,
  decideAccess,
  dominates,
  earliestReview,
  formatLabel,
  LabelError,
  type LabelErrorCode,
  labelFaults,
  labelOf,
  obsoleteValues,
  parseLabel,
  parseSpif,
  type ResolvedLabel,
  resolveLabel,
} from '@entente/core/label'
import fc from 'fast-check'

import { xmlParser } from './parser.ts'

const examples = join(import.meta.dirname, '../../../core/src/label/examples')
const read = (name: string): Uint8Array => readFileSync(join(examples, name))
const spif = parseSpif(read('example.spif.xml'), xmlParser)
const other = parseSpif(read('other.spif.xml'), xmlParser)
const now = '2026-11-25T00:00:00.000Z'
const code = (expected: LabelErrorCode) => (error: unknown) => {
  assert.ok(error instanceof LabelError, String(error))
  assert.equal(error.code, expected)
  return true
}

const categories = spif.tagSets.flatMap((tagSet) => tagSet.categories)
const label = (level: string, ...names: readonly string[]): ResolvedLabel => {
  const classification = spif.classifications.find(({ name }) => name === level)
  assert.ok(classification)
  const found = categories.filter(({ name }) => names.includes(name))
  assert.equal(found.length, names.length)
  return { spif, classification, categories: found, privacyMark: null }
}
const said = ({ classification, categories: values }: ResolvedLabel): string =>
  [classification, ...values].map(({ name }) => name).join(' ')
const combine = (...parts: readonly ResolvedLabel[]): string => said(combineLabels(parts))

test('the highest level, all restrictions, the common recipients, all notes', () => {
  assert.equal(combine(label('LOW'), label('HIGH')), 'HIGH')
  assert.equal(
    combine(label('HIGH', 'NOT LOW'), label('HIGH', 'ONLY HIGH')),
    'HIGH NOT LOW ONLY HIGH',
  )
  assert.equal(combine(label('LOW', 'AAA', 'BBB'), label('MIDDLE', 'BBB', 'CCC')), 'MIDDLE BBB')
  assert.equal(combine(label('LOW', 'ONE'), label('LOW', 'TWO')), 'LOW ONE TWO')
})

for (const [why, parts, expected] of [
  ['nobody is left', [label('LOW', 'AAA'), label('LOW', 'BBB')], 'label/not-combinable'],
  ['only one part names recipients', [label('LOW', 'AAA'), label('LOW')], 'label/not-combinable'],
  [
    'two levels have one rank',
    [label('MIDDLE', 'AAA'), label('OLD', 'AAA')],
    'label/not-combinable',
  ],
  ['there are no parts', [], 'label/not-combinable'],
  [
    'the policy excludes one restriction by the other',
    [label('HIGH', 'ALONE'), label('HIGH', 'NOT LOW')],
    'label/excluded',
  ],
  ['a part is not valid', [label('LOW', 'NOT LOW'), label('HIGH')], 'label/excluded'],
  ['the result misses what its level requires', [label('LOW'), label('MIDDLE')], 'label/required'],
  [
    'the privacy marks differ',
    [
      { ...label('LOW'), privacyMark: 'STAFF' },
      { ...label('LOW'), privacyMark: 'OTHER' },
    ],
    'label/not-combinable',
  ],
  ['the policies differ', [label('LOW'), { ...label('LOW'), spif: other }], 'label/wrong-policy'],
] as const) {
  test(`there is no label where ${why}`, () => {
    assert.throws(() => combineLabels(parts), code(expected))
  })
}

test('a privacy mark is kept', () => {
  const marked = { ...label('LOW'), privacyMark: 'STAFF' }
  assert.equal(combineLabels([label('HIGH'), marked]).privacyMark, 'STAFF')
})

test('what dominates', () => {
  assert.ok(dominates(label('HIGH', 'AAA'), label('LOW', 'AAA', 'BBB')))
  assert.ok(!dominates(label('HIGH', 'AAA', 'BBB'), label('LOW', 'AAA')))
  assert.ok(!dominates(label('LOW'), label('HIGH')))
  assert.ok(!dominates(label('HIGH'), label('LOW', 'AAA')))
  assert.ok(!dominates(label('HIGH', 'AAA'), label('LOW')))
  assert.ok(!dominates(label('HIGH'), label('LOW', 'ALONE')))
  assert.ok(!dominates(label('OLD'), label('MIDDLE')))
  assert.ok(!dominates(label('HIGH'), { ...label('LOW'), spif: other }))
})

const anyLabel = fc
  .record({
    level: fc.constantFrom('LOW', 'MIDDLE', 'HIGH'),
    names: fc.subarray(['ALONE', 'NOT LOW', 'ONLY HIGH', 'AAA', 'BBB', 'ONE', 'TWO']),
  })
  .map(({ level, names }) => label(level, ...names))
  .filter((one) => labelFaults(one).length === 0)

/** The combination as text, or the code of why there is none. */
const attempt = (parts: readonly ResolvedLabel[]): ResolvedLabel | undefined => {
  try {
    return combineLabels(parts)
  } catch (error) {
    assert.ok(error instanceof LabelError, String(error))
    return undefined
  }
}
const words = (one: ResolvedLabel | undefined): string => (one ? said(one) : 'none')

test('combining is idempotent, commutative, and where it goes step by step associative', () => {
  fc.assert(
    fc.property(anyLabel, anyLabel, anyLabel, (a, b, c) => {
      assert.equal(words(attempt([a])), said(a))
      assert.equal(words(attempt([a, a])), said(a))
      assert.equal(words(attempt([a, b])), words(attempt([b, a])))
      const [ab, bc] = [attempt([a, b]), attempt([b, c])]
      if (!ab || !bc) return
      assert.equal(words(attempt([ab, c])), words(attempt([a, bc])))
      assert.equal(words(attempt([ab, c])), words(attempt([a, b, c])))
    }),
    { numRuns: 2000 },
  )
})

test('a combination dominates its parts, and opens to nobody who could not read each', () => {
  const levels = ['LOW', 'MIDDLE', 'HIGH']
  const clearance = fc.record({
    top: fc.nat(2),
    held: fc.subarray<Category>([...categories]),
  })
  fc.assert(
    fc.property(
      fc.array(anyLabel, { minLength: 1, maxLength: 4 }),
      clearance,
      (parts, { top, held }) => {
        const result = attempt(parts)
        if (!result) return
        // Levels below the top are listed, as they are for people.
        const classifications = spif.classifications.filter(({ name }) => {
          const at = levels.indexOf(name)
          return at !== -1 && at <= top
        })
        const cleared = { spif, classifications, categories: held }
        const isOpen = decideAccess(result, cleared).kind === 'allow'
        for (const part of parts) {
          assert.ok(dominates(result, part), `${said(result)} under ${said(part)}`)
          if (isOpen) assert.equal(decideAccess(part, cleared).kind, 'allow')
        }
      },
    ),
    { numRuns: 3000 },
  )
})

test('dominance is a partial order', () => {
  fc.assert(
    fc.property(anyLabel, anyLabel, anyLabel, (a, b, c) => {
      assert.ok(dominates(a, a))
      if (dominates(a, b) && dominates(b, c)) assert.ok(dominates(a, c))
    }),
  )
})

test('what is combined can be written, and read again as the same', () => {
  const frame = { kind: 'originator', originator: null, created: now, review: now } as const
  const combined = combineLabels([label('LOW', 'AAA', 'ONE'), label('HIGH', 'AAA', 'NOT LOW')])
  const written = parseLabel(formatLabel(labelOf(combined, frame)), xmlParser)
  assert.deepEqual(written.policy, { uri: 'urn:example:regime', name: 'EXAMPLE' })
  assert.equal(said(resolveLabel(written, spif, now)), said(combined))
  assert.throws(() => labelOf(label('OLD'), frame), code('label/obsolete'))
  assert.throws(() => labelOf(label('MIDDLE'), frame), code('label/required'))
  assert.deepEqual(obsoleteValues(label('OLD')), ['OLD'])
})

test('the earliest review or succession of the parts is the review of the whole', () => {
  const secret = parseLabel(read('nzl-secret.xml'), xmlParser)
  const at = '2026-12-01T00:00:00.000Z'
  const succeeded = { ...secret, review: null, succession: { at, label: secret } }
  assert.equal(earliestReview([secret, succeeded]), at)
  assert.equal(earliestReview([secret]), secret.review)
})
