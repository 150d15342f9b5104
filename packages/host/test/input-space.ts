/**
 * The bounded space of inputs that rules are analysed over: for each fact all values that can matter.
 *
 * A text matters by being equal to another or not, a set by holding a text or not; two texts and what is
 * neither of them, and all sets of the two, are therefore enough. A fact without values here does not
 * compile, and the analysis names it.
 *
 * @module
 */
import type {
  CircumstanceFacts,
  DecisionAction,
  DecisionRequest,
  DocumentFacts,
  PersonFacts,
} from '@entente/core/policy'
import { contractorConditions } from '@entente/core/pact'
import fc from 'fast-check'

type Values<Facts> = { readonly [Name in keyof Facts]-?: readonly Facts[Name][] }
/** The parts of a question. */
export type Part = (typeof parts)[number]
const parts = ['person', 'document', 'circumstances'] as const

/** A fact as rules read it: its part and its name, `person.known`. */
export type FactName = `${Part}.${string}`

const flag = [false, true] as const
const subsets = (one: string, other: string): readonly (readonly string[])[] => [
  [],
  [one],
  [other],
  [one, other],
]
const secret = 'urn:example:regime SECRET'
const topSecret = 'urn:example:regime TOP SECRET'
const levels = subsets(secret, topSecret)
const purposes = subsets('maritime-security', 'trade-talks')
const members = subsets('jpn', 'nzl')
const suites = subsets('hpqt:xwing', 'ec:secp256r1')
const counts = [0, 1, 2, 3] as const

/** The values of every fact. */
export const space: {
  readonly person: Values<PersonFacts>
  readonly document: Values<DocumentFacts>
  readonly circumstances: Values<CircumstanceFacts>
} = {
  person: {
    known: flag,
    nationality: ['NZL', 'JPN', ''],
    everCleared: levels,
    cleared: levels,
    lasting: levels,
    reads: levels,
    exempt: levels,
    emergency: levels,
    eyesOnlyApproved: levels,
    facilities: subsets('wellington', 'auckland'),
    resident: flag,
    visits: levels,
    designatingOrgan: flag,
    consentedOrgan: flag,
    needsToKnow: flag,
    purposes,
    author: flag,
    releaser: flag,
    registry: flag,
  },
  document: {
    received: flag,
    labelled: flag,
    classified: flag,
    level: [secret, topSecret, ''],
    needsClearance: flag,
    highest: flag,
    equivalent: flag,
    released: flag,
    ended: flag,
    recalled: flag,
    purposes,
    anyNationality: flag,
    nationalities: subsets('NZL', 'JPN'),
    eyesOnly: flag,
    accountable: flag,
    disseminated: flag,
    needsAgreement: flag,
    needsDesignation: flag,
    designated: flag,
    designationEnded: flag,
    suites,
    copyLimit: counts,
    signersNeeded: counts,
  },
  circumstances: {
    pactState: ['in-force', 'none', 'agreed', 'signed', 'suspended', 'terminated'],
    facility: ['wellington', 'auckland', ''],
    facilityLevels: levels,
    administrators: [...subsets('NZL', 'JPN'), ['approved'], ['NZL', 'approved']],
    purpose: ['maritime-security', 'trade-talks', ''],
    recipients: members,
    assured: members,
    consented: members,
    sourced: members,
    suites,
    agreed: flag,
    copyNumber: counts,
    statement: flag,
    lowers: flag,
    crisis: flag,
    notified: flag,
    signers: counts,
    certified: flag,
    conditions: [
      [],
      contractorConditions,
      ...contractorConditions.map((one) => contractorConditions.filter((other) => other !== one)),
    ],
  },
}

