import assert from 'node:assert/strict'
import { test } from 'node:test'

import { terms as example } from '../../../test/example-terms.ts'
import { signPact } from '../../../test/pact-world.ts'
import { hashOf } from '../../crypto/index.ts'
import { utf8 } from '../../lib/index.ts'
import { type Pact, PactError, pactId, type Terms } from '../../pact/index.ts'

import { decisionTexts } from '../errors-text.ts'

import { actions, groups, permit, requireRules, ruleHashes, rules, schema } from './index.ts'

const [clause] = example.clauses
assert.ok(clause)
const statement = await signPact()
const pinning = (pinned: Terms['clauses'][number]['rules']): Pact => {
  const terms = { ...example, clauses: [{ ...clause, rules: pinned }] }
  return { id: pactId(terms), terms, statement }
}
const hashes = ruleHashes()
const otherRules = (error: unknown): boolean =>
  error instanceof PactError && error.code === 'pact/other-rules'

test('a pact that pins our rules is kept, whether it pins all of them or none', () => {
  const all = Object.entries(hashes).map(([id, hash]) => ({ id, hash }))
  requireRules(pinning(all))
  requireRules(pinning([]))
})

test('a pact that pins one rule otherwise is refused, whichever it is', () => {
  for (const id of Object.keys(hashes)) {
    assert.throws(() => requireRules(pinning([{ id, hash: hashOf(utf8('another')) }])), otherRules)
  }
})

test('a pact that pins a rule we do not have is refused', () => {
  for (const id of ['open.astrology', 'constructor']) {
    assert.throws(() => requireRules(pinning([{ id, hash: hashOf(utf8('x')) }])), otherRules)
  }
})

test('rule ids and codes are distinct, and no two rules have one digest', () => {
  assert.equal(new Set(rules.map(({ id }) => id)).size, rules.length)
  assert.equal(new Set(rules.map(({ code }) => code)).size, rules.length)
  assert.equal(new Set(Object.values(hashes)).size, rules.length)
})

test('every rule forbids, so that no set of them permits anything', () => {
  for (const { cedar } of rules) assert.match(cedar, /^forbid \(/)
  assert.doesNotMatch(schema, /\?:/, 'no optional attributes')
})

test('every code says in both languages what happened and what to do', () => {
  for (const { code } of rules) {
    const { en, ja, status } = decisionTexts[code]
    assert.match(en, /^[A-Z].*\. ?.*\.$/, code)
    assert.match(ja, /。$/, code)
    assert.equal(status, 403, code)
  }
})

test('no rule sees a rank or an office, so neither opens anything', () => {
  // A condition of contractors is a text in quotes, and no attribute of anybody.
  const texts = rules.map(({ cedar }) => cedar.replaceAll(/contains\("[a-z-]+"\)/g, ''))
  for (const text of [schema, permit, ...texts]) {
    assert.doesNotMatch(text, /offices?|rank/i)
  }
})

test('a rule on a group forbids exactly the actions of the group', () => {
  for (const { id, actions: own, cedar } of rules) {
    const [, group] = /action in Action::"(\w+)"/.exec(cedar) ?? []
    const named = Object.entries(groups).find(([name]) => name === group)?.[1]
    if (named) assert.deepEqual(own, named, id)
    else for (const action of own) assert.ok(cedar.includes(`Action::"${action}"`), id)
  }
  for (const action of actions) assert.ok(permit.includes(`Action::"${action}"`), action)
})
