import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import {
  alternativeLabel,
  formatLabel,
  formatLabelJson,
  isSameLabel,
  type Label,
  LabelError,
  type LabelErrorCode,
  levelOf,
  parseBothForms,
  parseWrittenForms,
  parseClearance,
  parseLabel,
  parseLabelJson,
  releasableTo,
} from '@entente/core/label'
import { fromUtf8, utf8 } from '@entente/core/lib'
import fc from 'fast-check'

import { xmlParser } from './parser.ts'

const root = join(import.meta.dirname, '../../../..')
const example = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(join(root, 'packages/core/src/label/examples', `${name}.xml`)))

const full: Label = {
  kind: 'originator',
  policy: { uri: 'urn:entente:regime:jpn:hiketsu', name: '省秘' },
  classification: '極秘',
  privacyMark: '公印 & <署名>',
  categories: [
    { type: 'PERMISSIVE', tagName: 'Releasable To', uri: null, values: ['JPN', 'NZL'] },
    { type: 'RESTRICTIVE', tagName: 'Control', uri: 'urn:oid:2.25.1', values: ['ORCON'] },
    { type: 'INFORMATIVE', tagName: '"Field"', uri: null, values: ['Maritime'] },
  ],
  originator: { type: 'rfc822Name', id: 'desk@mod.example' },
  created: '2026-11-24T00:00:00.000Z',
  review: '2031-11-24T00:00:00.000Z',
  succession: {
    at: '2030-01-01T00:00:00.000Z',
    label: {
      policy: { uri: 'urn:entente:regime:jpn:hiketsu', name: '省秘' },
      classification: '秘',
      privacyMark: null,
      categories: [],
      originator: null,
      created: '2026-11-24T00:00:00.000Z',
      succession: null,
    },
  },
}
const text = fromUtf8(example('every-element'))
const parse = (xml: string): Label => parseLabel(utf8(xml), xmlParser)
const code = (expected: LabelErrorCode) => (error: unknown) => {
  assert.ok(error instanceof LabelError, String(error))
  assert.equal(error.code, expected)
  return true
}

test('a label is read whole, and written as the same bytes', () => {
  assert.deepEqual(parse(text), full)
  assert.equal(fromUtf8(formatLabel(full)), text)
})

test('a label reads the same under any prefix', () => {
  const prefixed = text
    .replaceAll(/<(\/?)(?=[A-Za-z])/g, '<$1anything:')
    .replace('xmlns=', 'xmlns:anything=')
  assert.deepEqual(parse(prefixed), full)
})

test('comments between elements, a byte order mark and white space around a value say nothing', () => {
  const noted = text
    .replace('<Classification>', '<!-- R&D <b> -- -->'.replace(' --', '') + '<Classification>\n  ')
    .replace('  <OriginatorID', '<!---->  <OriginatorID')
  assert.deepEqual(parse(`\uFEFF${noted}<!-- end -->\n`), full)
})

test('an id and the place of a schema say nothing about the label', () => {
  const xsi = 'xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:schemaLocation="u:u l.xsd"'
  assert.deepEqual(parse(text.replace(' ReviewDateTime', ` Id="l1" ${xsi} ReviewDateTime`)), full)
})

test('character references and XML’s own entities are text', () => {
  assert.equal(parse(text.replace('極秘', '&#x6975;&#31192;')).classification, '極秘')
})

for (const [name, regime, level, countries] of [
  ['jpn-hiketsu-gokuhi', 'urn:entente:regime:jpn:hiketsu', '極秘', ['JPN', 'NZL']],
  ['jpn-hiketsu-hi', 'urn:entente:regime:jpn:hiketsu', '秘', undefined],
  ['jpn-tokutei-himitsu', 'urn:entente:regime:jpn:tokutei-himitsu', '特定秘密', ['JPN', 'NZL']],
  ['nzl-restricted', 'urn:entente:regime:nzl:psr', 'RESTRICTED', ['NZL', 'JPN']],
  ['nzl-confidential', 'urn:entente:regime:nzl:psr', 'CONFIDENTIAL', ['NZL', 'JPN']],
  ['nzl-secret', 'urn:entente:regime:nzl:psr', 'SECRET', ['NZL', 'JPN']],
  ['nzl-top-secret', 'urn:entente:regime:nzl:psr', 'TOP SECRET', ['NZL', 'JPN']],
] as const) {
  test(`reads the example ${name}`, () => {
    const label = parseLabel(example(name), xmlParser)
    assert.deepEqual(levelOf(label), { regime, level })
    assert.deepEqual(releasableTo(label), countries)
    assert.ok(isSameLabel(label, parseLabel(formatLabel(label), xmlParser)))
    assert.ok(isSameLabel(label, parseBothForms(example(name), formatLabelJson(label), xmlParser)))
  })
}

test('times come out in UTC, whatever zone they were written in', () => {
  const { created, review } = parseLabel(example('jpn-hiketsu-gokuhi'), xmlParser)
  assert.equal(created, '2026-11-25T00:00:00.000Z')
  assert.equal(review, '2031-11-24T15:00:00.000Z')
})