/** A question about nothing by nobody. */
const nobody: Omit<DecisionRequest, 'action'> = {
  person: {
    known: false,
    nationality: '',
    everCleared: [],
    cleared: [],
    lasting: [],
    reads: [],
    exempt: [],
    emergency: [],
    eyesOnlyApproved: [],
    facilities: [],
    resident: false,
    visits: [],
    designatingOrgan: false,
    consentedOrgan: false,
    needsToKnow: false,
    purposes: [],
    author: false,
    releaser: false,
    registry: false,
  },
  document: {
    received: true,
    labelled: false,
    classified: true,
    level: '',
    needsClearance: true,
    highest: true,
    equivalent: false,
    released: false,
    ended: true,
    recalled: true,
    purposes: [],
    anyNationality: false,
    nationalities: [],
    eyesOnly: true,
    accountable: true,
    disseminated: true,
    needsAgreement: true,
    needsDesignation: true,
    designated: true,
    designationEnded: true,
    suites: [],
    copyLimit: 0,
    signersNeeded: 0,
  },
  circumstances: {
    pactState: 'none',
    facility: '',
    facilityLevels: [],
    administrators: [],
    purpose: '',
    recipients: [],
    assured: [],
    consented: [],
    sourced: [],
    suites: [],
    agreed: false,
    copyNumber: 0,
    statement: false,
    lowers: true,
    crisis: false,
    notified: false,
    signers: 0,
    certified: false,
    conditions: [],
  },
}

/** Names of all facts. */
export const factNames: readonly FactName[] = parts.flatMap((part) =>
  Object.keys(space[part]).map((name): FactName => `${part}.${name}`),
)

/** How many inputs the space has for one action. */
export function sizeOf(names: readonly FactName[]): number {
  return names.reduce((size, name) => size * valuesOf(name).length, 1)
}

/** Every assignment of values to the facts named. */
export function* assignments(
  names: readonly FactName[],
): Generator<Readonly<Record<FactName, unknown>>> {
  const [first, ...others] = names
  if (first === undefined) {
    yield {}
    return
  }
  for (const rest of assignments(others)) {
    for (const value of valuesOf(first)) yield { ...rest, [first]: value }
  }
}

/** `request` with other values for some facts. */
export function withFacts(
  request: DecisionRequest,
  facts: Readonly<Record<FactName, unknown>>,
): DecisionRequest {
  const changed = {
    ...request,
    person: { ...request.person },
    document: { ...request.document },
    circumstances: { ...request.circumstances },
  }
  for (const [fact, value] of Object.entries(facts)) {
    const dot = fact.indexOf('.')
    const part = parts.find((name) => name === fact.slice(0, dot))
    if (!part) throw new TypeError(`no fact ${fact}`)
    Reflect.set(changed[part], fact.slice(dot + 1), value)
  }
  return changed
}

/** One input of the space, always the same for the same `number`. */
export function sampleInput(action: DecisionAction, number: number): DecisionRequest {
  let state = (number * 2_654_435_761 + 1) >>> 0
  const facts = factNames.map((name) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const values = valuesOf(name)
    return [name, values[(state >>> 8) % values.length]] as const
  })
  return withFacts({ action, ...nobody }, Object.fromEntries(facts))
}

/** Any input of the space for one of `actions`. */
export function anyInput(actions: readonly DecisionAction[]): fc.Arbitrary<DecisionRequest> {
  const facts = factNames.map((name) =>
    fc.constantFrom(...valuesOf(name)).map((value) => [name, value] as const),
  )
  return fc
    .tuple(fc.constantFrom(...actions), ...facts)
    .map(([action, ...chosen]) => withFacts(sampleInput(action, 0), Object.fromEntries(chosen)))
}

/** The facts that `read` looks at when it is given `request`, and what it answers. */
export function watch<T>(
  request: DecisionRequest,
  read: (request: DecisionRequest) => T,
): { readonly answer: T; readonly seen: ReadonlySet<FactName> } {
  const seen = new Set<FactName>()
  const watched = <Facts extends object>(part: Part, facts: Facts): Facts =>
    new Proxy(facts, {
      get(target, name, receiver) {
        seen.add(`${part}.${String(name)}`)
        return Reflect.get(target, name, receiver)
      },
    })
  const answer = read({
    action: request.action,
    person: watched('person', request.person),
    document: watched('document', request.document),
    circumstances: watched('circumstances', request.circumstances),
  })
  return { answer, seen }
}

/** All values of a fact. */
export function valuesOf(name: FactName): readonly unknown[] {
  const [part = '', fact = ''] = name.split('.')
  const values: unknown = part in space ? Reflect.get(Reflect.get(space, part), fact) : undefined
  if (!Array.isArray(values)) throw new TypeError(`no values for the fact ${name}`)
  return values
}
