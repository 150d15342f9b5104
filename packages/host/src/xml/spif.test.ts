import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import {
  type Clearance,
  decideAccess,
  displayMarking,
  judgeLabel,
  type LabelContent,
  LabelError,
  type LabelErrorCode,
  labelFaults,
  mapFromSource,
  mapToTarget,
  parseSpif,
  resolveClearance,
  type ResolvedLabel,
  resolveLabel,
  type Spif,
} from '@entente/core/label'
import { utf8 } from '@entente/core/lib'

import { xmlParser } from './parser.ts'

const examples = join(import.meta.dirname, '../../../core/src/label/examples')
const text = readFileSync(join(examples, 'example.spif.xml'), 'utf8')
const parse = (xml: string): Spif => parseSpif(utf8(xml), xmlParser)
const spif = parse(text)
const other = parseSpif(readFileSync(join(examples, 'other.spif.xml')), xmlParser)
const now = '2026-11-25T00:00:00.000Z'
const code = (expected: LabelErrorCode) => (error: unknown) => {
  assert.ok(error instanceof LabelError, String(error))
  assert.equal(error.code, expected)
  return true
}
const swap = (from: string | RegExp, to: string): string => {
  const changed = text.replace(from, to)
  assert.notEqual(changed, text, `nothing to swap: ${String(from)}`)
  return changed
}

const kinds = { R: 'RESTRICTIVE', P: 'PERMISSIVE', I: 'INFORMATIVE' } as const
/** Categories as `R Control: ALONE, NOT LOW`. */
const categoriesOf = (words: readonly string[]): LabelContent['categories'] =>
  words.map((one) => {
    const [, kind, tagName = '', values = ''] = /^([RPI]) ([^:]+): (.*)$/.exec(one) ?? []
    assert.ok(kind === 'R' || kind === 'P' || kind === 'I', one)
    return { type: kinds[kind], tagName, uri: null, values: values.split(', ') }
  })
const content = (classification: string, ...categories: readonly string[]): LabelContent => ({
  policy: { uri: 'urn:oid:2.25.1', name: 'EXAMPLE' },
  classification,
  privacyMark: null,
  categories: categoriesOf(categories),
  originator: null,
  created: now,
  succession: null,
})
const label = (classification: string, ...categories: readonly string[]): ResolvedLabel =>
  resolveLabel(content(classification, ...categories), spif, now)
const clearance = (classifications: string, ...categories: readonly string[]): Clearance => ({
  policy: { uri: 'urn:example:regime', name: 'EXAMPLE' },
  classifications: classifications.split(', '),
  categories: categoriesOf(categories),
})
const decide = (one: ResolvedLabel, ...held: Parameters<typeof clearance>): string => {
  const decision = decideAccess(one, resolveClearance(clearance(...held), spif, now))
  return decision.kind === 'allow' ? 'allow' : `${decision.reason} ${decision.missing}`
}
const faults = (...words: Parameters<typeof label>): readonly string[] =>
  labelFaults(label(...words)).map(({ kind, rule, value }) => `${kind} ${rule} ${value}`.trim())
const said = ({ classification, categories }: ResolvedLabel): string =>
  [classification, ...categories].map(({ name }) => name).join(' ')

for (const [why, change, expected] of [
  [
    'of another policy',
    { policy: { uri: 'urn:oid:2.25.2', name: 'EXAMPLE' } },
    'label/wrong-policy',
  ],
  [
    'of a policy of another name',
    { policy: { uri: 'urn:oid:2.25.1', name: 'Example' } },
    'label/wrong-policy',
  ],
  ['of an unknown level', { classification: 'HIGHEST' }, 'label/unknown-level'],
  ['of a level in lower case', { classification: 'high' }, 'label/unknown-level'],
  [
    'with an unknown value',
    { categories: categoriesOf(['R Control: NONE']) },
    'label/unknown-category',
  ],
  [
    'with an unknown tag',
    { categories: categoriesOf(['R Controls: ALONE']) },
    'label/unknown-category',
  ],
  [
    'with a restriction that calls itself information',
    { categories: categoriesOf(['I Control: ALONE']) },
    'label/unknown-category',
  ],
  ['with an unknown privacy mark', { privacyMark: 'NOBODY' }, 'label/unknown-category'],
] as const) {
  test(`no label: one ${why}`, () => {
    assert.throws(() => resolveLabel({ ...content('HIGH'), ...change }, spif, now), code(expected))
  })
}

