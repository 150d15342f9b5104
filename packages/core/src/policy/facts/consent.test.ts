/** What a consent covers: one act on one document by one member, for its party, purposes, level and time. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { digest, signers } from '../../../test/example-keys.ts'
import { labelOf } from '../../../test/example-label.ts'
import { hiketsu, terms } from '../../../test/example-terms.ts'
import { document, noon } from '../../../test/pact-world.ts'
import { type Consent, type Consents, emptyStanding, type Pact, pactId } from '../../pact/index.ts'
import { unsignedStatement } from '../../crypto/index.ts'

import type { Subject } from '../subject.ts'

import { agreedBy } from './consent.ts'
import type { Question } from './question.ts'

const pact: Pact = { id: pactId(terms), terms, statement: unsignedStatement({}) }
const standing = emptyStanding('jpn', signers.jpn.publicKey, new Set([pact.id]))
const subject: Subject = {
  kind: 'own',
  document,
  author: 'jpn-author',
  level: hiketsu('極秘'),
  case: null,
  awaitsApproval: false,
  disseminated: true,
  label: labelOf(hiketsu('極秘')),
}
const consent: Consent = {
  kind: 'consent',
  consent: '00112233445566778899aabbccddeeff',
  pact: pact.id,
  originator: 'jpn',
  document,
  level: hiketsu('極秘'),
  act: 'copy',
  member: 'jpn',
  party: null,
  purposes: ['maritime-security'],
  to: null,
  at: '2026-11-01T00:00:00.000Z',
  notAfter: '2026-12-25T12:00:00.000Z',
  head: { number: 1, id: digest('head') },
}
const agrees = (
  change: Partial<Consent> | null = {},
  question: Partial<Question> = {},
  party: string | null = null,
): boolean => {
  const one = { ...consent, ...change }
  const entry = { id: digest('consent'), consent: one, recorded: noon }
  const consents: Consents = new Map(change === null ? [] : [[one.document, [entry]]])
  const asked: Question = {
    action: 'copy',
    person: 'hana',
    facility: '',
    purpose: 'maritime-security',
    at: noon,
    ...question,
  }
  return agreedBy({ ...standing, consents }, pact, subject, asked, party)
}

test('a consent covers what it says', () => {
  assert.equal(agrees(), true)
  assert.equal(agrees({ party: 'aus' }, {}, 'aus'), true)
  const lower = { act: 'reclassify', to: hiketsu('秘') } as const
  assert.equal(agrees(lower, { action: 'reclassify', to: hiketsu('秘') }), true)
})

for (const [why, change] of [
  ['another pact', { pact: digest('another pact') }],
  ['another document', { document: '0f0e0d0c-0b0a-4908-8706-050403020199' }],
  ['another originator', { originator: 'nzl' }],
  ['a lower level than the document has', { level: hiketsu('秘') }],
  ['another act', { act: 'print' }],
  ['another member', { member: 'nzl' }],
  ['another party', { party: 'aus' }],
  ['another purpose', { purposes: ['economic-security'] }],
  ['a change of level', { to: hiketsu('秘') }],
  ['a day that has not come', { at: '2026-11-26T00:00:00.000Z' }],
  ['a time that is over', { notAfter: noon }],
] as const) {
  test(`a consent does not cover ${why}`, () => assert.equal(agrees(change), false))
}

test('a consent to one level does not cover another, nor one to no level any', () => {
  const asked = { action: 'reclassify', to: hiketsu('一般') } as const
  assert.equal(agrees({ act: 'reclassify', to: hiketsu('秘') }, asked), false)
  assert.equal(agrees({ act: 'reclassify' }, asked), false)
  assert.equal(agrees(null), false)
})