test('the recipient’s alternative label is one, and the originator’s bytes stay', () => {
  const bytes = example('jpn-hiketsu-gokuhi')
  const before = bytes.toHex()
  const psr = { regime: 'urn:entente:regime:nzl:psr', policyName: 'NZ PSR', level: 'SECRET' }
  const received = parseLabel(bytes, xmlParser)
  const alternative = alternativeLabel(received, psr, '2026-11-26T00:00:00Z')
  const written = fromUtf8(formatLabel(alternative))
  assert.match(written, /<alternativeConfidentialityLabel /)
  assert.deepEqual(parse(written), alternative)
  assert.equal(alternative.review, received.review)
  assert.equal(bytes.toHex(), before)
})

test('XML and JSON that say different things are refused', () => {
  const json = formatLabelJson({ ...full, classification: '秘' })
  assert.throws(() => parseBothForms(utf8(text), json, xmlParser), code('label/forms-disagree'))
})

test('without a parser of XML a label is read as this software writes it, and in no other spelling', () => {
  const json = formatLabelJson(full)
  const written = formatLabel(full)
  assert.deepEqual(parseWrittenForms(written, json), full)
  for (const other of [
    `${fromUtf8(written)}\n`,
    fromUtf8(written).replace('?>', ' ?>'),
    fromUtf8(formatLabel({ ...full, classification: '秘' })),
  ]) {
    assert.throws(() => parseWrittenForms(utf8(other), json), code('label/forms-disagree'))
  }
})

test('what can be written reads back as the same, in both forms', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string(), (level, mark) => {
      const label = { ...full, classification: level, privacyMark: mark }
      let written: Uint8Array
      try {
        written = formatLabel(label)
      } catch (error) {
        assert.ok(code('label/bad-text')(error))
        return
      }
      assert.deepEqual(parseLabel(written, xmlParser), label)
      assert.deepEqual(parseLabelJson(formatLabelJson(label)), label)
      parseBothForms(written, formatLabelJson(label), xmlParser)
    }),
  )
})

test('reads a clearance', () => {
  assert.deepEqual(parseClearance(example('nzl-clearance'), xmlParser), {
    policy: { uri: 'urn:entente:regime:nzl:psr', name: 'NZ PSR' },
    classifications: ['RESTRICTED', 'CONFIDENTIAL', 'SECRET'],
    categories: [],
  })
})

for (const [why, from, to, expected] of [
  ['a label', /[^]*/, text, 'label/unknown-root'],
  [
    'another namespace',
    'confidentialityclearance:1:0',
    'confidentialityclearance:2:0',
    'label/unknown-root',
  ],
  ['no list', /<c:ClassificationList>.*<\/c:ClassificationList>/, '', 'label/malformed'],
  ['two lists', /<c:ClassificationList>.*<\/c:ClassificationList>/, '$&$&', 'label/malformed'],
  [
    'a list of the other namespace',
    /c:ClassificationList/g,
    'l:ClassificationList',
    'label/malformed',
  ],
  [
    'a policy of the other namespace',
    /l:PolicyIdentifier/g,
    'c:PolicyIdentifier',
    'label/malformed',
  ],
  ['a policy without a URI', / URI="[^"]*"/, '', 'label/no-regime'],
  ['a policy whose URI is a word', / URI="[^"]*"/, ' URI="PSR"', 'label/bad-text'],
  ['a classification twice', '>SECRET<', '>RESTRICTED<', 'label/repeated'],
  ['a hidden character', '>SECRET<', '>SEC\u200BRET<', 'label/bad-text'],
  ['something else in the list', '<c:ClassificationList>', '$&<l:Category/>', 'label/malformed'],
  ['something after the list', '</c:ClassificationList>', '$&<l:PrivacyMark/>', 'label/malformed'],
  ['a foreign category', '</c:ClassificationList>', '$&<c:Category/>', 'label/malformed'],
  [
    'a category without values',
    '</c:ClassificationList>',
    '$&<l:Category Type="PERMISSIVE" TagName="A"/>',
    'label/malformed',
  ],
  ['an attribute', '<c:ConfidentialityClearance', '$& until="2030"', 'label/malformed'],
  ['an attribute of the list', '<c:ClassificationList', '$& all="true"', 'label/malformed'],
] as const) {
  test(`refuses as a clearance: ${why}`, () => {
    const changed = fromUtf8(example('nzl-clearance')).replace(from, to)
    assert.throws(() => parseClearance(utf8(changed), xmlParser), code(expected))
  })
}

test('a clearance is no label', () => {
  assert.throws(() => parseLabel(example('nzl-clearance'), xmlParser), code('label/unknown-root'))
})

const vectors = join(root, '../shared/vectors/labels')
const absent = existsSync(vectors) ? false : 'the shared vectors are not here'

test('reads every given label and clearance that its standard allows', { skip: absent }, () => {
  const refused: string[] = []
  for (const file of globSync('{labels,clearances}/*.xml', { cwd: vectors })) {
    const bytes = new Uint8Array(readFileSync(join(vectors, file)))
    try {
      if (file.startsWith('clearances')) parseClearance(bytes, xmlParser)
      else parseLabel(bytes, xmlParser)
    } catch (error) {
      assert.ok(error instanceof LabelError, String(error))
      refused.push(`${file} ${error.code}`)
    }
  }
  assert.deepEqual(refused.toSorted(), [
    'labels/err-04-no-classification.xml label/malformed',
    'labels/err-06-two-classifications.xml label/malformed',
    'labels/err-13-wrong-namespace.xml label/unknown-root',
    'labels/err-16-empty.xml label/xml-malformed',
    'labels/err-19-doctype.xml label/xml-doctype',
  ])
})