test('a label may name the policy by its OID or by the regime, in each of its languages', () => {
  for (const name of ['EXAMPLE', '例']) {
    const policy = { uri: 'urn:example:regime', name }
    assert.equal(said(resolveLabel({ ...content('LOW'), policy }, spif, now)), 'LOW')
  }
})

test('a category and a policy are known only in their time', () => {
  const passing = content('LOW', 'R Control: PASSING')
  assert.equal(said(resolveLabel(passing, spif, now)), 'LOW PASSING')
  for (const at of ['2025-12-31T23:59:59.999Z', '2026-12-31T00:00:00.001Z']) {
    assert.throws(() => resolveLabel(passing, spif, at), code('label/unknown-category'))
  }
  const dated = parse(swap('version="7"', 'version="7" notAfter="2026-11-24T00:00:00Z"'))
  assert.throws(() => resolveLabel(content('LOW'), dated, now), code('label/spif-expired'))
})

test('names under the policy of NATO are told apart without regard to case, and only there', () => {
  const nato = parse(text.replace('name="EXAMPLE" id="2.25.1"', 'name="NATO" id="1.3.26.1.3.1"'))
  const written = {
    ...content('high', 'R control: Alone'),
    policy: { uri: 'urn:oid:1.3.26.1.3.1', name: 'nato' },
  }
  assert.equal(said(resolveLabel(written, nato, now)), 'HIGH ALONE')
  assert.throws(
    () =>
      resolveLabel(
        { ...written, categories: categoriesOf(['R Control: ALONE, alone']) },
        nato,
        now,
      ),
    code('label/repeated'),
  )
})

test('what the policy requires and excludes', () => {
  assert.deepEqual(faults('LOW'), [])
  assert.deepEqual(faults('OLD'), [])
  assert.deepEqual(faults('MIDDLE'), ['required-category MIDDLE'])
  assert.deepEqual(faults('MIDDLE', 'P Release: AAA'), [])
  assert.deepEqual(faults('LOW', 'R Control: ALONE'), [])
  assert.deepEqual(faults('HIGH', 'R Control: ALONE, NOT LOW'), ['excluded-category ALONE NOT LOW'])
  assert.deepEqual(faults('LOW', 'R Control: NOT LOW'), ['excluded-class NOT LOW LOW'])
  assert.deepEqual(faults('LOW', 'R Control: ONLY HIGH'), ['required-class ONLY HIGH LOW'])
  assert.deepEqual(faults('LOW', 'R Control: ONE OF'), ['required-category ONE OF'])
  assert.deepEqual(faults('LOW', 'R Control: ONE OF', 'I Note: ONE'), [])
  assert.deepEqual(faults('LOW', 'R Control: ONE OF', 'I Note: ONE, TWO'), [
    'required-category ONE OF',
  ])
  assert.deepEqual(faults('LOW', 'P Release: AAA, BBB'), [])
  assert.deepEqual(faults('LOW', 'P Release: AAA, BBB, CCC'), ['too-many Release'])
  const strict = parse(swap('maxSelection="2"', 'minSelection="1"'))
  assert.deepEqual(labelFaults(resolveLabel(content('LOW'), strict, now)), [
    { kind: 'too-few', rule: 'Release', value: '' },
  ])
})

