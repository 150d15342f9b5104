/** Clearances, labels of two forms and certificates, as strangers may have changed them. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import {
  formatLabelJson,
  isSameLabel,
  LabelError,
  parseBothForms,
  parseClearance,
  parseLabel,
} from '@entente/core/label'
import { EntenteError, utf8 } from '@entente/core/lib'
import fc from 'fast-check'

import { bentBytes, bentText, bentValue, heavyJson } from '../../../core/test/bent.ts'

import { readCertificate } from './certificate.ts'
import { xmlParser } from './parser.ts'

const example = (name: string): string =>
  readFileSync(new URL(`../../../core/src/label/examples/${name}`, import.meta.url), 'utf8')

function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    assert.ok(error instanceof EntenteError, String(error))
    return undefined
  }
}

test('a changed clearance ends in a clearance, or in an error of ours', () => {
  const good = utf8(example('nzl-clearance.xml'))
  assert.ok(attempt(() => parseClearance(good, xmlParser)))
  const pieces = bentText([example('nzl-clearance.xml')]).map(utf8)
  fc.assert(
    fc.property(fc.oneof(bentBytes([good]), pieces, fc.uint8Array()), (bytes) => {
      attempt(() => parseClearance(bytes, xmlParser))
    }),
    { numRuns: 500 },
  )
})

test('a label of two forms is read where both say the same, or refused with an error of ours', () => {
  const xml = utf8(example('every-element.xml'))
  const label = parseLabel(xml, xmlParser)
  const json = formatLabelJson(label)
  assert.ok(attempt(() => parseBothForms(xml, json, xmlParser)))
  fc.assert(
    fc.property(bentValue([json]), (value) => {
      const read = attempt(() => parseBothForms(xml, value, xmlParser))
      assert.ok(read === undefined || isSameLabel(read, label))
    }),
    { numRuns: 300 },
  )
  fc.assert(
    fc.property(bentBytes([xml]), (bytes) => {
      const read = attempt(() => parseBothForms(bytes, json, xmlParser))
      assert.ok(read === undefined || isSameLabel(read, label))
    }),
    { numRuns: 300 },
  )
})

test('a changed certificate is read, or refused with an error of ours', () => {
  const good = example('binding-signer-ec.pem')
  assert.ok(attempt(() => readCertificate(good)))
  fc.assert(
    fc.property(fc.oneof(bentText([good]), fc.string()), (pem) => {
      attempt(() => readCertificate(pem))
    }),
    { numRuns: 500 },
  )
  for (const text of [...heavyJson, good + good, '-----BEGIN CERTIFICATE-----\n'.repeat(40_000)]) {
    assert.throws(() => readCertificate(text), LabelError)
  }
})
