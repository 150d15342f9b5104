/**
 * Any history of a seat: what is usually said there, some of it otherwise or not at all, and more besides.
 *
 * @module
 */
import { contractorConditions, type Instant, type LevelKey } from '@entente/core/pact'
import fc from 'fast-check'

import { documents } from '../matrix/documents.ts'
import { convoy, levels } from '../matrix/people.ts'
import { always, type Member } from '../seats.ts'

import { type Given, homes, type Speaker, type Word } from './history.ts'

/** Who and what histories are about. */
export const names = {
  reader: 'reader',
  other: 'other',
  contractor: 'yard',
  purposes: ['maritime-security', 'economic-security'],
} as const

/** The instants at which terms begin and end, beside those that hold always. */
export const turns: readonly Instant[] = [
  '2026-08-01T00:00:00.000Z',
  '2026-09-01T00:00:00.000Z',
  '2026-10-01T00:00:00.000Z',
  '2027-01-01T00:00:00.000Z',
]

/** Longer before all else than a clearance that the law limits lasts. */
const longAgo: Instant = '2020-01-01T00:00:00.000Z'

/** Any history of `self`; it shrinks towards one in which nothing was said. */
export function anyHistory(self: Member): fc.Arbitrary<readonly Word[]> {
  const usual = [
    ...usualGrants(self).map((act) => sometimes(otherwise(self, act))),
    sometimes(usualFinding(self)),
  ]
  const other = fc.array(fc.tuple(fc.nat(), anyWord(self)), { maxLength: 10, size: 'max' })
  return fc.tuple(fc.tuple(...usual), other).map(([said, more]) => {
    const words = said.filter((one) => one !== undefined)
    for (const [place, word] of more) words.splice(place % (words.length + 1), 0, word)
    return words
  })
}

/** Said, and seldom not; it shrinks towards not. */
function sometimes(word: fc.Arbitrary<Word>): fc.Arbitrary<Word | undefined> {
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 1, arbitrary: fc.constant(undefined) },
    { weight: 60, arbitrary: word },
  )
}

/** As it is usually given, or with another term, organ or nationality. */
function otherwise(self: Member, act: Given): fc.Arbitrary<Word> {
  const { otherOrgan } = homes[self]
  const changes: readonly fc.Arbitrary<Given>[] = [
    fc.constantFrom(
      ...turns.map((until) => ({ ...act, until })),
      ...turns.slice(0, 2).map((from) => ({ ...act, from })),
    ),
    ...(act.kind === 'clearance' ? [fc.constant({ ...act, from: longAgo })] : []),
    ...('organ' in act ? [fc.constant({ ...act, organ: otherOrgan })] : []),
    ...('nationality' in act ? [fc.constant({ ...act, nationality: 'AUS' })] : []),
  ]
  // What little hangs on is often otherwise, or it would seldom be all that stands against somebody.
  const isTelling =
    ['administrator', 'designation', 'organ-consent'].includes(act.kind) ||
    ('person' in act && act.person === names.reader)
  return fc.oneof(
    { weight: isTelling ? 4 : 12, arbitrary: fc.constant(given(act)) },
    { weight: 1, arbitrary: fc.oneof(...changes).map(given) },
  )
}

function given(act: Given): Word {
  return { kind: 'grant', by: 'first', act: lawful(act) }
}

/** A designation ends with a day in Tokyo, and after five years. */
function lawful(act: Given): Given {
  if (act.kind !== 'designation') return act
  const day = act.until < '2030-12-31' ? act.until.slice(0, 10) : '2030-12-31'
  return { ...act, until: `${day}T15:00:00.000Z` }
}

/** By what somebody reads, releases and keeps a register at a seat. */
function usualGrants(self: Member): readonly Given[] {
  const { organ, otherOrgan, nationality, place, annex, levels: own } = homes[self]
  const all = accredited(self, own.length)
  const head = { kind: 'person', nationality, organ, offices: ['organ-head'], ...always } as const
  const ours = documents.own
  return [
    { ...head, person: `${self}-head` },
    { ...head, person: 'second' },
    { kind: 'facility', facility: place, levels: all, ...always },
    { kind: 'facility', facility: annex, levels: accredited(self, 1), ...always },
    ...[place, annex].map((facility): Given => {
      return { kind: 'administrator', facility, person: 'admin', nationality, ...always }
    }),
    ...[names.reader, `${self}-releaser`].flatMap((person): readonly Given[] => [
      { kind: 'person', person, nationality, organ, offices: [], ...always },
      ...clearancesOf(self).map((level): Given => ({
        kind: 'clearance',
        person,
        ...level,
        organ,
        ...always,
      })),
      { kind: 'facility-register', facility: place, person, ...always },
    ]),
    {
      kind: 'need-to-know',
      person: names.reader,
      scope: { kind: 'case', case: convoy },
      purposes: names.purposes,
      ...always,
    },
    ...[documents.received, ours].map((document): Given => {
      return { kind: 'case-document', case: convoy, document, ...always }
    }),
    ...(self === 'jpn'
      ? ([
          { kind: 'designation', document: ours, number: 'D-1', organ, cabinet: null, ...always },
          { kind: 'organ-consent', document: ours, organ, to: otherOrgan, ...always },
        ] as const)
      : []),
  ]
}

/** What is found at the contractor: everything, or everything but one condition. */
function usualFinding(self: Member): fc.Arbitrary<Word> {
  return fc.constantFrom(undefined, ...contractorConditions).map((lacking) =>
    given({
      kind: 'contractor',
      contractor: names.contractor,
      levels: accredited(self, 3),
      conditions: contractorConditions
        .filter((condition) => condition !== lacking)
        .map((condition) => ({ condition, until: always.until })),
      ...always,
    }),
  )
}

