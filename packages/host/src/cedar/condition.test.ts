import assert from 'node:assert/strict'
import { test } from 'node:test'

import { cedarCondition } from './condition.ts'

const forbidding = (condition: string): string =>
  `forbid (principal, action == Action::"open", resource) when { ${condition} };`
const conditionOf = (cedar: string): unknown => cedarCondition('open', [{ cedar }])

test('the rules that ship have a form that a table can be asked', () => {
  for (const action of ['open', 'prepare', 'approve'] as const) cedarCondition(action)
})

for (const condition of [
  'resource has level',
  'resource.level like "urn:*"',
  'resource is Document',
  'resource in Document::"a"',
  'resource == Document::"a"',
  'principal.facilities.contains(resource.level.name)',
  '["a", resource.level].contains(principal.name)',
  'resource.pages + 1 > 3',
  'resource.pages * 2 > 3',
  '-resource.pages > 3',
  'ip(context.address).isLoopback()',
  'datetime("2026-11-25") < context.now',
  'decimal("1.0").lessThan(decimal("2.0"))',
  'principal.hasTag("a")',
  'resource.mark == {a: 1}',
]) {
  test(`a rule with \`${condition}\` is refused, never passed over`, () => {
    assert.throws(() => conditionOf(forbidding(condition)), TypeError)
  })
}

for (const scope of [
  'principal == Person::"hana", action, resource',
  'principal in Person::"hana", action, resource',
  'principal is Person, action, resource',
  'principal, action, resource == Document::"a"',
  'principal, action, resource is Document',
]) {
  test(`a rule for \`${scope}\` is refused`, () => {
    assert.throws(() => conditionOf(`forbid (${scope});`), TypeError)
  })
}

test('a rule that does not parse is refused', () => {
  assert.throws(() => conditionOf('forbid ('), TypeError)
})

test('a rule for a group counts for every action in it, and for no other', () => {
  const grouped = `
    entity Person; entity Document = { recalled: Bool };
    action "use"; action "content" in ["use"]; action "release";
    action "open" in ["content"] appliesTo { principal: [Person], resource: [Document] };`
  const mentions = (scope: string): boolean => {
    const cedar = `forbid (principal, ${scope}, resource) when { resource.recalled };`
    return JSON.stringify(cedarCondition('open', [{ cedar }], grouped)).includes('recalled')
  }
  assert.ok(mentions('action in Action::"content"'))
  assert.ok(mentions('action in Action::"use"'))
  assert.ok(mentions('action in [Action::"release", Action::"use"]'))
  assert.ok(!mentions('action in Action::"release"'))
  assert.ok(!mentions('action == Action::"use"'))
  assert.throws(() => cedarCondition('open', [], 'entity'), TypeError)
})

test('rules of other actions are left out, rules of every action are not', () => {
  const rule = (action: string): string =>
    `forbid (principal, ${action}, resource) when { resource.recalled };`
  const mentions = (action: string): boolean =>
    JSON.stringify(conditionOf(rule(action))).includes('recalled')
  assert.ok(!mentions('action == Action::"approve"'))
  assert.ok(!mentions('action in [Action::"approve", Action::"prepare"]'))
  assert.ok(mentions('action'))
  assert.ok(mentions('action == Action::"open"'))
  assert.ok(mentions('action in [Action::"approve", Action::"open"]'))
})
