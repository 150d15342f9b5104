/**
 * A member with many people, grants and documents, whose pact is the illustrative one and in force. Nobody
 * signs here: what is measured comes after what stands has been verified.
 *
 * @module
 */
import { readFileSync } from 'node:fs'

import { hashOf, unsignedStatement } from '@entente/core/crypto'
import { utf8 } from '@entente/core/lib'
import {
  draftTerms,
  emptyStanding,
  extendStanding,
  type GrantAct,
  type GrantEntry,
  headsOf,
  type LevelKey,
  type Pact,
  pactId,
  parseRelease,
  type Release,
  requirePact,
  type Standing,
} from '@entente/core/pact'
import { ruleHashes } from '@entente/core/policy'

import { signers } from '../../packages/core/test/example-keys.ts'
import { terms as example } from '../../packages/core/test/example-terms.ts'
import { buildWorld, noon, release, term } from '../../packages/core/test/pact-world.ts'

/** What is asked about. */
export interface BenchWorld {
  readonly standing: Standing
  readonly pact: Pact
  readonly releaseOf: (number: number) => Release
}

/** Levels of ours, the last one the highest of them. */
export const ourLevels: readonly LevelKey[] = ['秘', '極秘', '機密'].map((level) => ({
  regime: 'urn:entente:regime:jpn:hiketsu',
  level,
}))
/** The originator's. */
export const theirRegime = 'urn:entente:regime:nzl:psr'
/** Levels of the originator that have an equivalent here. */
export const theirLevels: readonly LevelKey[] = ['CONFIDENTIAL', 'SECRET'].map((level) => ({
  regime: theirRegime,
  level,
}))
export const at = noon
export const facility = 'ichigaya'
export const purpose = 'maritime-security'

/** The person called number `n`. */
export const personOf = (n: number): string => `person-${n}`
/** The document called number `n`. */
export const documentOf = (n: number): string =>
  `0f0e0d0c-0b0a-4908-8706-${n.toString(16).padStart(12, '0')}`

/** Builds it: ten grants a person, of which five are needs, for documents and for a case each tenth shares. */
export async function buildBench(people: number, documents: number): Promise<BenchWorld> {
  const { steps } = await buildWorld()
  let standing = emptyStanding('jpn', signers.jpn.publicKey, new Set([pactId(example)]))
  for (const [kind, statement] of steps) standing = await extendStanding(standing, kind, statement)
  const profile = new URL('../../profiles/jpn-nzl/terms.json', import.meta.url)
  const terms = draftTerms(JSON.parse(readFileSync(profile, 'utf8')), {
    members: { jpn: signers.jpn.publicKey, nzl: signers.nzl.publicKey },
    rules: ruleHashes(),
  })
  // Under the id whose notices brought it into force.
  const pact: Pact = { ...requirePact(standing, pactId(example)), terms }
  const heads = headsOf(standing, pact.id, 'nzl')
  const acts: readonly GrantAct[] = [
    { kind: 'facility', facility, levels: ourLevels, ...term },
    ...Array.from({ length: 100 }, (_, n): GrantAct => ({
      kind: 'case-document',
      case: `case-${n % 10}`,
      document: documentOf(n),
      ...term,
    })),
    ...Array.from({ length: people }, (_, n) => grantsOf(n, documents)).flat(),
  ]
  const entries = acts.map((act, number): GrantEntry => ({
    id: hashOf(utf8(`${number}`)),
    grant: {
      kind: 'grant',
      member: 'jpn',
      issuer: hashOf(utf8('issuer')),
      number: number + 1,
      previous: null,
      at: noon,
      act,
    },
    levels: ourLevels,
    officer: 'officer',
    recorded: noon,
    withdrawn: undefined,
  }))
  return {
    standing: {
      ...standing,
      pacts: new Map([[pact.id, pact]]),
      grants: { ...standing.grants, entries },
    },
    pact,
    releaseOf: (number) => releaseOf(number, heads, pact),
  }
}

function grantsOf(n: number, documents: number): readonly GrantAct[] {
  const who = { person: personOf(n), ...term }
  const need = (scope: Extract<GrantAct, { kind: 'need-to-know' }>['scope']): GrantAct => ({
    kind: 'need-to-know',
    scope,
    purposes: [purpose],
    ...who,
  })
  return [
    { kind: 'person', nationality: 'JPN', organ: 'mod', offices: [], ...who },
    ...ourLevels.map((level): GrantAct => ({ kind: 'clearance', ...level, organ: 'mod', ...who })),
    { kind: 'facility-register', facility, ...who },
    ...Array.from({ length: 4 }, (_, one) =>
      need({ kind: 'document', document: documentOf((n + one) % documents) }),
    ),
    need({ kind: 'case', case: `case-${n % 10}` }),
  ]
}

function releaseOf(number: number, heads: Release['heads'], pact: Pact): Release {
  return parseRelease(
    unsignedStatement(
      release(heads, {
        release: number.toString(16).padStart(32, '0'),
        document: documentOf(number),
        originator: 'nzl',
        author: 'aroha',
        pact: { id: pact.id, version: 1 },
        level: theirLevels[number % theirLevels.length],
        recipients: ['jpn'],
        purposes: [purpose],
        kas: [{ member: 'jpn', kid: 'jpn-1' }],
      }),
    ),
  )
}
