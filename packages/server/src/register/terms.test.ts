/** The translation of rules into conditions, against Cedar itself on random rules. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DatabaseSync } from 'node:sqlite'

import {
  type DecisionRequest,
  type Expression,
  type Holder,
  type Rule,
  type Value,
} from '@entente/core/policy'
import { cedarCondition, cedarEngine } from '@entente/host'
import fc from 'fast-check'
import { Kysely, sql } from 'kysely'

import { sqliteDialect } from '../store/dialect.ts'

import { createPrefilter } from './index.ts'
import { sampleInput } from '../../../host/test/input-space.ts'

import { conditionOfTerm, known, type Resolve, type Term, told, translate } from './terms.ts'

const db = new Kysely<object>({ dialect: sqliteDialect(new DatabaseSync(':memory:')) })

const words = ['a', 'b', 'a"b', '秘']
const word = fc.constantFrom(...words)
const set = fc.subarray(words)
const facts: fc.Arbitrary<DecisionRequest> = fc
  .record({
    action: fc.constant('open'),
    person: fc.record({
      known: fc.boolean(),
      everCleared: set,
      cleared: set,
      reads: set,
      facilities: set,
      needsToKnow: fc.boolean(),
      purposes: set,
      author: fc.boolean(),
      releaser: fc.boolean(),
    }),
    document: fc.record({
      received: fc.boolean(),
      classified: fc.boolean(),
      level: word,
      equivalent: fc.boolean(),
      released: fc.boolean(),
      ended: fc.boolean(),
      recalled: fc.boolean(),
      purposes: set,
    }),
    circumstances: fc.record({
      pactState: word,
      facility: word,
      facilityLevels: set,
      purpose: word,
    }),
  })
  .map((said) => {
    const input = sampleInput('open', 0)
    return {
      action: 'open',
      person: { ...input.person, ...said.person },
      document: { ...input.document, ...said.document },
      circumstances: { ...input.circumstances, ...said.circumstances },
    }
  })

/** Attributes that a row tells in this test; the others are known. */
const rowTells = new Set([
  'principal.known',
  'principal.needsToKnow',
  'principal.purposes',
  'resource.recalled',
  'resource.released',
  'resource.level',
  'resource.purposes',
  'context.facility',
])

/** Random conditions that can be asked of such rows, as Cedar spells them. */
const literal = word.map((text) => JSON.stringify(text))
const literals = set
  .filter((all) => all.length > 0)
  .map((all) => `[${all.map((one) => JSON.stringify(one)).join(', ')}]`)
const text = fc.oneof(
  literal,
  fc.constantFrom('resource.level', 'context.purpose', 'context.facility', 'context.pactState'),
)
const knownText = fc.oneof(literal, fc.constantFrom('context.purpose', 'context.pactState'))
const knownSet = fc.oneof(
  literals,
  fc.constantFrom('principal.reads', 'principal.cleared', 'context.facilityLevels'),
)
const rowSet = fc.constantFrom('principal.purposes', 'resource.purposes')
const condition: fc.Arbitrary<string> = fc.letrec<{ all: string }>((tie) => ({
  all: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      'principal.known',
      'principal.author',
      'principal.needsToKnow',
      'resource.recalled',
      'resource.released',
      'resource.classified',
    ),
    fc.tuple(text, fc.constantFrom('==', '!='), text).map((parts) => parts.join(' ')),
    fc.tuple(knownSet, text).map(([all, one]) => `${all}.contains(${one})`),
    fc.tuple(rowSet, knownText).map(([all, one]) => `${all}.contains(${one})`),
    fc.tuple(rowSet, knownSet).map(([all, some]) => `${all}.containsAll(${some})`),
    fc.tuple(rowSet, knownSet).map(([all, some]) => `${all}.containsAny(${some})`),
    fc.tuple(knownSet, rowSet).map(([all, some]) => `${all}.containsAny(${some})`),
    fc.tuple(knownSet, knownSet).map(([all, some]) => `${all} == ${some}`),
    fc.tuple(knownSet, knownSet).map(([all, some]) => `${all}.containsAll(${some})`),
    fc.constantFrom('principal.cleared.isEmpty()', '1 < 2', '2 <= 1', '2 > 2', '2 >= 2'),
    tie('all').map((one) => `!(${one})`),
    fc
      .tuple(tie('all'), fc.constantFrom('&&', '||', '==', '!='), tie('all'))
      .map(([left, operator, right]) => `(${left}) ${operator} (${right})`),
    fc
      .tuple(tie('all'), tie('all'), tie('all'))
      .map(([one, yes, no]) => `if (${one}) then (${yes}) else (${no})`),
  ),
})).all

