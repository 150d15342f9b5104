/**
 * Grants found by whom or what they are about: a decision looks at a few of them, however many there are.
 *
 * @module
 */
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

/** Those who administer `facility` at `at`. */
export function administratorsOf(
  grants: Grants,
  facility: string,
  at: Instant,
): readonly ActOfGrant<'administrator'>[] {
  return standing(indexOf(grants).byFacility.get(facility), 'administrator', at).map(
    ({ act }) => act,
  )
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

/** Every grant `person` of somebody, withdrawn or not, in order, and where each stands among all grants. */
export function postsOf(
  grants: Grants,
  person: string,
): readonly { readonly act: ActOfGrant<'person'>; readonly place: number }[] {
  const { byPerson, places } = indexOf(grants)
  return (byPerson.get(person) ?? []).flatMap((entry) => {
    const { act } = entry.grant
    return act.kind === 'person' ? [{ act, place: places.get(entry) ?? -1 }] : []
  })
}

/** Where `entry` stands among all grants; -1 if it is none of them. */
export function placeOfGrant(grants: Grants, entry: GrantEntry): number {
  return indexOf(grants).places.get(entry) ?? -1
}

interface GrantIndex {
  readonly places: ReadonlyMap<GrantEntry, number>
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
  const by = (key: (act: GrantAct) => string | undefined): Map<string, GrantEntry[]> => {
    const found = new Map<string, GrantEntry[]>()
    for (const entry of entries) {
      const name = key(entry.grant.act)
      if (name === undefined) continue
      const list = found.get(name)
      if (list) list.push(entry)
      else found.set(name, [entry])
    }
    return found
  }
  const index: GrantIndex = {
    places: new Map(entries.map((entry, place) => [entry, place])),
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
