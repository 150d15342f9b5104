import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { LabelError, type LabelErrorCode, parseSpif, type Spif } from '@entente/core/label'
import { utf8 } from '@entente/core/lib'
import fc from 'fast-check'

import { xmlParser } from './parser.ts'

const examples = join(import.meta.dirname, '../../../core/src/label/examples')
const text = readFileSync(join(examples, 'example.spif.xml'), 'utf8')
const parse = (xml: string): Spif => parseSpif(utf8(xml), xmlParser)
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

for (const [why, xml, expected] of [
  [
    'a policy of version 3.0',
    swap('schemaVersion="2.1"', 'schemaVersion="3.0"'),
    'label/spif-version',
  ],
  [
    'a policy of version 1.0',
    swap('schemaVersion="2.1"', 'schemaVersion="1.0"'),
    'label/spif-version',
  ],
  ['another namespace', swap('org/spif"', 'org/spif/3.0"'), 'label/spif-version'],
  ['another vocabulary', swap('http://www.xmlspif.org/spif', 'urn:x'), 'label/spif-malformed'],
  [
    'another root',
    text.replaceAll('SPIF>', 'SPIFF>').replace('<SPIF', '<SPIFF'),
    'label/spif-malformed',
  ],
  ['a document type', swap('<SPIF', '<!DOCTYPE SPIF><SPIF'), 'label/xml-doctype'],
  ['no identifier', swap('id="2.25.1" ', ''), 'label/spif-malformed'],
  ['an identifier that is no OID', swap('id="2.25.1" ', 'id="2.25.x" '), 'label/spif-malformed'],
  ['two identities', swap(/ *<securityPolicyId.*\n/, '$&$&'), 'label/spif-malformed'],
  ['an unknown element', swap('<privacyMarks>', '<wisdom/><privacyMarks>'), 'label/spif-malformed'],
  [
    'an element of another namespace',
    swap('<tagCategory name="BBB"', '<tagCategory xmlns="" name="BBB"'),
    'label/spif-malformed',
  ],
  [
    'an unknown rule of a category',
    swap('<excludedClass>LOW</excludedClass>', '<requiredPerson/>'),
    'label/spif-malformed',
  ],
  [
    'no classifications at all',
    swap(/ *<securityClassifications>[^]*<\/securityClassifications>\n/, ''),
    'label/spif-malformed',
  ],
  [
    'an empty list of classifications',
    swap(/<securityClassifications>[^]*<\/securityClassifications>/, '<securityClassifications/>'),
    'label/spif-malformed',
  ],
  [
    'markup inside of a place',
    swap('<code>pageBottom</code>', '<code>pageBottom<code/></code>'),
    'label/spif-malformed',
  ],
  [
    'markup inside of an excluded level',
    swap('<excludedClass>LOW<', '<excludedClass>LOW<e:x/><'),
    'label/spif-malformed',
  ],
  ['text between elements', swap('<privacyMarks>', 'x<privacyMarks>'), 'label/spif-malformed'],
  [
    'no classification',
    swap(
      /<securityClassification [^]*<\/securityClassification>|<securityClassification name="OLD".*\/>/,
      '',
    ),
    'label/spif-dangling',
  ],
  ['a classification without a rank', swap(' hierarchy="1"', ''), 'label/spif-malformed'],
  ['a rank that is no number', swap('hierarchy="1"', 'hierarchy="-1"'), 'label/spif-malformed'],
  [
    'a truth value that is none',
    swap('obsolete="true"', 'obsolete="perhaps"'),
    'label/spif-malformed',
  ],
  [
    'a tag type that is none',
    swap('tagType="tagType7" tag7', 'tagType="tagType8" tag7'),
    'label/spif-malformed',
  ],
  [
    'a tag that applies to nothing',
    swap('tagType="restrictive">', 'tagType="notApplicable">'),
    'label/spif-malformed',
  ],
  [
    'an enumerated tag without its type',
    swap('enumType="permissive" max', 'max'),
    'label/spif-malformed',
  ],
  [
    'an operation that is none',
    swap('operation="onlyOne"', 'operation="some"'),
    'label/spif-malformed',
  ],
  [
    'a requirement of nothing',
    swap(/<categoryGroup tagSetRef="Note".*\/>/, ''),
    'label/spif-malformed',
  ],
  [
    'one and all',
    swap('tagType="restrictive" all="true"', 'tagType="restrictive" lacv="2" all="true"'),
    'label/spif-malformed',
  ],
  [
    'neither one nor all',
    swap('tagType="restrictive" all="true"', 'tagType="restrictive" all="false"'),
    'label/spif-malformed',
  ],
  [
    'a direction that is none',
    swap('applied="decrypt"', 'applied="never"'),
    'label/spif-malformed',
  ],
  ['an action that is none', swap('action="discard"', 'action="keep"'), 'label/spif-malformed'],
  [
    'a place that is none',
    swap('<code>pageBottom</code>', '<code>cover</code>'),
    'label/spif-malformed',
  ],
  ['a qualifier without text', swap('markingQualifier=" + " ', ''), 'label/spif-malformed'],
  [
    'a language that is none',
    swap('xml:lang="ja" phrase', 'xml:lang="!" phrase'),
    'label/spif-malformed',
  ],
  ['a phrase that reads backwards', swap('phrase="低"', 'phrase="低\u202E"'), 'label/bad-text'],
  ['a name with a Cyrillic letter', swap('name="HIGH"', 'name="HІGH"'), 'label/bad-text'],
  [
    'a bound that is no number',
    swap('maxSelection="2"', 'maxSelection="two"'),
    'label/spif-malformed',
  ],
  ['a time that is none', swap('notAfter="2026-12-31', 'notAfter="2026-13-31'), 'label/bad-time'],
  ['two levels of one name', swap('name="LOW"', 'name="HIGH"'), 'label/spif-repeated'],
  [
    'two levels of one value',
    swap('lacv="1" hierarchy', 'lacv="3" hierarchy'),
    'label/spif-repeated',
  ],
  ['two tag sets of one name', swap('name="Note" id', 'name="Control" id'), 'label/spif-repeated'],
  ['two tag sets of one identifier', swap('id="2.25.1.3"', 'id="2.25.1.1"'), 'label/spif-repeated'],
  [
    'two tags of one name',
    swap(
      /<securityCategoryTag name="Note"[^]*?<\/securityCategoryTag>/,
      '$&<securityCategoryTag name="Note" tagType="permissive"/>',
    ),
    'label/spif-repeated',
  ],
  ['two categories of one name', swap('name="BBB"', 'name="AAA"'), 'label/spif-repeated'],
  [
    'two categories of one value, written differently',
    swap('lacv="002"', 'lacv="1"'),
    'label/spif-repeated',
  ],
  ['a classification excluded twice', swap(/ *<excludedClass>.*\n/, '$&$&'), 'label/spif-repeated'],
  [
    'two equivalent levels for sending',
    swap(
      'policyRef="OTHER" lacv="10" applied="both"/>',
      '$&<equivalentClassification policyRef="OTHER" lacv="30" applied="encrypt"/>',
    ),
    'label/spif-repeated',
  ],
  [
    'an equivalent policy twice',
    swap(/<equivalentPolicy name[^]*<\/equivalentPolicy>/, '$&$&'),
    'label/spif-repeated',
  ],
  ['a privacy mark twice', swap('<privacyMark name="STAFF"/>', '$&$&'), 'label/spif-repeated'],
  [
    'an unknown level excluded',
    swap('<excludedClass>LOW', '<excludedClass>LOWEST'),
    'label/spif-dangling',
  ],
  [
    'an unknown level required',
    swap('requiredClass="HIGH"', 'requiredClass="HIGHEST"'),
    'label/spif-dangling',
  ],
  ['an unknown tag set', swap('tagSetRef="Note"', 'tagSetRef="Notes"'), 'label/spif-dangling'],
  [
    'a tag set without that type',
    swap('tagSetRef="Control" tagType="restrictive"', 'tagSetRef="Control" tagType="permissive"'),
    'label/spif-dangling',
  ],
  [
    'an unknown value',
    swap(
      'tagSetRef="Control" tagType="restrictive" all="true"',
      'tagSetRef="Control" tagType="restrictive" lacv="9"',
    ),
    'label/spif-dangling',
  ],
  [
    'an unknown policy of a level',
    swap('policyRef="OTHER" lacv="10"', 'policyRef="ANOTHER" lacv="10"'),
    'label/spif-dangling',
  ],
  [
    'an unknown policy of a category',
    swap('policyRef="OTHER" tagSetId="2.25.2.1"', 'policyRef="ANOTHER" tagSetId="2.25.2.1"'),
    'label/spif-dangling',
  ],
  ['more than two megabytes', `${text}${' '.repeat(2_100_000)}`, 'label/xml-too-large'],
] as const) {
  test(`no policy: ${why}`, () => {
    assert.throws(() => parse(xml), code(expected))
  })
}

test('a policy without a version of the schema is read as 2.0', () => {
  assert.equal(parse(swap(' schemaVersion="2.1"', '')).name, 'EXAMPLE')
})

test('changed policies end in a policy, or in an error of ours', () => {
  const bytes = utf8(text)
  fc.assert(
    fc.property(
      fc.nat(bytes.length - 1),
      fc.oneof(
        fc.uint8Array({ maxLength: 6 }),
        fc.nat(bytes.length - 80).map((at) => bytes.slice(at, at + 80)),
      ),
      fc.nat(60),
      (at, inserted, drop) => {
        const mutated = Uint8Array.of(
          ...bytes.subarray(0, at),
          ...inserted,
          ...bytes.subarray(at + drop),
        )
        try {
          parseSpif(mutated, xmlParser)
        } catch (error) {
          assert.ok(error instanceof LabelError, String(error))
        }
      },
    ),
    { numRuns: 500 },
  )
})