const valueOf = (
  { person, document, circumstances }: DecisionRequest,
  of: Holder,
  name: string,
) => {
  const holders = { principal: person, resource: document, context: circumstances }
  const value = new Map<string, Value>(Object.entries(holders[of])).get(name)
  assert.ok(value !== undefined, `${of}.${name}`)
  return value
}
const rowTerm = (value: Value): Term => {
  if (typeof value === 'boolean') return told(sql`${value ? 1 : 0} = 1`)
  if (typeof value === 'string') return { kind: 'text', sql: sql<string>`${value}` }
  assert.ok(typeof value === 'object')
  return { kind: 'texts', contains: (one) => told(sql`${value.includes(one) ? 1 : 0} = 1`) }
}
const answer = async (expression: Expression, resolve: Resolve): Promise<boolean> => {
  const yes = conditionOfTerm(translate(expression, resolve))
  const { rows } = await sql<{ yes: number }>`select (${yes}) as yes`.execute(db)
  assert.ok(rows[0]?.yes === 0 || rows[0]?.yes === 1, 'neither yes nor no')
  return rows[0].yes === 1
}
const ruleOf = (effect: 'unless' | 'when', body: string): Rule => ({
  id: 'open.random',
  code: 'decision/recalled',
  actions: ['open'],
  cedar: `forbid (principal, action == Action::"open", resource)\n${effect} { ${body} };`,
})

test('a condition says of a row what Cedar says of the same facts, on random rules', async () => {
  let allowed = 0
  let checked = 0
  await fc.assert(
    fc.asyncProperty(
      condition,
      fc.constantFrom('when', 'unless'),
      fc.array(facts, { minLength: 4, maxLength: 4 }),
      async (body, effect, all) => {
        const rule = ruleOf(effect, body)
        const engine = engineOf(rule)
        // Comparing what is of no use, `"a" == "b"` and the like, is refused by Cedar itself.
        if (!engine) return
        const expression = cedarCondition('open', [rule])
        for (const one of all) {
          const resolve: Resolve = (of, name) => {
            const value = valueOf(one, of, name)
            return rowTells.has(`${of}.${name}`) ? rowTerm(value) : known(value)
          }
          const expected = engine.evaluate(one)
          assert.equal(expected.errors, 0)
          assert.equal(await answer(expression, resolve), expected.allowed, body)
          checked++
          if (expected.allowed) allowed++
        }
      },
    ),
    { numRuns: 300 },
  )
  assert.ok(checked > 600, `only ${checked} of 1,200 could be compared`)
  assert.ok(allowed > 100 && checked - allowed > 100, `${allowed} of ${checked} allowed`)
})

function engineOf(rule: Rule): ReturnType<typeof cedarEngine> | undefined {
  try {
    return cedarEngine([rule], 'random')
  } catch (error) {
    assert.ok(error instanceof TypeError)
    return undefined
  }
}

for (const body of [
  'resource.purposes.isEmpty()',
  'principal.reads.containsAll(resource.purposes)',
  'resource.purposes == principal.purposes',
  'resource.purposes.containsAny(principal.purposes)',
  'resource.purposes.contains(resource.level)',
]) {
  test(`what a row cannot be asked is refused at the start: \`${body}\``, () => {
    const rows: Resolve = (_, name) =>
      name === 'purposes'
        ? { kind: 'texts', contains: () => known(true) }
        : name === 'level'
          ? { kind: 'text', sql: sql<string>`'x'` }
          : known([])
    const expression = cedarCondition('open', [ruleOf('when', body)])
    assert.throws(() => translate(expression, rows), TypeError)
    // However little there is to ask because of what is known.
    const shut = cedarCondition('open', [ruleOf('when', `false && (${body})`)])
    assert.throws(() => translate(shut, rows), TypeError)
  })
}

test('a rule with an attribute that the register does not tell stops the start', () => {
  const strict = cedarCondition('open', [ruleOf('when', 'resource.nationalsOnly')])
  assert.throws(() => createPrefilter(strict), /does not tell resource\.nationalsOnly/)
  const inherited = cedarCondition('open', [ruleOf('when', 'resource.constructor')])
  assert.throws(() => createPrefilter(inherited), /does not tell resource\.constructor/)
})

test('no rules at all permit what the permit permits; none of its actions permits nothing', () => {
  const nothing: Resolve = () => assert.fail('nothing is asked')
  assert.deepEqual(translate(cedarCondition('open', []), nothing), known(true))
  const never: Expression = { kind: 'or', args: [] }
  assert.deepEqual(translate(never, nothing), known(false))
})

test('a condition of thousands of parts is within what an engine takes', async () => {
  const many: Expression = {
    kind: 'or',
    args: Array.from({ length: 5000 }, (_, at) => ({
      kind: 'equal',
      left: { kind: 'attribute', of: 'resource', name: 'level' },
      right: { kind: 'value', value: `${at}` },
    })),
  }
  const level =
    (said: string): Resolve =>
    () => ({ kind: 'text', sql: sql<string>`${said}` })
  assert.equal(await answer(many, level('4999')), true)
  assert.equal(await answer(many, level('5000')), false)
})
