/**
 * The people of the members that are used by commands alone, and the acts that speak of them.
 *
 * @module
 */
import { clearanceTerm, levels, type MemberId, term } from './members.ts'

/** Who signs in where; the first of each member is no officer. */
export const people = { jpn: ['mori', 'ito'], nzl: ['kea', 'tui', 'moa'] } as const

/** Who acts for the member. */
export const officers = { jpn: 'ito', nzl: 'tui' } as const

/** Where everybody is. */
export const facilities = { jpn: 'tokyo', nzl: 'wellington' } as const

/** The members. */
export const ids = ['jpn', 'nzl'] as const

/** Who has an enrolled device from the first day. */
export function enrolledFirst(id: MemberId): readonly string[] {
  return people[id].filter((one) => one !== 'moa')
}

/** The first appointments as a file beside the folders `keys` and `people` names them. */
export function firstAppointments(id: MemberId): readonly unknown[] {
  const facility = facilities[id]
  const person = officers[id]
  const roles = ['releaser', 'security', 'controller', 'pact']
  const officer = { kind: 'officer', person, keyFile: `keys/officer-${id}/public.json`, roles }
  const registrar = { kind: 'registrar', person, keyFile: `keys/registrar-${id}/public.json` }
  return [
    { ...officer, levels: levels[id], ...term },
    { ...registrar, facilities: [facility], until: '2050-01-01' },
    ...enrolledFirst(id).map((one) => {
      const keyFile = `people/${one}/device-public.pem`
      return { kind: 'device', person: one, facility, keyFile, until: '2050-01-01' }
    }),
  ]
}

/** Everybody on record; cleared are all but moa. */
export function clearances(id: MemberId): readonly unknown[] {
  const organ = `${id}-ministry`
  const facility = facilities[id]
  return [
    { kind: 'facility', facility, levels: levels[id], ...term },
    ...people[id].flatMap((person) => [
      { kind: 'person', person, nationality: id.toUpperCase(), organ, offices: [], ...term },
      { kind: 'facility-register', facility, person, ...term },
      ...(person === 'moa' ? [] : levels[id]).map((level) => {
        return { kind: 'clearance', person, organ, ...level, ...clearanceTerm }
      }),
    ]),
  ]
}

/** Need-to-know of a document for what the tests release it for. */
export function needToKnow(person: string, document: string): unknown {
  const scope = { kind: 'document', document }
  return { kind: 'need-to-know', person, scope, purposes: ['maritime-security'], ...term }
}
