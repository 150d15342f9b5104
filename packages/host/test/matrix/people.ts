/**
 * The people of the matrix at each seat, and all that their officers have granted them.
 *
 * @module
 */
import type { GrantAct, LevelKey } from '@entente/core/pact'
import { ownPurposes } from '@entente/core/policy'

import { signers } from '../../../core/test/example-keys.ts'
import { always, give, type Member, type Seat } from '../seats.ts'

import type { Asking } from './section.ts'

/** Where people of a seat work and what they are cleared by. */
interface Home {
  readonly organ: string
  readonly otherOrgan: string
  readonly nationality: string
  /** Accredited for every level. */
  readonly place: string
  /** Accredited for the lowest only. */
  readonly annex: string
  readonly levels: readonly LevelKey[]
  readonly lowest: LevelKey
  readonly clearances: readonly LevelKey[]
}

const jpn = (regime: string, level: string): LevelKey => ({
  regime: `urn:entente:regime:jpn:${regime}`,
  level,
})
const psr = (level: string): LevelKey => ({ regime: 'urn:entente:regime:nzl:psr', level })

/** The levels of the matrix. */
export const levels = {
  ippan: jpn('ippan', '一般'),
  hi: jpn('hiketsu', '秘'),
  gokuhi: jpn('hiketsu', '極秘'),
  kimitsu: jpn('hiketsu', '機密'),
  tokutei: jpn('tokutei-himitsu', '特定秘密'),
  unclassified: psr('UNCLASSIFIED'),
  restricted: psr('RESTRICTED'),
  confidential: psr('CONFIDENTIAL'),
  secret: psr('SECRET'),
  topSecret: psr('TOP SECRET'),
} as const

const homes: Readonly<Record<Member, Home>> = {
  jpn: {
    organ: 'mod',
    otherOrgan: 'mofa',
    nationality: 'JPN',
    place: 'ichigaya',
    annex: 'yokosuka',
    levels: [levels.ippan, levels.hi, levels.gokuhi, levels.kimitsu, levels.tokutei],
    lowest: levels.hi,
    clearances: [levels.kimitsu, levels.tokutei],
  },
  nzl: {
    organ: 'nzdf',
    otherOrgan: 'mfat',
    nationality: 'NZL',
    place: 'wellington',
    annex: 'auckland',
    levels: [levels.unclassified, levels.confidential, levels.secret, levels.topSecret],
    lowest: levels.confidential,
    clearances: [levels.topSecret],
  },
}

/** The case that every document of the matrix is in. */
export const convoy = 'convoy'
const purpose = 'maritime-security'

/** Clearances count from here, within five years of every day that is asked about. */
const recently = { from: '2025-01-01T00:00:00.000Z' }

/** Somebody of the matrix: who it is, what is granted, and what is asked otherwise than by the others. */
interface Person {
  readonly who: string
  /** Of one seat only; else of both. */
  readonly at?: Member
  readonly without?: readonly GrantAct['kind'][]
  readonly clearances?: (home: Home) => readonly Clearance[]
  readonly purposes?: readonly string[]
  readonly offices?: readonly string[]
  readonly organ?: (home: Home) => string
  readonly nationality?: string
  readonly more?: (home: Home, person: string) => readonly GrantAct[]
  readonly asks?: (home: Home, member: Member) => Partial<Asking['asks']>
}

/** A level, and what is otherwise than usual about the clearance for it. */
type Clearance = LevelKey & Partial<Omit<Extract<GrantAct, { readonly kind: 'clearance' }>, 'kind'>>

const officer = (role: 'author' | 'registry' | 'releaser') => (_: Home, member: Member) => ({
  person: `${member}-${role}`,
  officerKey: signers[`${member} ${role}`].id,
  ...(role !== 'registry' && { purpose: ownPurposes[role] }),
})

