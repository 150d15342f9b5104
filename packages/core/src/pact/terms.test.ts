import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { signers } from '../../test/example-keys.ts'
import { hiketsu, psr, terms, tokutei } from '../../test/example-terms.ts'
import { EntenteError } from '../lib/index.ts'

import {
  findAuthority,
  findClauseOfRule,
  findEquivalent,
  findHandling,
  findLevel,
  findNoEquivalent,
  PactError,
  pactId,
  parseTerms,
  type Terms,
} from './index.ts'

const codeOf = (value: unknown): string => {
  try {
    parseTerms(value)
  } catch (error) {
    if (error instanceof EntenteError) return String(error.code)
    throw error
  }
  return 'accepted'
}
const reason = terms.name
const [jpn, nzl] = terms.members
const [regime, ...regimes] = terms.regimes
const [clause] = terms.clauses
assert.ok(jpn && nzl && regime && clause)
const levels = (...rows: readonly object[]): Partial<Record<keyof Terms, unknown>> => ({
  regimes: [
    {
      ...regime,
      levels: [
        ...regime.levels,
        ...rows.map((row) => ({ name: regime.name, classified: true, ...row })),
      ],
    },
    ...regimes,
  ],
})

test('a level without an equivalent has a reason, and one with an equivalent has none', () => {
  const row = { from: psr('RESTRICTED'), member: 'jpn', to: null }
  const answer = (one: object): string => codeOf({ ...terms, equivalence: [one] })
  assert.equal(answer({ ...row, reason }), 'accepted')
  assert.equal(answer(row), 'pact/malformed')
  assert.equal(answer({ ...row, reason: { en: 'not agreed' } }), 'pact/malformed')
  assert.equal(answer({ ...row, to: hiketsu('極秘'), reason }), 'pact/malformed')
  assert.deepEqual(findNoEquivalent(terms, psr('RESTRICTED'), 'jpn'), {
    en: 'not agreed',
    ja: 'not agreed',
  })
  assert.equal(findNoEquivalent(terms, psr('SECRET'), 'jpn'), undefined)
  assert.equal(findNoEquivalent(terms, psr('COSMIC'), 'jpn'), undefined)
})

test('reads terms as they are written', () => {
  assert.deepEqual(parseTerms(JSON.parse(JSON.stringify(terms))), terms)
})

const inconsistent: readonly (readonly [string, Partial<Record<keyof Terms, unknown>>])[] = [
  ['a first version that names another', { previous: pactId(terms) }],
  ['a later version that names none', { version: 2 }],
  [
    'a member twice',
    { members: [jpn, nzl, { ...nzl, appointingKey: signers.stranger.publicKey }] },
  ],
  [
    'a shared Ed25519 key',
    {
      members: [
        jpn,
        { ...nzl, appointingKey: { ...nzl.appointingKey, ed25519: jpn.appointingKey.ed25519 } },
      ],
    },
  ],
  [
    'a shared ML-DSA-65 key',
    {
      members: [
        jpn,
        { ...nzl, appointingKey: { ...nzl.appointingKey, mldsa65: jpn.appointingKey.mldsa65 } },
      ],
    },
  ],
  ['a regime twice', { regimes: [...terms.regimes, regime] }],
  [
    'a regime of nobody',
    { regimes: [...terms.regimes, { ...regime, regime: 'urn:x:y', member: 'aus' }] },
  ],
  ['a level twice', levels({ level: '秘', reads: ['秘'] })],
  ['a level that reads one that is not there', levels({ level: '機密', reads: ['機密', '絶密'] })],
  ['a level that does not read itself', levels({ level: '機密', reads: [] })],
  ['a purpose twice', { purposes: [...terms.purposes, ...terms.purposes] }],
  ['an article twice', { clauses: [clause, { ...clause, rules: [] }] }],
  ['a rule twice', { clauses: [clause, { ...clause, article: '7' }] }],
  [
    'an equivalence from an unknown level',
    { equivalence: [{ from: psr('COSMIC'), member: 'jpn', to: null, reason }] },
  ],
  [
    'an equivalence for nobody',
    { equivalence: [{ from: psr('SECRET'), member: 'aus', to: null, reason }] },
  ],
  [
    'an equivalence to its own member',
    { equivalence: [{ from: psr('SECRET'), member: 'nzl', to: null, reason }] },
  ],
  [
    'an equivalence to a level of another member',
    { equivalence: [{ from: psr('SECRET'), member: 'jpn', to: psr('SECRET') }] },
  ],
  [
    'an equivalence to an unknown level',
    { equivalence: [{ from: psr('SECRET'), member: 'jpn', to: hiketsu('機密') }] },
  ],
  [
    'an equivalence twice',
    { equivalence: [...terms.equivalence, { from: tokutei, member: 'nzl', to: null, reason }] },
  ],
  ['a handling of an unknown level', { handling: [{ ...terms.handling[0], level: '機密' }] }],
  ['a handling twice', { handling: [...terms.handling, terms.handling[0]] }],
  [
    'an authority of nobody',
    { authorities: [{ ...terms.authorities[0], member: 'aus', levels: [] }] },
  ],
  ['an authority twice', { authorities: [...terms.authorities, terms.authorities[0]] }],
  [
    'an authority over a level of another member',
    { authorities: [{ ...terms.authorities[0], levels: [psr('SECRET')] }] },
  ],
]
for (const [what, change] of inconsistent) {
  test(`refuses ${what}`, () => {
    assert.equal(codeOf({ ...terms, ...change }), 'pact/inconsistent')
  })
}

