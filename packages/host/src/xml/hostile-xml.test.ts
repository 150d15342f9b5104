import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import {
  formatLabel,
  type Label,
  LabelError,
  type LabelErrorCode,
  parseLabel,
} from '@entente/core/label'
import { utf8 } from '@entente/core/lib'
import fc from 'fast-check'
import { diag } from 'libxml2-wasm'

import { xmlParser } from './parser.ts'

const examples = join(import.meta.dirname, '../../../core/src/label/examples')
const text = readFileSync(join(examples, 'every-element.xml'), 'utf8')
const parse = (xml: string): Label => parseLabel(utf8(xml), xmlParser)
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
const line = (name: string): RegExp => new RegExp(` *<${name}[ >].*</${name}>\n`)
const value = '極秘'
const entities = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "&l${n};&l${n};">`)

/** Hostile or careless XML, each with the one code that refuses it. */
const refusals: readonly (readonly [string, string, LabelErrorCode])[] = [
  // Document types and entities.
  ['a DOCTYPE', swap('<orig', '<!DOCTYPE a><orig'), 'label/xml-doctype'],
  ['a lower case doctype', swap('<orig', '<!doctype a><orig'), 'label/xml-doctype'],
  [
    'a bomb of entities',
    swap('<orig', `<!DOCTYPE a [<!ENTITY l0 "lol">${entities.join('')}]><orig`),
    'label/xml-doctype',
  ],
  [
    'an external entity',
    swap('<orig', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><orig'),
    'label/xml-doctype',
  ],
  ['a parameter entity', swap('<orig', '<!ENTITY % p "x"><orig'), 'label/xml-doctype'],
  ['a DOCTYPE inside of the root', swap(value, '<!DOCTYPE a>'), 'label/xml-doctype'],
  ['a reference to an entity', swap(value, '&secret;'), 'label/xml-entity'],
  ['an entity in an attribute', swap('Type="PERM', 'Type="&x;PERM'), 'label/xml-entity'],
  ['a bare ampersand', swap(value, 'R&D'), 'label/xml-entity'],
  ['an endless reference', swap(value, `&#${'0'.repeat(500)}65;`), 'label/xml-entity'],
  // Processing instructions, sections, comments.
  ['a processing instruction', swap(value, `<?x?>${value}`), 'label/xml-processing-instruction'],
  ['a style sheet', swap('<orig', '<?xml-stylesheet?><orig'), 'label/xml-processing-instruction'],
  [
    'a second declaration',
    swap('<orig', '<?xml version="1.0"?><orig'),
    'label/xml-processing-instruction',
  ],
  ['a declaration in capitals', swap('<?xml', '<?XML'), 'label/xml-processing-instruction'],
  ['a CDATA section', swap(value, `<![CDATA[${value}]]>`), 'label/xml-cdata'],
  ['a comment that splits a value', swap(value, '極<!-- -->秘'), 'label/xml-comment'],
  ['a comment before a value', swap(value, `<!--TOP -->${value}`), 'label/xml-comment'],
  ['a comment after a value', swap(value, `${value}<!-- -->`), 'label/xml-comment'],
  ['a comment without an end', `${text}<!-- `, 'label/xml-malformed'],
  ['a comment with two hyphens', `${text}<!-- a -- b -->`, 'label/xml-malformed'],
  // Encodings.
  ['UTF-7 by declaration', swap('UTF-8', 'UTF-7'), 'label/xml-encoding'],
  ['Latin 1 by declaration', swap('UTF-8', 'ISO-8859-1'), 'label/xml-encoding'],
  ['Shift JIS by declaration', swap('UTF-8', 'Shift_JIS'), 'label/xml-encoding'],
  ['UTF-16 by declaration', swap('UTF-8', 'UTF-16'), 'label/xml-encoding'],
  [
    'an encoding before the version',
    swap('version="1.0" encoding="UTF-8"', 'encoding="UTF-7" version="1.0"'),
    'label/xml-encoding',
  ],
  ['XML 1.1', swap('version="1.0"', 'version="1.1"'), 'label/xml-malformed'],
  ['UTF-7 without a declaration', `+ADw-${text}`, 'label/xml-malformed'],
  ['two byte order marks', `\uFEFF\uFEFF${text}`, 'label/xml-malformed'],
  ['a declaration after a space', ` ${text}`, 'label/xml-processing-instruction'],
  // Characters.
  ['a control character', swap(value, `極\u0001秘`), 'label/xml-control-character'],
  ['a C1 control', swap(value, `極\u0085秘`), 'label/xml-control-character'],
  ['a non-character', swap(value, `極\uFFFE秘`), 'label/xml-control-character'],
  ['a reference to a control character', swap(value, '極&#1;秘'), 'label/xml-malformed'],
  ['a reference to zero', swap(value, '&#0;'), 'label/xml-malformed'],
  ['a reference to a surrogate', swap(value, '&#xD800;'), 'label/xml-malformed'],
  ['a zero width space', swap(value, `極\u200B秘`), 'label/bad-text'],
  ['a reversal by reference', swap(value, '極&#x202E;秘'), 'label/bad-text'],
  ['a variation selector', swap(value, `極\u{E0100}秘`), 'label/bad-text'],
  ['a no-break space', swap(value, 'TOP\u00A0SECRET'), 'label/bad-text'],
  ['a Cyrillic letter in a Latin word', swap(value, 'SЕCRET'), 'label/bad-text'],
  ['full-width letters', swap(value, 'ＳＥＣＲＥＴ'), 'label/bad-text'],
  ['mathematical letters', swap(value, '𝐒𝐄𝐂𝐑𝐄𝐓'), 'label/bad-text'],
  ['letters that are not composed', swap(value, 'SECRE\u0301T'), 'label/bad-text'],
  // Structure of XML.
  [
    'a duplicate attribute',
    swap('Type="', 'Type="RESTRICTIVE" Type="'),
    'label/xml-duplicate-attribute',
  ],
  [
    'a duplicate attribute under two prefixes',
    swap('<Classification>', '<Classification xmlns:a="u:u" xmlns:b="u:u" a:c="" b:c="">'),
    'label/xml-duplicate-attribute',
  ],
  [
    'an undeclared prefix',
    text.replaceAll('Classification>', 'q:Classification>'),
    'label/xml-undeclared-prefix',
  ],
  [
    'an undeclared prefix of an attribute',
    swap('Type="', 'q:Type="'),
    'label/xml-undeclared-prefix',
  ],
  ['two roots', `${text}${text.slice(text.indexOf('<orig'))}`, 'label/xml-malformed'],
  ['text after the label', `${text}x`, 'label/xml-malformed'],
  ['no end', text.slice(0, -40), 'label/xml-malformed'],
  ['a tag in an attribute', swap('Type="', 'Type="<b>'), 'label/xml-malformed'],
  ['an attribute without an end', swap('Type="', 'Type="\''), 'label/malformed'],
  ['nothing but white space', ' \n', 'label/xml-malformed'],
  ['only a declaration', '<?xml version="1.0"?>', 'label/xml-malformed'],
  // Names.
  ['another version’s namespace', swap(':1:0"', ':2:0"'), 'label/unknown-root'],
  ['no namespace', swap(/ xmlns="[^"]*"/, ''), 'label/unknown-root'],
  ['an unknown root', text.replaceAll('originatorConf', 'originalConf'), 'label/unknown-root'],
  ['the root of old', text.replaceAll('originatorConf', 'Conf'), 'label/unknown-root'],
  [
    'a successor as the root',
    text.replaceAll('originatorConf', 'SuccessorConf'),
    'label/unknown-root',
  ],
  [
    'a value of another namespace',
    swap('<Classification>', '<Classification xmlns="u:u">'),
    'label/malformed',
  ],
  [
    'an extension element',
    swap('</ConfidentialityInformation>', '<x xmlns="u:u"/></ConfidentialityInformation>'),
    'label/malformed',
  ],
  // Structure of the label.
  ['no classification', swap(line('Classification'), ''), 'label/malformed'],
  ['two classifications', swap(line('Classification'), '$&$&'), 'label/malformed'],
  [
    'a classification before the policy',
    swap(/( *<PolicyId.*\n)( *<Class.*\n)/, '$2$1'),
    'label/malformed',
  ],
  ['an empty classification', swap(value, ' '), 'label/bad-text'],
  ['markup inside of a value', swap(value, `<b>${value}</b>`), 'label/malformed'],
  [
    'text between elements',
    swap('<ConfidentialityInformation>', 'SECRET<ConfidentialityInformation>'),
    'label/malformed',
  ],
  [
    'two confidentiality informations',
    swap(/ *<ConfidentialityInf[^]*?<\/ConfidentialityInf.*\n/, '$&$&'),
    'label/malformed',
  ],
  ['a policy without a URI', swap(/ URI="urn:entente[^"]*"/, ''), 'label/no-regime'],
  [
    'a policy whose URI is none',
    swap('urn:entente:regime:jpn:hiketsu', 'hiketsu'),
    'label/bad-text',
  ],
  [
    'a URI on the classification',
    swap('<Classification>', '<Classification URI="u:u">'),
    'label/malformed',
  ],
  ['an unknown attribute', swap('TagName="Control"', 'TagName="Control" x="y"'), 'label/malformed'],
  ['an unknown type of category', swap('PERMISSIVE', 'PERMISSIBLE'), 'label/malformed'],
  ['a type in lower case', swap('PERMISSIVE', 'permissive'), 'label/malformed'],
  ['a category without a tag', swap(' TagName="Control"', ''), 'label/malformed'],
  ['a category without values', swap(/<GenericValue>ORCON<\/GenericValue>/, ''), 'label/malformed'],
  [
    'an integer value',
    swap('<GenericValue>ORCON</GenericValue>', '<IntegerValue>1</IntegerValue>'),
    'label/malformed',
  ],
  ['a category twice', swap(/ *<Category Type="PERM.*\n/, '$&$&'), 'label/repeated'],
  ['a value twice', swap('<GenericValue>NZL', '<GenericValue>JPN'), 'label/repeated'],
  ['an originator of an unknown kind', swap('rfc822Name', 'rfc821Name'), 'label/malformed'],
  ['no creation time', swap(line('CreationDateTime'), ''), 'label/malformed'],
  ['a month that does not exist', swap('2026-11-24', '2026-13-24'), 'label/bad-time'],
  ['a day that does not exist', swap('2026-11-24', '2026-02-30'), 'label/bad-time'],
  [
    'a time without a zone',
    swap('2026-11-24T00:00:00.000Z', '2026-11-24T00:00:00'),
    'label/bad-time',
  ],
  [
    'a zone beyond 14 hours',
    swap('2026-11-24T00:00:00.000Z', '2026-11-24T00:00:00+14:01'),
    'label/bad-time',
  ],
  [
    'a successor with a review time',
    swap('<SuccessorConfidentialityLabel', '$& ReviewDateTime="2026-11-24T00:00:00Z"'),
    'label/malformed',
  ],
  [
    'an element after the values',
    swap('ORCON</GenericValue>', '$&<BitStringValue>1</BitStringValue>'),
    'label/malformed',
  ],
  [
    'an attribute that only looks like its own',
    swap('<Category Type=', '<Category xmlns:x="u:u" x:Type='),
    'label/malformed',
  ],
  [
    'neither a review time nor a successor',
    swap(/ ReviewDateTime="[^"]*"/, '').replace(/ *<SuccessionH[^]*<\/SuccessionHandling>\n/, ''),
    'label/no-review',
  ],
]

for (const [why, xml, expected] of refusals) {
  test(`refuses ${why}`, () => {
    assert.throws(() => parse(xml), code(expected))
  })
}

const utf16 = (label: string): Uint8Array => new Uint8Array(Buffer.from(label, 'utf16le'))
const ebcdic = Uint8Array.of(0x4c, 0x6f, 0xa7, 0x94, 0x93, 0x40)
const latin = text.slice(text.indexOf('<orig')).replaceAll(/[^\p{ASCII}]+/gu, 'é')

for (const [why, bytes, expected] of [
  ['UTF-16 with a mark', utf16(`\uFEFF${text}`), 'label/xml-encoding'],
  ['UTF-16 without a mark', utf16(text), 'label/xml-encoding'],
  ['UTF-16, high byte first', utf16(`\uFEFF${text}`).reverse(), 'label/xml-encoding'],
  ['UTF-32', Uint8Array.of(0, 0, 0xfe, 0xff, 0, 0, 0, 0x3c), 'label/xml-encoding'],
  ['EBCDIC', ebcdic, 'label/xml-encoding'],
  [
    'Latin 1 without a declaration',
    new Uint8Array(Buffer.from(latin, 'latin1')),
    'label/xml-encoding',
  ],
  ['an overlong form', Uint8Array.of(...utf8(text), 0xc0, 0xbc), 'label/xml-encoding'],
  ['a surrogate in UTF-8', Uint8Array.of(...utf8(text), 0xed, 0xa0, 0x80), 'label/xml-encoding'],
  ['nothing', new Uint8Array(), 'label/xml-malformed'],
] as const) {
  test(`refuses ${why}`, () => {
    assert.throws(() => parseLabel(bytes, xmlParser), code(expected))
  })
}

test('refuses sizes out of all proportion, in no time', () => {
  const started = performance.now()
  const inside = (xml: string): string => text.replace(value, xml)
  for (const [xml, expected] of [
    [' '.repeat(65_537), 'label/xml-too-large'],
    [inside(value.repeat(20_000)), 'label/xml-too-large'],
    [inside('<a>'.repeat(30) + '</a>'.repeat(30)), 'label/xml-too-deep'],
    [inside('<a>'.repeat(20_000)), 'label/xml-too-deep'],
    [inside('<a/>'.repeat(2000)), 'label/xml-too-many-elements'],
    [inside('<'.repeat(60_000)), 'label/xml-malformed'],
    [inside('&'.repeat(60_000)), 'label/xml-entity'],
    [inside('<!-- -->'.repeat(7000)), 'label/bad-text'],
    [inside(`<a ${'"'.repeat(60_001)}`), 'label/xml-malformed'],
    [
      text.replace(
        'Type="',
        `${Array.from({ length: 6000 }, (_, n) => `a${n}=""`).join(' ')} Type="`,
      ),
      'label/malformed',
    ],
  ] as const) {
    assert.throws(() => parse(xml), code(expected), xml.slice(0, 40))
  }
  assert.ok(performance.now() - started < 2000)
})

test('the parser’s memory is given back, after a label and after a refusal', () => {
  diag.configure({ enabled: true })
  try {
    parse(text)
    assert.throws(() => parse(`${text}x`))
    assert.throws(() => parse(swap('PERMISSIVE', 'PERMISSIBLE')))
    assert.deepEqual(diag.report(), {})
  } finally {
    diag.configure({ enabled: false })
  }
})

test('changed labels end in a label that can be written again, or in an error of ours', () => {
  const bytes = utf8(text)
  const token = fc.constantFrom(
    '<',
    '>',
    '/',
    '"',
    '&',
    '<!',
    '--',
    '<?',
    ']]>',
    ':',
    '=',
    '\u0000',
  )
  const insert = fc.oneof(
    fc.uint8Array({ maxLength: 8 }),
    fc.array(token, { maxLength: 4 }).map((tokens) => utf8(tokens.join(''))),
    fc.nat(bytes.length - 60).map((at) => bytes.slice(at, at + 60)),
  )
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), insert, fc.nat(40), (at, inserted, drop) => {
      const mutated = Uint8Array.of(
        ...bytes.subarray(0, at),
        ...inserted,
        ...bytes.subarray(at + drop),
      )
      let label: Label
      try {
        label = parseLabel(mutated, xmlParser)
      } catch (error) {
        assert.ok(error instanceof LabelError, String(error))
        return
      }
      assert.deepEqual(parseLabel(formatLabel(label), xmlParser), label)
    }),
    { numRuns: 1500 },
  )
})

test('any bytes end in an error of ours', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      assert.throws(() => parseLabel(bytes, xmlParser), LabelError)
    }),
  )
})