/** The people, by the name that the sections know them by. */
const people = {
  analyst: { who: 'analyst with everything' },
  stranger: {
    who: 'somebody of whom nothing is on record',
    without: ['person', 'clearance', 'facility-register', 'need-to-know'],
  },
  uncleared: { who: 'analyst without a clearance', without: ['clearance'] },
  lower: {
    who: 'analyst cleared for the lowest level only',
    clearances: ({ lowest }) => [lowest],
  },
  lapsed: {
    who: 'analyst whose clearance ended on 2026-10-01',
    clearances: ({ clearances }) =>
      clearances.map((level) => ({ ...level, until: '2026-10-01T00:00:00.000Z' })),
  },
  future: {
    who: 'analyst whose clearance begins on 2027-01-01',
    clearances: ({ clearances }) =>
      clearances.map((level) => ({ ...level, from: '2027-01-01T00:00:00.000Z' })),
  },
  otherOrgan: {
    who: 'analyst cleared by another organ',
    clearances: ({ clearances, otherOrgan }) =>
      clearances.map((level) => ({ ...level, organ: otherOrgan })),
  },
  moved: {
    who: 'analyst who has moved to another organ since',
    more: ({ otherOrgan, nationality }, person) => [
      { kind: 'person', person, nationality, organ: otherOrgan, offices: [], ...always },
    ],
  },
  unregistered: {
    who: 'analyst on no register of the facility',
    without: ['facility-register'],
  },
  annex: {
    who: 'analyst at a facility accredited for the lowest level',
    more: ({ annex }, person) => [
      { kind: 'facility-register', facility: annex, person, ...always },
    ],
    asks: ({ annex }) => ({ facility: annex }),
  },
  unneeded: { who: 'analyst without need-to-know', without: ['need-to-know'] },
  otherPurpose: {
    who: 'analyst for another purpose',
    asks: () => ({ purpose: 'joint-statement' }),
  },
  otherNeed: {
    who: 'analyst whose need is for another purpose',
    purposes: ['economic-security'],
  },
  minister: {
    who: 'minister, cleared, without need-to-know',
    offices: ['minister'],
    without: ['need-to-know'],
  },
  author: { who: 'author', without: ['need-to-know'], asks: officer('author') },
  unknownAuthor: {
    who: 'author of whom nothing is on record',
    without: ['person', 'clearance', 'facility-register', 'need-to-know'],
    asks: () => ({ purpose: ownPurposes.author }),
  },
  releaser: {
    who: 'releasing officer',
    without: ['need-to-know'],
    asks: officer('releaser'),
  },
  exempt: {
    at: 'jpn',
    who: 'minister, exempt from clearance for 特定秘密, with need-to-know',
    offices: ['minister'],
    without: ['clearance'],
    more: (_, person) => [
      { kind: 'exemption', person, office: 'minister', ...levels.tokutei, ...always },
    ],
  },
  exemptUnneeded: {
    at: 'jpn',
    who: 'minister, exempt from clearance for 特定秘密, without need-to-know',
    offices: ['minister'],
    without: ['clearance', 'need-to-know'],
    more: (_, person) => [
      { kind: 'exemption', person, office: 'minister', ...levels.tokutei, ...always },
    ],
  },
  formerMinister: {
    at: 'jpn',
    who: 'former minister with the exemption of the office still on record',
    without: ['clearance'],
    more: (_, person) => [
      { kind: 'exemption', person, office: 'minister', ...levels.tokutei, ...always },
    ],
  },
  old: {
    who: 'analyst whose clearance is of 2021-01-01',
    clearances: ({ clearances }) =>
      clearances.map((level) => ({ ...level, from: '2021-01-01T00:00:00.000Z' })),
  },
  neighbour: {
    at: 'jpn',
    who: 'analyst of another organ, cleared by it',
    organ: ({ otherOrgan }) => otherOrgan,
    clearances: ({ clearances, otherOrgan }) =>
      clearances.map((level) => ({ ...level, organ: otherOrgan })),
  },
  foreigner: { who: 'analyst who is a national of Australia', nationality: 'AUS' },
  approved: {
    at: 'nzl',
    who: 'analyst who is a national of Australia, approved by the Director-General',
    nationality: 'AUS',
    more: (_, person) => [{ kind: 'eyes-only-approval', person, ...levels.secret, ...always }],
  },
  visitor: {
    who: 'visitor up to the lowest level',
    more: ({ place, lowest }, person) => [
      { kind: 'visit', person, facility: place, levels: [lowest], ...always },
    ],
  },
  emergency: {
    at: 'nzl',
    who: 'analyst cleared one level below, let in on 2026-11-24 in an emergency',
    clearances: () => [levels.confidential],
    more: (_, person) => [
      {
        kind: 'emergency-access',
        person,
        ...levels.secret,
        from: '2026-11-24T00:00:00.000Z',
        until: '2026-12-24T00:00:00.000Z',
      },
    ],
  },
  registry: { who: 'registry officer', asks: officer('registry') },
  keyless: {
    who: 'releasing officer under no officer’s key',
    without: ['need-to-know'],
    asks: (_, member) => ({ person: `${member}-releaser`, purpose: ownPurposes.releaser }),
  },
} as const satisfies Readonly<Record<string, Person>>