/** Levels up to one: whoever is trusted with a level is with those below. */
export function accredited(self: Member, rank: number): readonly LevelKey[] {
  const own = homes[self].levels.slice(0, rank + 1)
  return self === 'jpn' && rank >= 2 ? [...own, levels.tokutei] : own
}

function clearancesOf(self: Member): readonly LevelKey[] {
  const top = homes[self].levels.slice(-1)
  return self === 'jpn' ? [...top, levels.tokutei] : top
}

/** One value most of the time. */
export function mostly<T>(usual: T, ...seldom: readonly T[]): fc.Arbitrary<T> {
  const others = seldom.map((one) => fc.constant(one))
  return fc.oneof({ weight: 2 * others.length, arbitrary: fc.constant(usual) }, ...others)
}

const span = {
  from: mostly<Instant>(always.from, ...turns.slice(0, 2)),
  until: mostly<Instant>(always.until, ...turns.slice(1)),
}

function anyWord(self: Member): fc.Arbitrary<Word> {
  const by = mostly<Speaker>('first', 'second', 'low')
  return fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        kind: fc.constant('grant' as const),
        by,
        act: anyGrant(self).map(lawful),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('withdrawal' as const),
        by,
        back: fc.nat({ max: 30 }),
      }),
    },
    { weight: 1, arbitrary: anyNotice(self) },
  )
}

function anyNotice(self: Member): fc.Arbitrary<Word> {
  const from = fc.constantFrom(always.from, ...turns)
  const by = fc.constantFrom('jpn' as const, 'nzl' as const)
  const rank = fc.nat({ max: homes[self].levels.length - 1 })
  return fc.oneof(
    fc.record({
      kind: fc.constant('notice' as const),
      by,
      act: fc.record({
        kind: fc.constantFrom('suspended' as const, 'resumed' as const, 'terminated' as const),
        from,
      }),
    }),
    fc.record({ by, rank, from, until: span.until }).map(({ by: who, rank: most, ...term }) => ({
      kind: 'notice' as const,
      by: who,
      act: { kind: 'assured' as const, levels: accredited(who, most), ...term },
    })),
  )
}

/** Any grant about the people and places of a seat, its term not empty. */
function anyGrant(self: Member): fc.Arbitrary<Given> {
  const { organ, otherOrgan, nationality, place, annex } = homes[self]
  const person = mostly<string>(names.reader, names.other, `${self}-releaser`)
  const anyone = mostly<string>(names.reader, names.other, `${self}-head`, 'second', 'admin')
  const where = mostly(place, annex)
  const organs = fc.constantFrom(organ, otherOrgan)
  const nation = mostly(nationality, 'AUS', 'NZL', 'JPN')
  const document = fc.constantFrom(documents.own, documents.received)
  const level = fc.constantFrom(...accredited(self, 3))
  const upTo = fc.nat({ max: 3 }).map((rank) => accredited(self, rank))
  const kind = <K extends Given['kind']>(name: K): fc.Arbitrary<K> => fc.constant(name)
  const leveled = <T extends object>(
    one: fc.Arbitrary<T & { readonly level: LevelKey }>,
  ): fc.Arbitrary<Omit<T, 'level'> & LevelKey> =>
    one.map(({ level: named, ...rest }) => ({ ...rest, ...named }))
  const all: fc.Arbitrary<Given> = fc.oneof(
    fc.record({
      kind: kind('person'),
      person: anyone,
      nationality: nation,
      organ: organs,
      offices: fc.subarray(['minister', 'organ-head']),
      ...span,
    }),
    leveled(fc.record({ kind: kind('clearance'), person, level, organ: organs, ...span })),
    fc.record({ kind: kind('facility'), facility: where, levels: upTo, ...span }),
    fc.record({ kind: kind('facility-register'), facility: where, person, ...span }),
    fc.record({
      kind: kind('need-to-know'),
      person,
      scope: fc.oneof(
        fc.record({ kind: fc.constant('document' as const), document }),
        fc.record({ kind: fc.constant('case' as const), case: fc.constant(convoy) }),
      ),
      purposes: fc.subarray([...names.purposes], { minLength: 1 }),
      ...span,
    }),
    fc.record({ kind: kind('case-document'), case: fc.constant(convoy), document, ...span }),
    leveled(
      fc.record({
        kind: kind('exemption'),
        person,
        office: fc.constantFrom('minister', 'analyst'),
        level,
        ...span,
      }),
    ),
    leveled(
      fc.record({
        kind: fc.constantFrom('emergency-access' as const, 'eyes-only-approval' as const),
        person: anyone,
        level,
        ...span,
      }),
    ),
    fc.record({
      kind: kind('administrator'),
      facility: where,
      person: fc.constantFrom('admin', names.other),
      nationality: nation,
      ...span,
    }),
    fc.record({ kind: kind('visit'), person, facility: where, levels: upTo, ...span }),
    fc.record({
      kind: kind('designation'),
      document,
      number: fc.constant('D-2'),
      organ: organs,
      cabinet: fc.constant(null),
      ...span,
    }),
    fc.record({ kind: kind('organ-consent'), document, organ: organs, to: organs, ...span }),
    fc.record({
      kind: kind('contractor'),
      contractor: fc.constant(names.contractor),
      levels: upTo,
      conditions: fc
        .subarray([...contractorConditions], { minLength: 8 })
        .map((found) => found.map((condition) => ({ condition, until: always.until }))),
      ...span,
    }),
  )
  return all.filter(({ from, until }) => from < until)
}
