/**
 * People, facilities and their registers as the officers' grants say them. No names: ids alone.
 *
 * @module
 */
import type { Hash } from '@entente/core/crypto'
import {
  type ActOfGrant,
  findPerson,
  findPost,
  type Granted,
  grantedEntries,
  type GrantedKind,
  type GrantEntry,
  type Instant,
  isInPost,
  type LevelKey,
  type NeedToKnowGrant,
  type Standing,
  standingAsOf,
} from '@entente/core/pact'
import { levelText } from '@entente/core/policy'

/** How long something holds, and the statement that says so. */
interface Held {
  readonly from: Instant
  readonly until: Instant
  /** Id of the grant. */
  readonly grant: Hash
  /** Key id of the officer who gave it. */
  readonly issuer: Hash
}

/** A line of a facility's register. */
export interface AuthorisedIndividual extends Held {
  readonly person: string
  /** Where the person serves. */
  readonly organ: string
}

/** A facility and what it is accredited for. */
export interface FacilityState {
  readonly facility: string
  readonly levels: readonly (LevelKey & Held)[]
}

/** Where a person serves. */
export interface PersonSummary extends Held {
  readonly person: string
  readonly nationality: string
  readonly organ: string
  readonly offices: readonly string[]
}

/** All that the grants say of a person. */
export interface PersonState {
  readonly person: string
  readonly post: PersonSummary | null
  readonly clearances: readonly (LevelKey & Held & { readonly organ: string })[]
  readonly facilities: readonly (Held & { readonly facility: string })[]
  readonly needs: readonly (Held & Pick<NeedToKnowGrant, 'purposes' | 'scope'>)[]
}

/** Who was on the register of `facility` at `at`, by person; who had moved away by then was not. */
export function facilityRegister(
  standing: Standing,
  facility: string,
  at: Instant,
): readonly AuthorisedIndividual[] {
  const { grants } = standingAsOf(standing, at)
  return grantedEntries(grants, 'facility-register', at)
    .filter(
      ({ act, entry }) => act.facility === facility && isInPost(grants, act.person, entry, at),
    )
    .map((one) => ({
      person: one.act.person,
      organ: findPerson(grants, one.act.person, at)?.organ ?? '',
      ...held(one),
    }))
    .toSorted(by(({ person, grant }) => `${person} ${grant}`))
}

/** The facilities that were accredited at `at`, by id. */
export function facilityStates(standing: Standing, at: Instant): readonly FacilityState[] {
  const { grants } = standingAsOf(standing, at)
  const all = grantedEntries(grants, 'facility', at)
  return [...Map.groupBy(all, ({ act }) => act.facility)]
    .map(([facility, some]) => ({
      facility,
      levels: some
        .flatMap((one) => one.act.levels.map((level) => ({ ...level, ...held(one) })))
        .toSorted(by((level) => `${levelText(level)} ${level.grant}`)),
    }))
    .toSorted(by(({ facility }) => facility))
}

/** Where everybody served at `at`, by person. */
export function personSummaries(standing: Standing, at: Instant): readonly PersonSummary[] {
  const { grants } = standingAsOf(standing, at)
  const named = grantedEntries(grants, 'person', at).map(({ act }) => act.person)
  return [...new Set(named)]
    .flatMap((person) => findPost(grants, person, at) ?? [])
    .map(summary)
    .toSorted(by(({ person }) => person))
}

/** What the grants said of `person` at `at`; undefined if nothing ever named them by then. */
export function findPersonState(
  standing: Standing,
  person: string,
  at: Instant,
): PersonState | undefined {
  const { grants } = standingAsOf(standing, at)
  const named = grants.entries.some(
    ({ grant: { act } }) => 'person' in act && act.person === person,
  )
  if (!named) return undefined
  const isTheirs = ({ act }: { readonly act: { readonly person: string } }): boolean =>
    act.person === person
  const inPost = ({ entry }: { readonly entry: GrantEntry }): boolean =>
    isInPost(grants, person, entry, at)
  const post = findPost(grants, person, at)
  return {
    person,
    post: post ? summary(post) : null,
    clearances: grantedEntries(grants, 'clearance', at)
      .filter(isTheirs)
      .map((one) => {
        const { regime, level, organ } = one.act
        return { regime, level, organ, ...held(one) }
      }),
    facilities: grantedEntries(grants, 'facility-register', at)
      .filter((one) => isTheirs(one) && inPost(one))
      .map((one) => ({ facility: one.act.facility, ...held(one) })),
    needs: grantedEntries(grants, 'need-to-know', at)
      .filter((one) => isTheirs(one) && inPost(one))
      .map((one) => ({ scope: one.act.scope, purposes: one.act.purposes, ...held(one) })),
  }
}

function summary(one: Granted<'person'>): PersonSummary {
  const { person, nationality, organ, offices } = one.act
  return { person, nationality, organ, offices, ...held(one) }
}

function held<K extends GrantedKind>({ act, entry }: Granted<K>): Held {
  const { from, until }: Pick<ActOfGrant<GrantedKind>, 'from' | 'until'> = act
  return { from, until, grant: entry.id, issuer: entry.grant.issuer }
}

function by<T>(key: (one: T) => string): (a: T, b: T) => number {
  return (a, b) => (key(a) < key(b) ? -1 : 1)
}
