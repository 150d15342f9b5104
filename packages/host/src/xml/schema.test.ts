import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import {
  formatLabel,
  type Label,
  LabelError,
  type LabelErrorCode,
  type LabelFinding,
  parseLabel,
  readTolerantly,
} from '@entente/core/label'
import { fromUtf8, utf8 } from '@entente/core/lib'
import fc from 'fast-check'

import { xmlParser } from './parser.ts'
import { openLabelSchema } from './schema.ts'

const examples = join(import.meta.dirname, '../../../core/src/label/examples')
const vectors = join(import.meta.dirname, '../../../../../shared/vectors/labels/labels')
const skip = existsSync(vectors) ? false : '../shared/vectors/labels is not there'
const every = readFileSync(join(examples, 'every-element.xml'), 'utf8')
const known = new Map([['JPN', 'urn:entente:regime:jpn:hiketsu']])
const code = (expected: LabelErrorCode) => (error: unknown) => {
  assert.ok(error instanceof LabelError, String(error))
  assert.equal(error.code, expected)
  return true
}
const swap = (from: string | RegExp, to: string): string => {
  const changed = every.replace(from, to)
  assert.notEqual(changed, every, `nothing to swap: ${String(from)}`)
  return changed
}

test('our examples, and what we write of them, are valid under the schema', () => {
  using schema = openLabelSchema()
  for (const file of globSync(join(examples, '*.xml'))) {
    const text = readFileSync(file, 'utf8')
    if (!/<\w*:?originatorConfidentialityLabel/.test(text) || text.includes('BindingInf')) continue
    schema.requireValid(text)
    schema.requireValid(fromUtf8(formatLabel(parseLabel(utf8(text), xmlParser))))
  }
})

test(
  'the labels of others are valid under the schema where our reader takes them',
  { skip },
  () => {
    using schema = openLabelSchema()
    const isRead = (bytes: Uint8Array): boolean => {
      try {
        parseLabel(bytes, xmlParser)
        return true
      } catch (error) {
        assert.ok(error instanceof LabelError, String(error))
        return false
      }
    }
    const read = globSync(join(vectors, '*.xml')).filter((file) => isRead(readFileSync(file)))
    assert.ok(read.length > 100)
    for (const file of read) schema.requireValid(readFileSync(file, 'utf8'))
  },
)

for (const [why, xml] of [
  ['no classification', swap(/ *<Classification>.*\n/, '')],
  ['an empty classification', swap(/<Classification>[^<]*/, '<Classification>')],
  ['a URI on the classification', swap('<Classification>', '<Classification URI="u:u">')],
  ['a policy without a URI', swap(/ URI="urn:entente[^"]*"/, '')],
  ['a category of no type', swap(/ Type="[^"]*"/, '')],
  [
    'an integer value',
    swap(/<GenericValue>ORCON<\/GenericValue>/, '<IntegerValue>1</IntegerValue>'),
  ],
  ['no creation time', swap(/ *<CreationDateTime>.*\n/, '')],
  ['a time without a zone', swap('2026-11-24T00:00:00.000Z', '2026-11-24T00:00:00')],
  ['an unknown root', every.replaceAll('originatorConf', 'Conf')],
  ['an unknown kind of originator', swap('rfc822Name', 'rfc821Name')],
] as const) {
  test(`the schema and our reader both refuse ${why}`, () => {
    using schema = openLabelSchema()
    assert.throws(() => schema.requireValid(xml), code('label/malformed'))
    assert.throws(() => parseLabel(utf8(xml), xmlParser), LabelError)
  })
}

const word = fc.constantFrom('SECRET', '極秘', 'A & B', '<x>', 'NZL', 'Releasable To', '"quoted"')
const time = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())
const content = fc.record({
  policy: fc.record({ uri: fc.constantFrom('urn:oid:1.2', 'urn:x:&'), name: word }),
  classification: word,
  privacyMark: fc.option(word),
  categories: fc.uniqueArray(
    fc.record({
      type: fc.constantFrom('INFORMATIVE' as const, 'PERMISSIVE' as const, 'RESTRICTIVE' as const),
      tagName: word,
      uri: fc.option(fc.constant('urn:tag')),
      values: fc.uniqueArray(word, { minLength: 1 }),
    }),
    { selector: ({ type, tagName }) => `${type} ${tagName}` },
  ),
  originator: fc.option(fc.record({ type: fc.constant('rfc822Name' as const), id: word })),
  created: time,
})
const anyLabel: fc.Arbitrary<Label> = fc
  .record({
    head: content,
    kind: fc.constantFrom('alternative' as const, 'metadata' as const, 'originator' as const),
    review: time,
    succession: fc.option(fc.record({ at: time, label: content })),
  })
  .map(({ head, kind, review, succession }) => ({
    ...head,
    kind,
    review,
    succession: succession && {
      at: succession.at,
      label: { ...succession.label, succession: null },
    },
  }))

test('whatever is written is valid under the schema, and read as it was', () => {
  using schema = openLabelSchema()
  fc.assert(
    fc.property(anyLabel, (label) => {
      const bytes = formatLabel(label)
      schema.requireValid(fromUtf8(bytes))
      assert.deepEqual(parseLabel(bytes, xmlParser), structuredClone(label))
    }),
    { numRuns: 300 },
  )
})

const unreviewed = (text: string): string =>
  text
    .replace(/ ReviewDateTime="[^"]*"/, '')
    .replace(/ *<SuccessionHandling>[^]*<\/SuccessionHandling>\n/, '')
const policy = /(<PolicyIdentifier) URI="[^"]*">[^<]*/

