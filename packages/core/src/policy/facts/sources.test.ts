/** What a document repeats goes to whom each of its originators has consented, for every purpose, and to nobody else. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { digest, signers } from '../../../test/example-keys.ts'
import { hiketsu, terms } from '../../../test/example-terms.ts'
import { document, noon } from '../../../test/pact-world.ts'
import { unsignedStatement } from '../../crypto/index.ts'
import {
  type Consent,
  type Consents,
  emptyStanding,
  type Pact,
  pactId,
  type Source,
} from '../../pact/index.ts'

import { sourcesAgreed } from './consent.ts'
import type { Going } from './question.ts'

const pact: Pact = { id: pactId(terms), terms, statement: unsignedStatement({}) }
const standing = emptyStanding('nzl', signers.nzl.publicKey, new Set([pact.id]))
const other = '0f0e0d0c-0b0a-4908-8706-050403020199'
const source: Source = {
  document,
  originator: 'jpn',
  level: hiketsu('極秘'),
  use: 'extract',
  language: null,
}
const ofAustralia: Source = { ...source, document: other, originator: 'aus' }
const consent: Consent = {
  kind: 'consent',
  consent: '00112233445566778899aabbccddeeff',
  pact: pact.id,
  originator: 'jpn',
  document,
  level: hiketsu('極秘'),
  act: 'provide',
  member: 'nzl',
  party: 'fji',
  purposes: ['maritime-security'],
  to: null,
  at: '2026-11-01T00:00:00.000Z',
  notAfter: '2026-12-25T12:00:00.000Z',
  head: { number: 1, id: digest('head') },
}
const ofOther: Consent = { ...consent, document: other, originator: 'aus' }

const agreed = (
  given: readonly Consent[],
  change: Partial<Going> = {},
  recipient = 'fji',
): boolean => {
  const entries = given.map((one) => ({ id: digest('id'), consent: one, recorded: noon }))
  const consents: Consents = Map.groupBy(entries, ({ consent: { document: of } }) => of)
  const going: Going = {
    originator: 'nzl',
    purposes: ['maritime-security'],
    recipients: [recipient],
    kas: [],
    sources: [source],
    ...change,
  }
  const question = { action: 'deliver', person: '', facility: '', purpose: '', at: noon } as const
  return sourcesAgreed({ ...standing, consents }, pact, { ...question, going }, recipient)
}

test('the consent of the originator lets a document with one source go', () => {
  assert.equal(agreed([consent]), true)
  assert.equal(agreed([]), false)
})

test('of several originators each has to consent', () => {
  const sources = [source, ofAustralia]
  assert.equal(agreed([consent, ofOther], { sources }), true)
  assert.equal(agreed([consent], { sources }), false)
  assert.equal(agreed([ofOther], { sources }), false)
})

test('what is the recipient’s own goes back to it, and takes nobody else’s along', () => {
  assert.equal(agreed([], {}, 'jpn'), true)
  assert.equal(agreed([], { sources: [source, ofAustralia] }, 'jpn'), false)
})

test('every purpose of the release is consented to', () => {
  const purposes = ['maritime-security', 'economic-security']
  const second = { ...consent, purposes: ['economic-security'] }
  assert.equal(agreed([consent], { purposes }), false)
  assert.equal(agreed([consent, second], { purposes }), true)
})

test('what is not known to be made from nothing goes nowhere, nor does anything without a pact', () => {
  assert.equal(agreed([consent], { sources: null }), false)
  assert.equal(agreed([], { sources: [] }), true)
  const nowhere = { ...standing, consents: new Map([[document, []]]) }
  const going = { originator: 'nzl', purposes: [], recipients: ['fji'], kas: [], sources: [] }
  const question = { action: 'deliver', person: '', facility: '', purpose: '', at: noon } as const
  assert.equal(sourcesAgreed(nowhere, undefined, { ...question, going }, 'fji'), false)
  assert.equal(sourcesAgreed(nowhere, pact, question, 'fji'), false)
})

for (const [why, change] of [
  ['another act', { act: 'print' }],
  ['another party', { party: 'aus' }],
  ['another member’s document', { member: 'aus' }],
  ['a lower level', { level: hiketsu('秘') }],
  ['another originator', { originator: 'aus' }],
  ['a time that is over', { notAfter: noon }],
  ['a day that has not come', { at: '2026-11-26T00:00:00.000Z' }],
  ['another pact', { pact: digest('another pact') }],
] as const) {
  test(`a consent to ${why} is none`, () =>
    assert.equal(agreed([{ ...consent, ...change }]), false))
}