test('who may read', () => {
  const open = label('LOW')
  assert.equal(decide(open, 'LOW'), 'allow')
  assert.equal(decide(open, 'MIDDLE, HIGH'), 'classification LOW')
  const restricted = label('HIGH', 'R Control: NOT LOW, ONLY HIGH')
  assert.equal(decide(restricted, 'HIGH', 'R Control: NOT LOW'), 'restrictive ONLY HIGH')
  assert.equal(decide(restricted, 'HIGH', 'R Control: ONLY HIGH, NOT LOW'), 'allow')
  const released = label('LOW', 'P Release: AAA, BBB')
  assert.equal(decide(released, 'LOW'), 'permissive Release')
  assert.equal(decide(released, 'LOW', 'P Release: CCC'), 'permissive Release')
  assert.equal(decide(released, 'LOW', 'P Release: BBB'), 'allow')
  assert.equal(decide(label('LOW', 'I Note: ONE'), 'LOW'), 'allow')
})

test('what is missing and what is too much are refused by codes of their own', () => {
  const judged = (level: string, ...categories: readonly string[]): string => {
    try {
      judgeLabel(content(level, ...categories), spif, { at: now, age: 'new' })
      return 'accepted'
    } catch (error) {
      return error instanceof LabelError ? error.code : String(error)
    }
  }
  assert.equal(judged('LOW'), 'accepted')
  for (const [level, values] of [
    ['MIDDLE', []],
    ['LOW', ['R Control: ONE OF']],
  ] as const) {
    assert.equal(judged(level, ...values), 'label/required')
  }
  for (const [level, values] of [
    ['HIGH', ['R Control: ALONE, NOT LOW']],
    ['LOW', ['R Control: NOT LOW']],
    ['LOW', ['R Control: ONLY HIGH']],
    ['LOW', ['P Release: AAA, BBB, CCC']],
  ] as const) {
    assert.equal(judged(level, ...values), 'label/excluded')
  }
  const strict = parse(swap('maxSelection="2"', 'minSelection="1"'))
  assert.throws(
    () => judgeLabel(content('LOW'), strict, { at: now, age: 'new' }),
    code('label/required'),
  )
})

test('a label that the policy does not allow is opened and marked by nothing', () => {
  const wrong = label('LOW', 'R Control: NOT LOW')
  assert.equal(decide(wrong, 'LOW', 'R Control: NOT LOW'), 'invalid-label EXAMPLE')
  assert.throws(() => displayMarking(wrong, { language: null }), code('label/excluded'))
  assert.throws(() => mapToTarget(wrong, other), code('label/excluded'))
  assert.throws(() => mapFromSource(wrong, other), code('label/excluded'))
})

test('a clearance of another policy opens nothing', () => {
  const foreign = {
    policy: { uri: 'urn:oid:2.25.2', name: 'OTHER' },
    classifications: ['TEN'],
    categories: [],
  }
  assert.throws(() => resolveClearance(foreign, spif, now), code('label/wrong-policy'))
  const decision = decideAccess(label('LOW'), resolveClearance(foreign, other, now))
  assert.deepEqual(decision, { kind: 'deny', reason: 'other-policy', missing: 'EXAMPLE' })
})

for (const [expected, language, position, ...words] of [
  ['<EXAMPLE//LOW>', null, undefined, 'LOW'],
  ['<EXAMPLE//低>', 'ja', undefined, 'LOW'],
  ['<EXAMPLE//低>', 'ja_JP', undefined, 'LOW'],
  ['<EXAMPLE//LOW>', 'fr', undefined, 'LOW'],
  ['<EXAMPLE//LOW>', 'ja', 'documentStart', 'LOW'],
  [
    '<EXAMPLE//HIGH//NOT LOW + ONLY HIGH>',
    null,
    undefined,
    'HIGH',
    'R Control: ONLY HIGH, NOT LOW',
  ],
  ['<EXAMPLE//LOW//FOR AAA/BBB ONLY>', null, undefined, 'LOW', 'P Release: BBB, AAA'],
  ['<EXAMPLE//低//提供先：AAA ONLY>', 'ja', undefined, 'LOW', 'P Release: AAA'],
  ['<EXAMPLE//LOW//One (1)>', null, undefined, 'LOW', 'I Note: TWO, ONE'],
  ['<EXAMPLE//LOW//ONE/TWO>', null, 'pageTop', 'LOW', 'I Note: TWO, ONE'],
  ['<EXAMPLE//ALL OF IT>', null, undefined, 'LOW', 'I Note: UNNAMED LEVEL'],
  ['<GUESTS OF EXAMPLE//LOW>', null, undefined, 'LOW', 'I Note: GUEST'],
] as const) {
  test(`the marking ${expected} in ${language ?? 'no language'} at ${position ?? 'the bottom'}`, () => {
    const [classification, ...categories] = words
    const options = { language, ...(position === undefined ? {} : { position }) }
    assert.equal(displayMarking(label(classification, ...categories), options), expected)
  })
}

