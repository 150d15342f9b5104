/*
 * Laws over the whole bounded space. They are shown of the second reading, of which analysis.test.ts shows
 * that Cedar agrees with it on every input; the other facts are those of inputs that nothing stands against.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { type DecisionRequest, groups } from '@entente/core/policy'

import { allowedInputs } from '../../test/allowed-inputs.ts'
import { assignments, type FactName, withFacts } from '../../test/input-space.ts'
import { reasonsOf } from '../../test/second-reading.ts'

/** Denied, whatever else is true, wherever `names` have values for which `forbidden` holds. */
function assertNever(
  actions: readonly DecisionRequest['action'][],
  names: readonly FactName[],
  forbidden: (request: DecisionRequest) => boolean,
): void {
  for (const action of actions) {
    const [allowed] = allowedInputs(action, 8)
    assert.ok(allowed, action)
    let tried = 0
    for (const facts of assignments(names)) {
      const asked = withFacts(allowed, facts)
      if (!forbidden(asked)) continue
      tried += 1
      assert.ok(reasonsOf(asked).size > 0, JSON.stringify(asked))
    }
    assert.ok(tried > 0, action)
  }
}

test('nobody without a clearance sees what asks for one, but exempt offices and emergencies', () => {
  const held = ['everCleared', 'cleared', 'lasting', 'reads', 'exempt', 'emergency'] as const
  const names = held.map((name): FactName => `person.${name}`)
  assertNever(groups.content, ['document.needsClearance', 'document.level', ...names], (asked) => {
    const { needsClearance, level } = asked.document
    const { reads, exempt, emergency } = asked.person
    return needsClearance && ![...reads, ...exempt, ...emergency].includes(level)
  })
})

test('nobody without need-to-know sees anything, exempt or not', () => {
  const names = ['person.needsToKnow', 'person.exempt', 'person.emergency', 'document.classified']
  assertNever(groups.content, names.filter(isFact), ({ person }) => !person.needsToKnow)
})

test('nothing opens at a member to which it was not released', () => {
  const names = ['document.received', 'document.released', 'document.classified', 'person.author']
  assertNever(
    groups.use,
    names.filter(isFact),
    ({ document }) => document.received && !document.released,
  )
})

test('nobody of a country that the label does not name sees what it limits', () => {
  const names = ['person.nationality', 'document.anyNationality', 'document.nationalities']
  assertNever(groups.content, names.filter(isFact), ({ person, document }) => {
    return !document.anyNationality && !document.nationalities.includes(person.nationality)
  })
})

function isFact(name: string): name is FactName {
  return /^(?:person|document|circumstances)\./.test(name)
}
