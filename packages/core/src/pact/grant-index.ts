/**
 * Grants found by whom or what they are about: a decision looks at a few of them, however many there are.
 *
 * @module
 */
import type { Hash } from '../crypto/index.ts'

import type { ActOfGrant, Granted, GrantEntry, Grants } from './grant.ts'
import type { GrantAct, GrantedKind } from './grant-act.ts'
import { type Instant, within } from './vocabulary.ts'

/** Kinds that are about a person. */
export type PersonalKind =
  | 'clearance'
  | 'emergency-access'
  | 'exemption'
  | 'eyes-only-approval'
  | 'facility-register'
  | 'need-to-know'
  | 'person'
  | 'visit'

/** The grants of `kind` about `person` that hold at `at` with their entries, newest first. */
export function grantedTo<K extends PersonalKind>(
  grants: Grants,
  kind: K,
  person: string,
  at: Instant,
): readonly Granted<K>[] {
  return standing(indexOf(grants).byPerson.get(person), kind, at)
}

/** Grants of `kind` about `person` that stand, whatever their time, in order: those past as well. */
export function everGrantedTo<K extends PersonalKind>(
  grants: Grants,
  kind: K,
  person: string,
): readonly Granted<K>[] {
  return live(indexOf(grants).byPerson.get(person), kind)
}

/** Every permission of a visit by `person`, withdrawn or not, in order. */
export function visitsOf(grants: Grants, person: string): readonly GrantEntry[] {
  return (indexOf(grants).byPerson.get(person) ?? []).filter(
    ({ grant: { act } }) => act.kind === 'visit',
  )
}

/** Those who have begun to administer `facility` by `at` and were not withdrawn: also after their term. */
export function administratorsOf(
  grants: Grants,
  facility: string,
  at: Instant,
): readonly ActOfGrant<'administrator'>[] {
  return live(indexOf(grants).byFacility.get(facility), 'administrator')
    .map(({ act }) => act)
    .filter(({ from }) => from <= at)
}

/** Grants of `kind` about `document` that stand, whatever their time, in order: those past as well. */
export function everGrantedOf<K extends 'designation' | 'organ-consent'>(
  grants: Grants,
  kind: K,
  document: string,
): readonly Granted<K>[] {
  return live(indexOf(grants).byDocument.get(document), kind)
}

/** The accreditations of `facility` that hold at `at`, newest first. */
export function accreditationsOf(
  grants: Grants,
  facility: string,
  at: Instant,
): readonly ActOfGrant<'facility'>[] {
  return standing(indexOf(grants).byFacility.get(facility), 'facility', at).map(({ act }) => act)
}

/** Every document of which a designation stands, whatever its time. */
export function designatedDocuments(grants: Grants): readonly string[] {
  return [...indexOf(grants).byDocument.keys()].filter(
    (document) => everGrantedOf(grants, 'designation', document).length > 0,
  )
}

/** What was found at `contractor`, as far as it holds at `at`, newest first. */
export function findingsAt(
  grants: Grants,
  contractor: string,
  at: Instant,
): readonly ActOfGrant<'contractor'>[] {
  return standing(indexOf(grants).byContractor.get(contractor), 'contractor', at).map(
    ({ act }) => act,
  )
}

/** What puts `document` into cases at `at`, newest first. */
export function casesOf(
  grants: Grants,
  document: string,
  at: Instant,
): readonly Granted<'case-document'>[] {
  return standing(indexOf(grants).byDocument.get(document), 'case-document', at)
}

/** What puts documents into the case called `name` at `at`, newest first. */
export function contentsOf(
  grants: Grants,
  name: string,
  at: Instant,
): readonly Granted<'case-document'>[] {
  return standing(indexOf(grants).byCase.get(name), 'case-document', at)
}

/** Every grant `person` of somebody, withdrawn or not, in order. */
export function postsOf(grants: Grants, person: string): readonly Granted<'person'>[] {
  return (indexOf(grants).byPerson.get(person) ?? []).flatMap((entry) => {
    const { act } = entry.grant
    return act.kind === 'person' ? [{ act, entry }] : []
  })
}

/** What has ended `entry`. */
export function withdrawalOf(grants: Grants, { id }: GrantEntry): GrantEntry | undefined {
  return indexOf(grants).withdrawals.get(id)
}

