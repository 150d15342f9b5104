/**
 * Cases on each kind of grant that national rules look at: who may give it, and what it has to say.
 *
 * @module
 */
import type { Statement } from '../../src/crypto/index.ts'
import {
  appointmentType,
  contractorConditions,
  type GrantAct,
  grantType,
} from '../../src/pact/index.ts'
import { signed, type SignerName } from '../example-keys.ts'
import { hiketsu, psr, tokutei } from '../example-terms.ts'
import { appointment, document, grant, officer, term } from '../pact-world.ts'

import type { Named, Vector } from './case.ts'
import { idOf, next, place, type Place, type World } from './chain-place.ts'

type Change = Readonly<Record<string, unknown>>

/** A kind: what one says, who gives it and who does not, and what makes it no grant at all. */
interface Kind {
  readonly act: GrantAct
  readonly by: SignerName
  readonly why: string
  /** In another role, or in none. */
  readonly notBy: readonly SignerName[]
  /** Changes that nobody may read; a field that is undefined is left out. */
  readonly malformed: Readonly<Record<string, readonly [why: string, change: Change]>>
  /** Changes that the law does not allow. */
  readonly unlawful?: Readonly<Record<string, readonly [why: string, change: Change]>>
  /** Changes to a level that the officer is not appointed for. */
  readonly beyond?: Change
}

const { from, until } = term
const person = { person: 'hana', from, until }
const noPerson = ['without the person', { person: undefined }] as const
const noLevel = ['without the level', { level: undefined }] as const
const beyond = psr('SECRET')

const kinds: readonly Kind[] = [
  {
    act: { kind: 'exemption', office: 'minister', ...tokutei, ...person },
    by: 'jpn security',
    why: 'the holder of an office is excused from clearance for one level',
    notBy: ['jpn head', 'jpn controller'],
    malformed: {
      'without-office': ['an exemption of a person, whatever the office', { office: undefined }],
      'without-level': ['an exemption for every level', noLevel[1]],
    },
    beyond: { ...beyond },
  },
  {
    act: { kind: 'emergency-access', ...hiketsu('極秘'), ...person },
    by: 'jpn head',
    why: 'the head of an agency opens one level to one person for a time',
    notBy: ['jpn security', 'jpn pact'],
    malformed: {
      'without-end': ['emergency access without an end', { until: undefined }],
      'of-nobody': noPerson,
    },
    beyond: { ...beyond },
  },
  {
    act: { kind: 'administrator', facility: 'ichigaya', nationality: 'JPN', ...person },
    by: 'jpn security',
    why: 'somebody administers a facility and could see what is read there',
    notBy: ['jpn controller', 'jpn head'],
    malformed: {
      'without-nationality': ['an administrator of no nationality', { nationality: undefined }],
      'two-letters': ['a nationality in two letters', { nationality: 'JP' }],
    },
  },
  {
    act: { kind: 'eyes-only-approval', ...hiketsu('極秘'), ...person },
    by: 'jpn head',
    why: 'the head of an agency lets a foreign national see one level',
    notBy: ['jpn security', 'jpn releaser'],
    malformed: { 'without-level': ['an approval for every level', noLevel[1]] },
    beyond: { ...beyond },
  },
  {
    act: { kind: 'visit', facility: 'ichigaya', levels: [hiketsu('秘')], ...person },
    by: 'jpn security',
    why: 'a visitor may be shown one level at one place for a time',
    notBy: ['jpn head', 'jpn registrar'],
    malformed: {
      'without-place': ['a visit to anywhere', { facility: undefined }],
      'without-levels': ['a visit that names no list of levels', { levels: undefined }],
    },
    beyond: { levels: [hiketsu('秘'), beyond] },
  },
  {
    act: {
      kind: 'designation',
      document,
      number: 'A-1',
      organ: 'mod',
      cabinet: null,
      from,
      until: '2030-12-31T15:00:00.000Z',
    },
    by: 'jpn head',
    why: 'the head of an organ designates a document, under a number of the register',
    notBy: ['jpn security', 'jpn controller'],
    malformed: {
      'without-number': ['a designation that no register has', { number: undefined }],
      'number-with-space': ['a number that is no word', { number: 'A 1' }],
      'no-document': ['a designation of what is no document', { document: 'A-1' }],
      'without-cabinet': [
        'one that does not say whether the Cabinet approved',
        { cabinet: undefined },
      ],
    },
    unlawful: {
      'longer-than-five-years': ['five years and a day', { until: '2031-01-01T15:00:00.000Z' }],
      'ends-within-a-day': [
        'its last day does not end in Tokyo',
        { until: from.replace('T00', 'T12') },
      ],
      'ends-in-greenwich': ['its last day ends elsewhere', { until: '2030-12-31T00:00:00.000Z' }],
    },
  },
  {
    act: { kind: 'organ-consent', document, organ: 'mod', to: 'mofa', from, until },
    by: 'jpn head',
    why: 'the organ that designated a document lets another organ have it',
    notBy: ['jpn security', 'jpn releaser'],
    malformed: {
      'to-nobody': ['a consent to no organ in particular', { to: undefined }],
      'to-several': ['a consent to several organs at once', { to: ['mofa', 'npa'] }],
    },
  },
  {
    act: {
      kind: 'contractor',
      contractor: 'yard',
      levels: [hiketsu('秘')],
      conditions: contractorConditions.map((condition) => ({ condition, until })),
      from,
      until,
    },
    by: 'jpn security',
    why: 'fifteen conditions found at a contractor, each until its own day',
    notBy: ['jpn head', 'jpn controller'],
    malformed: {
      'unknown-condition': [
        'a condition that no clause has',
        { conditions: [{ condition: 'charm', until }] },
      ],
      'condition-for-ever': [
        'a condition that never has to be looked at again',
        { conditions: [{ condition: 'storage' }] },
      ],
      'sixteen-conditions': [
        'a condition twice, which makes sixteen',
        {
          conditions: [...contractorConditions, 'storage'].map((condition) => ({
            condition,
            until,
          })),
        },
      ],
      'without-levels': ['a contractor for no level', { levels: [] }],
    },
    beyond: { levels: [beyond] },
  },
]

