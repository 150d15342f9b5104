/**
 * What a start takes for each grant: whether many stand already must be nothing to it.
 *
 * @module
 */
import assert from 'node:assert/strict'

import { statementId } from '@entente/core/crypto'
import {
  emptyGrants,
  extendStandingBy,
  type Grants,
  issueGrant,
  type Standing,
  type StandingChange,
} from '@entente/core/pact'

import { signers } from '../../packages/core/test/example-keys.ts'
import { noon, term } from '../../packages/core/test/pact-world.ts'

import { say, tell } from './say.ts'
import { buildBench } from './world.ts'

const many = 100_000

/** Measures and prints. */
export async function benchStart({ rounds }: { readonly rounds: number }): Promise<void> {
  const { standing } = await buildBench(many / 10, 1000)
  const few: Standing = { ...standing, grants: emptyGrants('jpn') }
  const changes = await newGrants(few.grants, 200)
  const best = { few: Infinity, many: Infinity }
  for (let round = 0; round <= rounds; round++) {
    best.few = Math.min(best.few, await each(few, changes))
    best.many = Math.min(best.many, await each({ ...standing, grants: bare(standing) }, changes))
  }
  console.log(`\nA start, one core; each grant signed twice and verified; best of ${rounds}\n`)
  tell('grants on top of none', 1 / best.few, 'grants/s')
  tell(`grants on top of ${many.toLocaleString('en')}`, 1 / best.many, 'grants/s')
  say('a start: a grant on top of many, of one on top of none', best.few / best.many, '≥', 0.7)
}

/** Seconds that a grant takes, as the fold of one start takes it: the copy at its beginning is made once. */
async function each(standing: Standing, changes: readonly StandingChange[]): Promise<number> {
  const copied = performance.now()
  await extendStandingBy(standing, [])
  const start = performance.now()
  const { grants } = await extendStandingBy(standing, changes)
  const end = performance.now()
  assert.equal(grants.entries.length, standing.grants.entries.length + changes.length)
  return Math.max(end - start - (start - copied), 0.001) / changes.length / 1000
}

/** The grants, none of which is in the chain of the officer who signs more. */
function bare({ grants }: Standing): Grants {
  return { ...grants, heads: new Map() }
}

async function newGrants(grants: Grants, count: number): Promise<readonly StandingChange[]> {
  const changes: StandingChange[] = []
  let heads = grants.heads
  for (let n = 0; n < count; n++) {
    const act = {
      kind: 'facility-register',
      facility: 'ichigaya',
      person: `new-${n}`,
      ...term,
    } as const
    const signer = signers['jpn security']
    const statement = await issueGrant({ member: 'jpn', heads }, act, signer, noon)
    changes.push({ kind: 'grant', statement })
    heads = new Map([[signer.id, { number: n + 1, id: statementId(statement) }]])
  }
  return changes
}