/**
 * Whether one grant was given before another: by their numbers where one officer gave both, else by the
 * signed word of both. The order in which they came to be known says nothing, as whoever keeps the rows can
 * change it. Of two officers at one instant neither was before the other.
 */
export function isGivenBefore(grants: Grants, one: GrantEntry, other: GrantEntry): boolean {
  const [a, b] = [one.grant, other.grant]
  if (a.issuer === b.issuer) return a.number < b.number
  const { times } = indexOf(grants)
  return (times.get(one) ?? a.at) < (times.get(other) ?? b.at)
}

interface GrantIndex {
  /** When each was given: by its own word, and never before what the same officer had given already. */
  readonly times: ReadonlyMap<GrantEntry, Instant>
  readonly withdrawals: ReadonlyMap<Hash, GrantEntry>
  readonly byPerson: ReadonlyMap<string, readonly GrantEntry[]>
  readonly byFacility: ReadonlyMap<string, readonly GrantEntry[]>
  readonly byDocument: ReadonlyMap<string, readonly GrantEntry[]>
  readonly byCase: ReadonlyMap<string, readonly GrantEntry[]>
  readonly byContractor: ReadonlyMap<string, readonly GrantEntry[]>
}

/** By the list itself, which is never changed but replaced: another list has another index. */
const indexes = new WeakMap<readonly GrantEntry[], GrantIndex>()

function indexOf({ entries }: Grants): GrantIndex {
  const known = indexes.get(entries)
  if (known) return known
  const times = timesOf(entries)
  const sorted = entries.toSorted((a, b) => inOrder(a, b, times))
  const by = (key: (act: GrantAct) => string | undefined): Map<string, GrantEntry[]> => {
    const found = new Map<string, GrantEntry[]>()
    for (const entry of sorted) {
      const name = key(entry.grant.act)
      if (name === undefined) continue
      const list = found.get(name)
      if (list) list.push(entry)
      else found.set(name, [entry])
    }
    return found
  }
  const index: GrantIndex = {
    times,
    withdrawals: new Map(
      entries.flatMap((entry) => {
        const { act } = entry.grant
        return act.kind === 'withdrawal' ? [[act.grant, entry] as const] : []
      }),
    ),
    byPerson: by((act) => ('person' in act ? act.person : undefined)),
    byFacility: by((act) =>
      act.kind === 'facility' || act.kind === 'administrator' ? act.facility : undefined,
    ),
    byDocument: by((act) => ('document' in act ? act.document : undefined)),
    byCase: by((act) => (act.kind === 'case-document' ? act.case : undefined)),
    byContractor: by((act) => (act.kind === 'contractor' ? act.contractor : undefined)),
  }
  indexes.set(entries, index)
  return index
}

function timesOf(entries: readonly GrantEntry[]): ReadonlyMap<GrantEntry, Instant> {
  const last = new Map<Hash, Instant>()
  return new Map(
    entries.map((entry) => {
      const { issuer, at } = entry.grant
      const before = last.get(issuer) ?? at
      const time = before > at ? before : at
      last.set(issuer, time)
      return [entry, time] as const
    }),
  )
}

/** One order of all grants, the same however they came to be known. */
function inOrder(a: GrantEntry, b: GrantEntry, times: ReadonlyMap<GrantEntry, Instant>): number {
  const [one, other] = [times.get(a) ?? '', times.get(b) ?? '']
  if (one !== other) return one < other ? -1 : 1
  if (a.grant.issuer !== b.grant.issuer) return a.grant.issuer < b.grant.issuer ? -1 : 1
  return a.grant.number - b.grant.number
}

function standing<K extends GrantedKind>(
  entries: readonly GrantEntry[] | undefined,
  kind: K,
  at: Instant,
): readonly Granted<K>[] {
  return live(entries, kind)
    .filter(({ act }) => within(act, at))
    .toReversed()
}

function live<K extends GrantedKind>(
  entries: readonly GrantEntry[] | undefined,
  kind: K,
): readonly Granted<K>[] {
  return (entries ?? [])
    .filter(({ withdrawn }) => withdrawn === undefined)
    .map((entry) => ({ act: entry.grant.act, entry }))
    .filter((one): one is Granted<K> => one.act.kind === kind && 'from' in one.act)
}
