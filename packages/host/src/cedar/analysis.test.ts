import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { test } from 'node:test'

import { type DecisionAction, type DecisionRequest, permit, rules } from '@entente/core/policy'
import fc from 'fast-check'

import {
  anyInput,
  assignments,
  type FactName,
  factNames,
  sampleInput,
  sizeOf,
  watch,
  withFacts,
} from '../../test/input-space.ts'
import { allowedInputs } from '../../test/allowed-inputs.ts'
import { actionsOf, actionsOfSchema, factsOfRule, factsOfSchema } from '../../test/rule-parts.ts'
import { actions, clausesOf, type Reading, reasonsOf } from '../../test/second-reading.ts'

import { cedarEngine } from './engine.ts'

const engine = cedarEngine()

/** What Cedar says: the codes of the rules that forbid, none where it permits; every error fails. */
function cedarReasons(request: DecisionRequest): ReadonlySet<string> {
  const { allowed, policies, errors } = engine.evaluate(request)
  assert.equal(errors, 0, `a policy error for ${JSON.stringify(request)}`)
  assert.equal(
    allowed,
    policies.every((id) => id === 'permit'),
    'allowed by the permit alone',
  )
  const said = policies.filter((id) => id !== 'permit')
  return new Set(said.map((id) => rules.find((rule) => rule.id === id)?.code ?? `no rule ${id}`))
}

function assertAgreed(request: DecisionRequest): void {
  assert.deepEqual(cedarReasons(request), reasonsOf(request), JSON.stringify(request))
}

/** What is allowed is searched once for each action. */
const searched = new Map<DecisionAction, readonly DecisionRequest[]>()
function allowedTo(action: DecisionAction): readonly DecisionRequest[] {
  const found = searched.get(action) ?? allowedInputs(action)
  searched.set(action, found)
  return found
}

test('every action, fact and code has its place in the analysis', () => {
  assert.deepEqual(new Set(actions), new Set(actionsOfSchema()))
  assert.deepEqual(new Set(factNames), new Set(factsOfSchema()))
  for (const action of actions) {
    const about = rules.filter(({ cedar }) => actionsOf(cedar).includes(action))
    const codes = about.map(({ code }) => code)
    assert.deepEqual(
      new Set(clausesOf(action).map(([code]) => code)),
      new Set<string>(codes),
      action,
    )
  }
})

test('rules look at nothing but facts of the schema, and every fact is looked at by one', () => {
  const known = new Set(factsOfSchema())
  const used = new Set<FactName>()
  for (const rule of rules) {
    for (const name of factsOfRule(rule)) {
      assert.ok(known.has(name), `${rule.id} looks at ${name}, which nobody has`)
      used.add(name)
    }
  }
  assert.deepEqual(
    [...known].filter((name) => !used.has(name)),
    [],
    'facts that no rule looks at',
  )
})

/**
 * The facts that decide whether a code stands against an action: those that Cedar finds in its rules and
 * those that the second reading is seen to look at, however the others are.
 */
function factsBehind(action: DecisionAction, code: string, stands: Reading): readonly FactName[] {
  const own = rules.filter((rule) => rule.code === code && actionsOf(rule.cedar).includes(action))
  const names = new Set(own.flatMap((rule) => [...factsOfRule(rule)]))
  let before: number
  do {
    before = names.size
    for (const facts of assignments([...names])) {
      const { seen } = watch(withFacts(sampleInput(action, 0), facts), stands)
      for (const name of seen) names.add(name)
    }
  } while (names.size > before)
  return [...names]
}

/*
 * Cedar evaluates each policy by itself, and a rule is a function of the facts it looks at. So is a clause
 * of the second reading. Once the two agree on all values of the facts that either looks at, they agree
 * on the whole space. The other facts change from one question to the next all the same, and the whole
 * set of reasons is compared. A run asks a third of the questions, others each time; ENTENTE_WHOLE=1 asks all of
 * them.
 */
const parts = process.env['ENTENTE_WHOLE'] === '1' ? [0, 1, 2] : [randomInt(3)]
for (const action of actions) {
  test(`Cedar and the second reading agree on ${action} over the whole space`, (t) => {
    let asked = 0
    for (const [code, stands] of clausesOf(action)) {
      for (const facts of assignments(factsBehind(action, code, stands))) {
        if (parts.includes(asked % 3)) assertAgreed(withFacts(sampleInput(action, asked), facts))
        asked += 1
      }
    }
    t.diagnostic(`${sizeOf(factNames)} inputs by ${asked} questions, parts ${parts.join()}`)
  })
}

test('they agree on any input', () => {
  fc.assert(fc.property(anyInput(actions), assertAgreed), { numRuns: 2000 })
})

test('every action is permitted for somebody, by the one permit', () => {
  assert.deepEqual(new Set(actionsOf(permit)), new Set(actions))
  for (const action of actions) {
    const [allowed] = allowedTo(action)
    assert.ok(allowed, action)
    assert.deepEqual(engine.evaluate(allowed), { allowed: true, policies: ['permit'], errors: 0 })
  }
})

for (const rule of rules) {
  test(`${rule.id} is shadowed by no other rule`, () => {
    for (const action of actionsOf(rule.cedar)) {
      const allowed = allowedTo(action)
      const stands = clausesOf(action).find(([code]) => code === rule.code)?.[1]
      assert.ok(stands, rule.code)
      const facts = [...assignments(factsBehind(action, rule.code, stands))]
      const alone = allowed
        .flatMap((input) => facts.map((changed) => withFacts(input, changed)))
        .filter((input) => reasonsOf(input).size === 1 && reasonsOf(input).has(rule.code))
        .some((input) => engine.evaluate(input).policies.join() === rule.id)
      assert.ok(alone, `${rule.id} is never the only reason against ${action}`)
    }
  })
}
