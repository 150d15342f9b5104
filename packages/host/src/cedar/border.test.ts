import assert from 'node:assert/strict'
import { test } from 'node:test'

import { decide, type DecisionRequest } from '@entente/core/policy'
import fc from 'fast-check'

import { allowedInputs } from '../../test/allowed-inputs.ts'
import { anyInput, factNames, valuesOf, withFacts } from '../../test/input-space.ts'
import { actions } from '../../test/second-reading.ts'

import { cedarEngine } from './engine.ts'

const engine = cedarEngine()
const permits = (request: DecisionRequest): boolean =>
  decide(request, engine, undefined).kind === 'permit'

/** Texts that mean nothing here, among them such as look like one that does. */
const strange = [
  '',
  ' ',
  '\0',
  '"',
  '\\',
  "'",
  '*',
  '\\u{0}',
  '${x}',
  '__proto__',
  'constructor',
  '__entity',
  '__extn',
  'true',
  'in-force ',
  'IN-FORCE',
  'in‑force',
  'ｉｎ-ｆｏｒｃｅ',
  'wellingtоn',
  'Wellington',
  'wellington\u200b',
  'maritime-security\u0000',
  'urn:example:regime  SECRET',
  'urn:example:regime SECRET\n',
  'urn:example:regime ЅECRET',
  'e\u0301',
  '\u00e9',
  '\ud800',
  '\u202etnemetats',
  'x'.repeat(100_000),
  '" || true || "',
]
const anyStrange = fc.oneof(
  fc.constantFrom(...strange),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
)

/** For each kind of value what a fact of that kind can be at the border, all of it strange. */
function strangeLike(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value === 'string') return anyStrange
  return fc.array(anyStrange, { maxLength: 4 })
}
const isText = (value: unknown): boolean => typeof value === 'string' || Array.isArray(value)
const textual = factNames.filter((name) => isText(valuesOf(name)[0]))

test('strange texts never throw past the decision', () => {
  const change = fc
    .constantFrom(...textual)
    .chain((name) => strangeLike(valuesOf(name)[0]).map((value) => ({ [name]: value })))
  fc.assert(
    fc.property(anyInput(actions), fc.array(change, { maxLength: 8 }), (request, changes) => {
      const asked = changes.reduce((before, facts) => withFacts(before, facts), request)
      assert.ok(['permit', 'deny'].includes(decide(asked, engine, undefined).kind))
    }),
    { numRuns: 300 },
  )
})

/*
 * Where a text decides, one that looks like it is another one. A set in which only strange texts stand is
 * as good as an empty one; a fact that the second reading does not look at for the action may be anything.
 */
test('a strange text opens nothing that the empty one does not', () => {
  for (const action of actions) {
    const [allowed] = allowedInputs(action)
    assert.ok(allowed)
    for (const name of textual) {
      const isSet = Array.isArray(valuesOf(name)[0])
      const empty = permits(withFacts(allowed, { [name]: isSet ? [] : '' }))
      for (const text of strange) {
        const asked = withFacts(allowed, { [name]: isSet ? [text] : text })
        if (permits(asked)) assert.ok(empty, `${action}: ${name} of ${JSON.stringify(text)}`)
      }
    }
  }
})

test('a fact of another kind, or none, is a no for every action', () => {
  for (const action of actions) {
    const [allowed] = allowedInputs(action)
    assert.ok(allowed)
    assert.ok(permits(allowed))
    for (const name of factNames) {
      const others: readonly unknown[] = [
        undefined,
        null,
        0.5,
        {},
        { __proto__: true },
        [[]],
        [null],
      ]
      const own = valuesOf(name)[0]
      const kinds = [true, 'x', ['x'], 1].filter((other) => kindOf(other) !== kindOf(own))
      for (const value of [...others, ...kinds]) {
        const decision = decide(withFacts(allowed, { [name]: value }), engine, undefined)
        const codes = decision.kind === 'deny' ? decision.reasons.map(({ code }) => code) : []
        assert.deepEqual(codes, ['decision/policy-error'], `${name} ${JSON.stringify(value)}`)
      }
    }
  }
})

test('an action that is none, and a fact that nobody has declared, are a no', () => {
  const [allowed] = allowedInputs('open')
  assert.ok(allowed)
  for (const action of [
    '',
    'Open',
    'open ',
    '__proto__',
    'open", resource); //',
    'x'.repeat(9999),
  ]) {
    assert.ok(!permits(JSON.parse(JSON.stringify({ ...allowed, action }))), action)
  }
  for (const part of ['person', 'document', 'circumstances'] as const) {
    const more: DecisionRequest = { ...allowed, [part]: { ...allowed[part], rank: 'minister' } }
    assert.ok(!permits(more), part)
  }
})

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'set' : typeof value
}
