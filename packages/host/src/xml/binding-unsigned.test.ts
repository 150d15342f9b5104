import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { LabelError, type LabelErrorCode, parseBinding } from '@entente/core/label'
import { utf8 } from '@entente/core/lib'

import { xmlParser } from './parser.ts'

const examples = join(import.meta.dirname, '../../../core/src/label/examples')
const example = (name: string): string => readFileSync(join(examples, name), 'utf8')
const code = (expected: LabelErrorCode) => (error: unknown) => {
  assert.ok(error instanceof LabelError, String(error))
  assert.equal(error.code, expected)
  return true
}
const swapIn = (text: string, from: string | RegExp, to: string): string => {
  const changed = text.replace(from, to)
  assert.notEqual(changed, text, `nothing to swap: ${String(from)}`)
  return changed
}
const signature = /<ds:Signature [^]*<\/ds:Signature>/
const container = /<mb:MetadataBindingContainer[^]*<\/mb:MetadataBindingContainer>/

test('unsigned bindings are read as such, with one label', () => {
  const text = swapIn(example('binding-enveloped.xml'), signature, '')
  const read = (xml: string): unknown => parseBinding(utf8(xml), xmlParser)
  assert.doesNotThrow(() => read(text))
  const twice = swapIn(text, /<mb:Metadata>[^]*<\/mb:Metadata>/, '$&$&')
  assert.throws(() => read(twice), code('label/binding-ambiguous'))
  const alternative = twice.replace(
    /originatorConf([^]*?)originatorConf/,
    'alternativeConf$1alternativeConf',
  )
  assert.doesNotThrow(() => read(alternative))
  for (const [from, to, expected] of [
    [/<mb:Metadata>[^]*<\/mb:Metadata>/, '', 'label/malformed'],
    [/<mb:Metadata>[^]*<\/mb:Metadata>/, '<mb:Metadata/>', 'label/malformed'],
    [
      /<mb:Metadata>[^]*<\/mb:Metadata>/,
      '<mb:MetadataReference URI="x"/>',
      'label/binding-external',
    ],
    [/<mb:DataReference[^>]*>/, '', 'label/malformed'],
    [' URI="report.txt"', '', 'label/malformed'],
    [container, '', 'label/malformed'],
    ['confidentialitymetadatalabel:1:0', 'confidentialitymetadatalabel:2:0', 'label/malformed'],
    ['<mb:Metadata>', '<mb:Metadata>HIGH', 'label/malformed'],
    [container, '$&<mb:MetadataBindingContainer/>', 'label/malformed'],
    [
      '</mb:MetadataBinding>',
      '$&<mb:MetadataBinding><mb:DataReference URI="x"/></mb:MetadataBinding>',
      'label/malformed',
    ],
  ] as const) {
    assert.throws(() => read(swapIn(text, from, to)), code(expected))
  }
})
