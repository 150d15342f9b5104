import assert from 'node:assert/strict'
import { test } from 'node:test'

import { utf8 } from '../lib/index.ts'

import { LabelError, type LabelErrorCode, labelLimits, readXml, type XmlElement } from './index.ts'

const leaf: XmlElement = {
  namespace: '',
  name: 'a',
  attributes: new Map(),
  children: [],
  text: '',
}
/** A parser that is never asked: what is refused here is refused before any parser sees it. */
const unasked = {
  parse: (): XmlElement => {
    throw new TypeError('the parser was asked')
  },
}
const code = (expected: LabelErrorCode) => (error: unknown) => {
  assert.ok(error instanceof LabelError, String(error))
  assert.equal(error.code, expected)
  return true
}

for (const [why, xml, expected] of [
  ['a document type', '<!DOCTYPE a><a/>', 'label/xml-doctype'],
  ['an entity', '<a>&b;</a>', 'label/xml-entity'],
  ['an entity after the root', '<a/>&b;', 'label/xml-entity'],
  ['an entity before a comment', '<a>&b;<!-- --></a>', 'label/xml-entity'],
  ['a processing instruction', '<a/><?b?>', 'label/xml-processing-instruction'],
  ['a section', '<a><![CDATA[]]></a>', 'label/xml-cdata'],
  ['a comment in text', '<a>b<!-- --></a>', 'label/xml-comment'],
  ['text after a comment and an element', '<a><!-- --><b/>c</a>', 'label/xml-comment'],
  ['a declared encoding', '<?xml version="1.0" encoding="latin1"?><a/>', 'label/xml-encoding'],
  ['another version', '<?xml version="1.1"?><a/>', 'label/xml-malformed'],
  ['a control character', '<a>\u0000</a>', 'label/xml-encoding'],
  ['an escape', '<a>\u001B</a>', 'label/xml-control-character'],
  ['no markup', 'a', 'label/xml-malformed'],
  ['a tag without an end', '<a b=">"', 'label/xml-malformed'],
  ['33 levels', '<a>'.repeat(33), 'label/xml-too-deep'],
  ['2,001 elements', '<a>' + '<b/>'.repeat(2000), 'label/xml-too-many-elements'],
  ['65,537 bytes', ' '.repeat(65_537), 'label/xml-too-large'],
] as const) {
  test(`refuses before parsing: ${why}`, () => {
    assert.throws(() => readXml(utf8(xml), unasked), code(expected))
  })
}

for (const [why, xml] of [
  ['single quotes and spaces in the declaration', "<?xml version = '1.0'\tencoding='utf-8' ?><a/>"],
  ['standalone', '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<a/>'],
  ['a greater-than sign in an attribute', `<a b="&gt;>'<!-- " c='>"'/>`],
  ['a document type in a comment', '<!-- <!DOCTYPE b> &c; <?d?> --><a/>'],
  ['line breaks in a tag', '<a\r\n\tb="c"\n/>'],
] as const) {
  test(`lets through ${why}`, () => {
    assert.equal(readXml(utf8(xml), { parse: () => leaf }), leaf)
  })
}

test('a parser that sees other elements than the gate is not believed', () => {
  const parse = (): XmlElement => ({ ...leaf, children: [leaf] })
  assert.throws(() => readXml(utf8('<a/>'), { parse }), code('label/xml-malformed'))
})

test('limits are the caller’s where a format needs more', () => {
  const deep = utf8('<a>'.repeat(33) + '</a>'.repeat(33))
  const nest = (depth: number): XmlElement =>
    depth === 1 ? leaf : { ...leaf, children: [nest(depth - 1)] }
  const tree = nest(33)
  assert.equal(readXml(deep, { parse: () => tree }, { ...labelLimits, depth: 33 }), tree)
})