test('equivalents for sending add what they require, and drop what may be dropped', () => {
  const map = (...words: Parameters<typeof label>): string =>
    said(mapToTarget(label(...words), other))
  assert.equal(map('LOW'), 'TEN THIRD')
  assert.equal(map('LOW', 'R Control: ALONE', 'I Note: ONE'), 'TEN FIRST THIRD')
  assert.equal(map('MIDDLE', 'P Release: AAA'), 'TWENTY FIRST SECOND THIRD A')
  assert.throws(() => map('HIGH'), code('label/no-equivalent'))
  assert.throws(() => map('LOW', 'R Control: PASSING'), code('label/no-equivalent'))
  assert.throws(() => map('LOW', 'I Note: TWO'), code('label/no-equivalent'))
})

test('equivalents for receiving are read the other way round', () => {
  const theirs = (classification: string, ...categories: readonly string[]): ResolvedLabel => {
    const policy = { uri: 'urn:oid:2.25.2', name: 'OTHER' }
    return resolveLabel({ ...content(classification, ...categories), policy }, other, now)
  }
  assert.equal(said(mapFromSource(theirs('TEN'), spif)), 'LOW')
  assert.equal(said(mapFromSource(theirs('TWENTY'), spif)), 'HIGH')
  assert.equal(said(mapFromSource(theirs('TEN', 'R Caveat: FIRST'), spif)), 'LOW ALONE')
  assert.throws(() => mapFromSource(theirs('THIRTY'), spif), code('label/no-equivalent'))
  assert.throws(
    () => mapFromSource(theirs('TEN', 'R Caveat: SECOND'), spif),
    code('label/no-equivalent'),
  )
  const both = parse(swap('lacv="20" applied="encrypt"', 'lacv="20" applied="both"'))
  assert.throws(() => mapFromSource(theirs('TWENTY'), both), code('label/no-equivalent'))
})

test('an equivalence that leaves a choice, or leads nowhere, blocks', () => {
  const choice = parse(
    swap(
      '<categoryGroup tagSetRef="Caveat" tagType="restrictive" lacv="3"/>',
      '<categoryGroup tagSetRef="Caveat" tagType="restrictive" all="true"/>',
    ),
  )
  const low = resolveLabel(content('LOW'), choice, now)
  assert.throws(() => mapToTarget(low, other), code('label/no-equivalent'))
  const alone = resolveLabel(content('LOW', 'R Control: ALONE'), choice, now)
  assert.equal(said(mapToTarget(alone, other)), 'TEN FIRST')
  for (const nowhere of [
    swap('policyRef="OTHER" lacv="10"', 'policyRef="OTHER" lacv="11"'),
    swap(
      'tagSetRef="Caveat" tagType="restrictive" lacv="3"',
      'tagSetRef="Caveat" tagType="restrictive" lacv="4"',
    ),
  ]) {
    const lost = resolveLabel(content('LOW'), parse(nowhere), now)
    assert.throws(() => mapToTarget(lost, other), code('label/spif-dangling'))
  }
  const category = parse(
    swap(
      'tagSetId="2.25.2.1" tagType="restrictive" lacv="1"',
      'tagSetId="2.25.2.1" tagType="restrictive" lacv="8"',
    ),
  )
  const lost = resolveLabel(content('LOW', 'R Control: ALONE'), category, now)
  assert.throws(() => mapToTarget(lost, other), code('label/spif-dangling'))
})