const malformed: readonly (readonly [string, Partial<Record<keyof Terms | 'x', unknown>>])[] = [
  ['an unknown field', { x: 1 }],
  ['no field of that name', { purposes: undefined }],
  ['three approvals', { handling: [{ ...terms.handling[0], approvals: 3 }] }],
  ['no suite', { handling: [{ ...terms.handling[0], suites: [] }] }],
  ['an unknown act', { handling: [{ ...terms.handling[0], acts: ['pin'] }] }],
  ['an unknown custody', { handling: [{ ...terms.handling[0], custody: 'shared' }] }],
  ['a country that is no code', { members: [jpn, { ...nzl, country: 'NZ' }] }],
  ['an id that is no path segment', { members: [jpn, { ...nzl, id: '../nzl' }] }],
  ['an article that is no number', { clauses: [{ ...clause, article: 'six' }] }],
  [
    'a digest in upper case',
    { clauses: [{ ...clause, rules: [{ id: 'open.pact', hash: 'A'.repeat(64) }] }] },
  ],
  ['a level with a blank at its end', levels({ level: '秘 ', reads: ['秘 '] })],
  ['an empty name', { name: { en: '', ja: '例' } }],
  ['one language only', { name: { en: 'Example' } }],
  ['version zero', { version: 0 }],
]
for (const [what, change] of malformed) {
  test(`refuses ${what}`, () => assert.equal(codeOf({ ...terms, ...change }), 'pact/malformed'))
}

test('whatever is read as terms ends in terms or in a code of ours', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true, withBigInt: true }), (value) => {
      assert.match(codeOf(value), /^(?:accepted|pact\/)/)
    }),
  )
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(terms)), fc.jsonValue(), (name, value) => {
      assert.match(codeOf({ ...terms, [name]: value }), /^(?:accepted|pact\/)/)
    }),
  )
})

test('a level without a row has no equivalent, and neither has one whose row says so', () => {
  assert.deepEqual(findEquivalent(terms, tokutei, 'nzl'), psr('SECRET'))
  assert.equal(findEquivalent(terms, hiketsu('秘'), 'nzl'), undefined)
  assert.equal(findEquivalent(terms, hiketsu('極秘'), 'jpn'), undefined)
  assert.equal(findEquivalent(terms, { regime: psr('').regime, level: '極秘' }, 'jpn'), undefined)
})

test('a round trip restores nothing lower: many levels may lead to one', () => {
  const there = findEquivalent(terms, tokutei, 'nzl')
  assert.ok(there)
  assert.deepEqual(findEquivalent(terms, there, 'jpn'), hiketsu('極秘'))
})

test('what the pact does not know is not found', () => {
  assert.equal(findLevel(terms, psr('極秘')), undefined)
  assert.equal(findHandling(terms, psr('RESTRICTED')), undefined)
  assert.equal(findAuthority(terms, 'nzl', 'controller'), undefined)
  assert.equal(findClauseOfRule(terms, 'open.facility'), undefined)
  assert.equal(findClauseOfRule(terms, 'open.facility-register')?.article, '6(e)')
})

test('the id changes with every field', () => {
  for (const name of Object.keys(terms)) {
    assert.notEqual(pactId({ ...terms, [name]: 'another' }), pactId(terms), name)
  }
})

test('a refusal is ours', () => assert.throws(() => parseTerms({}), PactError))
