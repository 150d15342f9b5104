import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  alternativeLabel,
  formatLabel,
  type Label,
  LabelError,
  parseLabel,
  receivedMarking,
  releasableTo,
  xmlLimits,
} from '@entente/core/label'
import { EntenteError, fromUtf8, utf8 } from '@entente/core/lib'
import fc from 'fast-check'

import { xmlParser } from './parser.ts'

const secret: Label = {
  kind: 'originator',
  policy: { uri: 'urn:entente:regime:jpn:hiketsu', name: '省秘' },
  classification: '極秘',
  privacyMark: null,
  categories: [{ type: 'PERMISSIVE', tagName: 'Releasable To', values: ['JPN', 'NZL'] }],
  created: '2026-11-24T00:00:00Z',
  review: '2031-11-24T00:00:00Z',
}
const text = fromUtf8(formatLabel(secret))
const parse = (xml: string): Label => parseLabel(utf8(xml), xmlParser)
const refuses = (xml: string | Uint8Array, code: string): void => {
  assert.throws(
    () => parseLabel(typeof xml === 'string' ? utf8(xml) : xml, xmlParser),
    (error) => error instanceof LabelError && error.code === code,
  )
}

test('a label that is written reads as the same label', () => {
  assert.deepEqual(parse(text), secret)
})

test('a label reads the same under any prefix', () => {
  const prefixed = text
    .replaceAll(/<(\/?)(?=[A-Za-z])/g, '<$1anything:')
    .replace('xmlns=', 'xmlns:anything=')
  assert.deepEqual(parse(prefixed), secret)
})

test('who may have it: the values of every permissive category of that name, and nobody without one', () => {
  assert.deepEqual(releasableTo(secret), ['JPN', 'NZL'])
  assert.equal(releasableTo({ ...secret, categories: [] }), undefined)
})

test('the recipient adds an alternative label and a marking with the provider’s name', () => {
  const target = { regime: 'urn:entente:regime:nzl:psr', policyName: 'NZ PSR', level: 'SECRET' }
  const alternative = alternativeLabel(secret, target, '2026-11-25T00:00:00Z')
  assert.deepEqual(parse(fromUtf8(formatLabel(alternative))), alternative)
  assert.equal(
    receivedMarking({ provider: 'Japan', level: '極秘', equivalent: 'SECRET' }),
    'JAPAN 極秘 / SECRET',
  )
})

for (const [why, xml, code] of [
  ['a DOCTYPE', text.replace('<orig', '<!DOCTYPE a><orig'), 'label/forbidden-xml'],
  ['an entity of its own', text.replace('極秘', '&secret;'), 'label/forbidden-xml'],
  ['a comment that splits a value', text.replace('極秘', '極<!-- -->秘'), 'label/forbidden-xml'],
  ['a CDATA section', text.replace('極秘', '<![CDATA[極秘]]>'), 'label/forbidden-xml'],
  ['a byte order mark', `\uFEFF${text}`, 'label/forbidden-xml'],
  ['a processing instruction', text.replace('極秘', '<?x?>極秘'), 'label/forbidden-xml'],
  ['another declared encoding', text.replace('UTF-8', 'UTF-7'), 'label/forbidden-xml'],
  ['a second declaration', `${text.slice(0, 38)}${text}`, 'label/forbidden-xml'],
  [
    'an undeclared prefix',
    text.replaceAll('Classification>', 'q:Classification>'),
    'label/bad-xml',
  ],
  ['a duplicate attribute', text.replace('Type="', 'Type="RESTRICTIVE" Type="'), 'label/bad-xml'],
  ['a reference to a control character', text.replace('極秘', '極&#1;秘'), 'label/bad-xml'],
  ['a control character', text.replace('極秘', '極\u0001秘'), 'label/bad-xml'],
  ['text outside of the label', `${text}x`, 'label/bad-xml'],
  ['another namespace', text.replace(':1:0"', ':1:1"'), 'label/invalid'],
  ['an unknown root', text.replaceAll('originatorConf', 'originalConf'), 'label/invalid'],
  [
    'no classification',
    text.replace(/<Classification>.*<\/Classification>\n/, ''),
    'label/invalid',
  ],
  [
    'two classifications',
    text.replace(/(<Classification>.*<\/Classification>)/, '$1$1'),
    'label/invalid',
  ],
  ['an empty classification', text.replace('極秘', ' '), 'label/invalid'],
  ['markup inside of a value', text.replace('極秘', '<b>極秘</b>'), 'label/invalid'],
  ['a policy without a URI', text.replace(/ URI="[^"]*"/, ''), 'label/invalid'],
  [
    'a URI on the classification',
    text.replace('<Classification>', '<Classification URI="a">'),
    'label/invalid',
  ],
  [
    'an attribute of another namespace',
    text.replace('<Classification>', '<Classification xmlns:a="a" a:b="c">'),
    'label/invalid',
  ],
  ['an unknown type of category', text.replace('PERMISSIVE', 'PERMISSIBLE'), 'label/invalid'],
  [
    'no creation time',
    text.replace(/<CreationDateTime>.*<\/CreationDateTime>/, ''),
    'label/invalid',
  ],
  ['a day that does not exist', text.replace('2026-11-24', '2026-13-24'), 'label/invalid'],
] as const) {
  test(`refuses ${why}`, () => refuses(xml, code))
}

for (const [why, bytes] of [
  ['UTF-16', new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'))],
  ['broken UTF-8', Uint8Array.of(...utf8(text), 0xc0)],
  ['nothing', new Uint8Array()],
] as const) {
  test(`refuses ${why}`, () => refuses(bytes, 'label/bad-xml'))
}

test('refuses sizes out of all proportion before parsing', () => {
  refuses(new Uint8Array(xmlLimits.bytes + 1).fill(0x20), 'label/too-large')
  refuses(text.replace('極秘', '<a>'.repeat(5000)), 'label/too-large')
  const deep = '<a>'.repeat(20) + '</a>'.repeat(20)
  refuses(text.replace('極秘', deep), 'label/too-large')
})

test('writes no label without a review time', () => {
  assert.throws(() => formatLabel({ ...secret, review: null }), { code: 'label/invalid' })
})

test('changed labels end in a label or in an error of ours', () => {
  const bytes = utf8(text)
  fc.assert(
    fc.property(
      fc.nat(bytes.length - 1),
      fc.uint8Array({ maxLength: 8 }),
      fc.nat(8),
      (at, insert, drop) => {
        const mutated = Uint8Array.of(
          ...bytes.subarray(0, at),
          ...insert,
          ...bytes.subarray(at + drop),
        )
        try {
          parseLabel(mutated, xmlParser)
        } catch (error) {
          assert.ok(error instanceof EntenteError, String(error))
        }
      },
    ),
    { numRuns: 500 },
  )
})

test('any text becomes a value and comes back', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (value) => {
      const plain = value.replaceAll(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '').trim()
      fc.pre(plain !== '')
      assert.equal(
        parse(fromUtf8(formatLabel({ ...secret, classification: plain }))).classification,
        plain,
      )
    }),
  )
})