/** Names of the people. */
export type Name = keyof typeof people

/** Whoever is in no section only because of an act is asked about in all. */
export const readers: readonly Name[] = [
  'analyst',
  'stranger',
  'uncleared',
  'lower',
  'lapsed',
  'future',
  'otherOrgan',
  'moved',
  'unregistered',
  'annex',
  'unneeded',
  'otherPurpose',
  'otherNeed',
  'minister',
]

/** How somebody of a seat asks. */
export function asking({ self }: Seat, name: Name): Asking {
  const home = homes[self]
  const { who, asks }: Person = people[name]
  const person = personOf(name)
  return {
    who,
    asks: { person, facility: home.place, purpose, ...asks?.(home, self) },
  }
}

/** The seat with its facilities, its people and all that they were granted. */
export async function settle(seat: Seat): Promise<Seat> {
  const home = homes[seat.self]
  const places: readonly GrantAct[] = [
    { kind: 'facility', facility: home.place, levels: home.levels, ...always },
    { kind: 'facility', facility: home.annex, levels: [home.lowest], ...always },
    {
      kind: 'administrator',
      facility: home.place,
      person: 'administrator',
      nationality: home.nationality,
      ...always,
    },
    {
      kind: 'administrator',
      facility: home.annex,
      person: 'foreign-administrator',
      nationality: 'AUS',
      ...always,
    },
    {
      kind: 'person',
      person: `${seat.self}-head`,
      nationality: home.nationality,
      organ: home.organ,
      offices: ['organ-head'],
      ...always,
    },
  ]
  let settled = seat
  for (const act of places) settled = await give(settled, act)
  for (const name of Object.keys(people).filter(isName)) {
    const one: Person = people[name]
    if (one.at !== undefined && one.at !== seat.self) continue
    const { person } = asking(seat, name).asks
    for (const act of actsOf(home, one, person)) settled = await give(settled, act)
  }
  return settled
}

function actsOf(home: Home, one: Person, person: string): readonly GrantAct[] {
  const { place } = home
  const organ = one.organ?.(home) ?? home.organ
  const nationality = one.nationality ?? home.nationality
  const held = { person, ...always }
  const clearances = (one.clearances?.(home) ?? home.clearances).map((change): GrantAct => ({
    kind: 'clearance',
    organ: home.organ,
    ...held,
    ...recently,
    ...change,
  }))
  const full: readonly GrantAct[] = [
    { kind: 'person', nationality, organ, offices: one.offices ?? [], ...held },
    ...clearances,
    { kind: 'facility-register', facility: place, ...held },
    {
      kind: 'need-to-know',
      scope: { kind: 'case', case: convoy },
      purposes: one.purposes ?? [purpose],
      ...held,
    },
    ...(one.more?.(home, person) ?? []),
  ]
  return full.filter(({ kind }) => !one.without?.includes(kind))
}

/** Ids have no capitals. */
function personOf(name: Name): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

function isName(name: string): name is Name {
  return Object.hasOwn(people, name)
}
