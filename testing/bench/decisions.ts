/**
 * Decisions of one core: from what stands to yes or no, against plain Cedar on the same policies and the
 * same entities; and the way of a label from its bytes to a decision.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'

import { statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs'
import {
  formatLabel,
  labelFaults,
  parseInstant,
  parseLabel,
  parseSpif,
  resolveLabel,
} from '@entente/core/label'
import {
  decide,
  type DecisionRequest,
  factsOf,
  type Question,
  type Subject,
} from '@entente/core/policy'
import { cedarEngine, xmlParser } from '@entente/host'

import { say, tell } from './say.ts'
import { labelOf } from '../../packages/core/test/example-label.ts'

import { at, buildBench, facility, personOf, purpose, theirRegime } from './world.ts'

const people = 10_000
const documents = 1000
const perRound = 2000

/** Measures and prints. */
export async function benchDecisions({ rounds }: { readonly rounds: number }): Promise<void> {
  const { standing, pact, releaseOf } = await buildBench(people, documents)
  const engine = cedarEngine()
  // Of every two questions one is a yes: by somebody who needs to know, and by somebody else.
  const questions = Array.from({ length: perRound }, (_, n) => {
    const release = releaseOf(n % documents)
    const person = personOf(n % 2 === 0 ? n % documents : (n * 7 + 500) % people)
    const question: Question = { action: 'open', person, facility, purpose, at }
    const subject: Subject = {
      kind: 'received',
      release,
      recalled: false,
      label: labelOf(release.level),
    }
    return { subject, question }
  })
  const requests = questions.map(({ subject, question }) =>
    factsOf(standing, pact, subject, question),
  )
  const calls = requests.map(callOf)
  const ours = (): number =>
    questions.filter(({ subject, question }) => {
      const facts = factsOf(standing, pact, subject, question)
      return decide(facts, engine, pact.terms).kind === 'permit'
    }).length
  const engineAlone = (): number =>
    requests.filter((request) => decide(request, engine, pact.terms).kind === 'permit').length
  const plain = (): number =>
    calls.filter((call) => {
      const answer = statefulIsAuthorized(call)
      assert.equal(answer.type, 'success')
      return answer.type === 'success' && answer.response.decision === 'allow'
    }).length
  const allowed = plain()
  assert.ok(allowed > perRound / 4 && allowed < perRound, `${allowed} of ${perRound} are a yes`)
  assert.equal(ours(), allowed, 'both decide alike')

  const best = await inTurns(rounds, { ours, plain, engineAlone })
  const grants = standing.grants.entries.length.toLocaleString('en')
  console.log(
    `\nDecisions, one core; ${people.toLocaleString('en')} people, ${grants} grants; best of ${rounds}\n`,
  )
  const perSecond = (name: keyof typeof best): number => (perRound / best[name]) * 1000
  tell('plain Cedar, preparsed, request validated', perSecond('plain'), 'decisions/s')
  tell('ours from facts that are given', perSecond('engineAlone'), 'decisions/s')
  tell('ours from what stands', perSecond('ours'), 'decisions/s')
  say('decisions: ours of plain Cedar', best.plain / best.ours, '≥', 0.7)
  benchLabel(rounds, () => {
    const [first] = questions
    assert.ok(first)
    const facts = factsOf(standing, pact, first.subject, first.question)
    return decide(facts, engine, pact.terms)
  })
}

/** Best milliseconds of each, taken in turns: what disturbs the machine disturbs all of them. */
async function inTurns<Name extends string>(
  rounds: number,
  works: Readonly<Record<Name, () => unknown>>,
): Promise<Readonly<Record<Name, number>>> {
  const best: Record<string, number> = {}
  for (let round = 0; round <= rounds; round++) {
    for (const [name, work] of Object.entries<() => unknown>(works)) {
      const start = performance.now()
      await work()
      const took = performance.now() - start
      // The first round warms up.
      if (round > 0) best[name] = Math.min(best[name] ?? Infinity, took)
    }
  }
  return best as Record<Name, number>
}

function benchLabel(rounds: number, decideOne: () => unknown): void {
  const file = new URL('../../profiles/nzl/psr.spif.xml', import.meta.url)
  const spif = parseSpif(readFileSync(file), xmlParser)
  const bytes = formatLabel({
    kind: 'originator',
    policy: { uri: theirRegime, name: spif.name },
    classification: 'SECRET',
    privacyMark: null,
    categories: [
      { type: 'PERMISSIVE', tagName: 'Releasable To', uri: null, values: ['JPN', 'NZL'] },
    ],
    originator: null,
    created: parseInstant('2026-11-25T00:00:00Z'),
    review: parseInstant('2031-11-25T00:00:00Z'),
    succession: null,
  })
  const now = parseInstant(at)
  const steps = {
    parse: () => parseLabel(bytes, xmlParser),
    validate: () => labelFaults(resolveLabel(parsed, spif, now)),
    decide: decideOne,
  }
  const parsed = steps.parse()
  assert.deepEqual(steps.validate(), [])
  const times = { parse: [] as number[], validate: [] as number[], decide: [] as number[] }
  const whole: number[] = []
  for (let turn = 0; turn < rounds * 1000; turn++) {
    let sum = 0
    for (const name of ['parse', 'validate', 'decide'] as const) {
      const start = performance.now()
      steps[name]()
      const took = (performance.now() - start) * 1000
      times[name].push(took)
      sum += took
    }
    whole.push(sum)
  }
  console.log(`\nA label of ${bytes.length} bytes, p50 of ${whole.length}\n`)
  for (const name of ['parse', 'validate', 'decide'] as const) {
    tell(name, middle(times[name]), 'µs')
  }
  tell('from bytes to decision', middle(whole), 'µs')
}

function middle(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN
}

function callOf({
  action,
  person,
  document,
  circumstances,
}: DecisionRequest): Parameters<typeof statefulIsAuthorized>[0] {
  const principal = { type: 'Person', id: 'asking' }
  const resource = { type: 'Document', id: 'asked' }
  const plain = (facts: object): Record<string, boolean | string | string[]> =>
    JSON.parse(JSON.stringify(facts))
  return {
    principal,
    action: { type: 'Action', id: action },
    resource,
    context: plain(circumstances),
    entities: [
      { uid: principal, attrs: plain(person), parents: [] },
      { uid: resource, attrs: plain(document), parents: [] },
    ],
    preparsedPolicySetId: 'entente',
    preparsedSchemaName: 'entente',
    validateRequest: true,
  }
}