for (const [finding, xml] of [
  ['untyped-root', every.replaceAll('originatorConf', 'Conf')],
  ['policy-url', swap('PolicyIdentifier URI=', 'PolicyIdentifier URL=')],
  ['classification-uri', swap('<Classification>', '<Classification URI="u:u">')],
  ['no-review-time', unreviewed(every)],
  ['no-creation-time', swap(/ *<CreationDateTime>.*\n/, '')],
  ['no-policy-uri', swap(policy, '$1> JPN ')],
] as const satisfies readonly (readonly [LabelFinding, string])[]) {
  test(`tolerates and reports ${finding}, which is never written`, () => {
    assert.throws(() => parseLabel(utf8(xml), xmlParser), LabelError)
    const { label, findings } = readTolerantly(utf8(xml), xmlParser, known)
    assert.deepEqual(findings, [finding])
    assert.equal(label.classification, '極秘')
    assert.equal(label.policy.uri, 'urn:entente:regime:jpn:hiketsu')
    using schema = openLabelSchema()
    schema.requireValid(fromUtf8(formatLabel(label)))
  })
}

test('a label that needs no tolerance has no findings, and several are all reported', () => {
  assert.deepEqual(readTolerantly(utf8(every), xmlParser, known).findings, [])
  const bare = unreviewed(every)
    .replace(/ *<CreationDateTime>.*\n/, '')
    .replace(policy, '$1>JPN')
  const { label, findings } = readTolerantly(utf8(bare), xmlParser, known)
  assert.deepEqual(findings.toSorted(), ['no-creation-time', 'no-policy-uri', 'no-review-time'])
  // Nobody takes such a label for one that was looked at lately.
  assert.equal(label.review, '1970-01-01T00:00:00.000Z')
})

for (const [why, xml, expected] of [
  ['a policy that nobody knows', swap(policy, '$1>ATLANTIS'), 'label/no-regime'],
  [
    'a policy with URI and URL',
    swap('<PolicyIdentifier', '<PolicyIdentifier URL="u:u"'),
    'label/malformed',
  ],
  ['a repeated category', swap(/ *<Category Type="PERM.*\n/, '$&$&'), 'label/repeated'],
  [
    'an untyped root of another namespace',
    every.replaceAll('originatorConf', 'Conf').replace(':1:0"', ':2:0"'),
    'label/unknown-root',
  ],
  ['a document type', swap('<orig', '<!DOCTYPE a><orig'), 'label/xml-doctype'],
] as const) {
  test(`does not tolerate ${why}`, () => {
    assert.throws(() => readTolerantly(utf8(xml), xmlParser, known), code(expected))
  })
}
