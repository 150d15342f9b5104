/**
 * Which documents of the register a reader could open, asked of all lines at once.
 *
 * The condition is derived from the rules themselves, so a rule that is added or changed is in it. It
 * lists; whether a document is opened is decided for that document alone, from statements and not from
 * rows.
 *
 * @module
 */
import type { Instant, LevelKey, Pact, Standing } from '@entente/core/pact'
import {
  type DecisionRequest,
  type Expression,
  factsOf,
  type JudgedSubject,
  needsAmong,
  ownPurposes,
} from '@entente/core/policy'
import { type Expression as Sql, sql, type SqlBool } from 'kysely'

import { pactOf } from '../kas/index.ts'

import { type Asked, sources } from './sources.ts'
import { allOf, anyOf, conditionOfTerm, type Resolve, type Term, told, translate } from './terms.ts'

/** Who asks, at which facility. */
export interface RegisterReader {
  readonly person: string
  readonly facility: string
}

/**
 * The condition on `register_lines` that holds for what a reader could open at `at`, for one purpose at
 * least.
 */
export type Prefilter = (reader: RegisterReader, standing: Standing, at: Instant) => Sql<SqlBool>

/**
 * The prefilter of rules.
 *
 * @throws {TypeError} if the rules ask what the register does not tell: a defect of ours, found at the
 *   start
 */
export function createPrefilter(rules: Expression): Prefilter {
  for (const own of [true, false]) translate(rules, resolver({ ...sample, own }))
  return (reader, standing, at) =>
    conditionOfTerm(
      anyOf(classesIn(standing).map((one) => openIn(one, rules, { reader, standing, at }))),
    )
}

/** Documents about which rules see the same, but for what their lines tell. */
interface DocumentClass {
  readonly pact: Pact | undefined
  readonly like: JudgedSubject
  readonly lines: Sql<SqlBool>
}

/** Every class that a line can be of: what no pact knows is of none, and is not listed. */
function classesIn(standing: Standing): readonly DocumentClass[] {
  const known = [...standing.pacts.values()].flatMap((pact) =>
    pact.terms.regimes.flatMap(({ regime, levels }) =>
      levels.map(({ level }) => ({ pact, level: { regime, level } })),
    ),
  )
  return known.flatMap(({ pact, level }) => [
    receivedClass(pact, level),
    ...(pactOf(standing, level) === pact ? [ownClass(pact, level)] : []),
  ])
}

function receivedClass(pact: Pact, level: LevelKey): DocumentClass {
  const release = { document: '', level, notAfter: '', purposes: [], recipients: [] }
  return {
    pact,
    like: { kind: 'received', release, recalled: false },
    lines: sql<SqlBool>`(${linesAt('received', level)} and register_lines.pact = ${pact.id})`,
  }
}

function ownClass(pact: Pact, level: LevelKey): DocumentClass {
  return {
    pact,
    like: { kind: 'own', document: '', author: '', level, case: null, awaitsApproval: false },
    lines: linesAt('own', level),
  }
}

function linesAt(direction: 'own' | 'received', { regime, level }: LevelKey): Sql<SqlBool> {
  return sql<SqlBool>`(register_lines.direction = ${direction}
    and register_lines.regime = ${regime} and register_lines.level = ${level})`
}

function openIn(
  { pact, like, lines }: DocumentClass,
  rules: Expression,
  {
    reader: { person, facility },
    standing,
    at,
  }: { readonly reader: RegisterReader; readonly standing: Standing; readonly at: Instant },
): Term {
  const question = { action: 'open', person, facility, purpose: '', at } as const
  const asked = {
    person,
    at,
    own: like.kind === 'own',
    facts: factsOf(standing, pact, like, question),
    needs: needsAmong(standing, pact, like, person, at),
  }
  const open = purposesOf(pact).map((purpose) => translate(rules, resolver({ ...asked, purpose })))
  return allOf([told(lines), anyOf(open)])
}

/** Every purpose that a reader can name. */
export function purposesOf(pact: Pact | undefined): readonly string[] {
  return [...(pact?.terms.purposes.map(({ id }) => id) ?? []), ...Object.values(ownPurposes)]
}

function resolver(asked: Asked): Resolve {
  return (of, name) => {
    const source = Object.hasOwn(sources[of], name) ? sources[of][name] : undefined
    if (!source) {
      throw new TypeError(`the register does not tell ${of}.${name}: it needs a source`)
    }
    return source(asked)
  }
}

/** Somebody about whom everything has to be asked of the lines. */
const sampleFacts: DecisionRequest = {
  action: 'open',
  person: {
    known: true,
    everCleared: [],
    cleared: [],
    reads: [],
    facilities: [],
    needsToKnow: false,
    purposes: [],
    author: false,
    releaser: false,
  },
  document: {
    received: false,
    classified: true,
    level: '',
    equivalent: true,
    released: false,
    ended: false,
    recalled: false,
    purposes: [],
  },
  circumstances: { pactState: '', facility: '', facilityLevels: [], purpose: '' },
}
const sample = {
  person: '',
  at: '',
  purpose: '',
  facts: sampleFacts,
  needs: { documents: new Map([['', ['']]]), cases: new Map([['', ['']]]), looks: true },
}