/** Cases on each kind of grant. */
export async function grantKindCases({ chains }: World): Promise<readonly Named[]> {
  const levels = [hiketsu('秘'), hiketsu('極秘'), tokutei]
  const head = officer('jpn head', ['head'], levels)
  const appointed = await signed(
    appointmentType,
    appointment('jpn', next(chains.jpn.head()), head, 'jpn'),
    'jpn',
  )
  const steps = [{ kind: 'appointment', statement: appointed }] as const
  const placeOf = (by: SignerName): Place =>
    by === 'jpn security' ? next(chains.security.head()) : place(1, null)
  const ask = async (act: Change, by: SignerName, expect: string, why: string) => ({
    why,
    expect,
    ...(expect.startsWith('pact/key') || expect === 'pact/not-authorised' ? { member: 'jpn' } : {}),
    after: 'register',
    steps,
    ask: { kind: 'grant' as const, statement: await say(act, by, placeOf(by)) },
  })
  const cases: Named[] = []
  for (const { act, by, why, notBy, malformed, unlawful = {}, beyond: more } of kinds) {
    const put = async (name: string, change: Change, who: SignerName, expect: string, of: string) =>
      cases.push([`grant-${act.kind}-${name}`, await ask({ ...act, ...change }, who, expect, of)])
    await put('ok', {}, by, 'ok', why)
    for (const other of notBy) {
      const name = `by-${other.replace('jpn ', '')}`
      const of = `given by somebody who is appointed as ${other.replace('jpn ', '')} alone`
      await put(name, {}, other, 'pact/key-not-appointed', of)
    }
    for (const [name, [of, change]] of Object.entries(malformed)) {
      await put(name, change, by, 'pact/malformed', of)
    }
    for (const [name, [of, change]] of Object.entries(unlawful)) {
      await put(name, change, by, 'pact/bad-designation', of)
    }
    const unknown = { note: 'one field more' }
    await put('unknown-field', unknown, by, 'pact/malformed', 'a field that nobody knows')
    await put('over', { until: from }, by, 'pact/malformed', 'over at its first instant')
    if (more) {
      const of = 'a level that its issuer is not appointed for'
      await put('beyond-levels', more, by, 'pact/not-authorised', of)
    }
  }
  return [...cases, ...(await extensionCases(steps))]
}

/** Cases on terms of a designation that follow one of 1997. */
async function extensionCases(appointed: Vector['steps'] = []): Promise<readonly Named[]> {
  const began = {
    kind: 'designation',
    document,
    number: 'A-1',
    organ: 'mod',
    cabinet: null,
    from: '1996-12-31T15:00:00.000Z',
    until: '2001-12-31T15:00:00.000Z',
  }
  const first = await say(began, 'jpn head', place(1, null))
  const steps = [...appointed, { kind: 'grant' as const, statement: first }]
  const upTo = (day: string): Change => {
    const [year = 0] = day.split('-').map(Number)
    return { from: `${year - 4}-12-31T15:00:00.000Z`, until: `${day}T15:00:00.000Z` }
  }
  const one = async (name: string, expect: string, why: string, change: Change): Promise<Named> => {
    const statement = await say({ ...began, ...change }, 'jpn head', place(2, idOf(first)))
    const ask = { kind: 'grant', statement } as const
    return [`grant-designation-${name}`, { why, expect, after: 'register', steps, ask }]
  }
  const bad = 'pact/bad-designation'
  const approved = { cabinet: 'R8-1' }
  return [
    await one('thirty-years-ok', 'ok', 'thirty years in all', upTo('2026-12-31')),
    await one(
      'beyond-thirty-years',
      bad,
      'a day more than thirty years in all',
      upTo('2027-01-01'),
    ),
    await one('beyond-thirty-years-by-another-number', bad, 'the same under another number', {
      ...upTo('2027-01-01'),
      number: 'A-2',
    }),
    await one('cabinet-ok', 'ok', 'more than thirty years with the approval of the Cabinet', {
      ...upTo('2027-01-01'),
      ...approved,
    }),
    await one('sixty-years-ok', 'ok', 'sixty years in all', {
      ...upTo('2056-12-31'),
      ...approved,
    }),
    await one('beyond-sixty-years', bad, 'a day more than sixty years in all, with the approval', {
      ...upTo('2057-01-01'),
      ...approved,
    }),
  ]
}

/** Signs also what no type would let us say. */
function say(act: Change, by: SignerName, at: Place): Promise<Statement> {
  const kept = Object.fromEntries(Object.entries(act).filter(([, value]) => value !== undefined))
  const said = grant(at, { kind: 'withdrawal', grant: idOf(undefined) }, by)
  return signed(grantType, { ...said, act: kept }, by)
}
