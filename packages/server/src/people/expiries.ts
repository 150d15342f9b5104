/**
 * What ends soon of that by which people may read.
 *
 * @module
 */
import type { Hash } from '@entente/core/crypto'
import {
  type Granted,
  grantedEntries,
  type Instant,
  isInPost,
  type Standing,
  standingAsOf,
} from '@entente/core/pact'
import { levelText } from '@entente/core/policy'

/** Kinds of grants whose end is told. */
export const expiringKinds = [
  'clearance',
  'facility',
  'facility-register',
  'need-to-know',
  'person',
] as const

/** Something that ends. */
export interface Expiry {
  readonly kind: (typeof expiringKinds)[number]
  /** Null for what a facility is accredited for. */
  readonly person: string | null
  /** A level, a facility, a document or case, an organ; of a facility, its id and the levels. */
  readonly what: string
  readonly until: Instant
  /** Id of the grant. */
  readonly grant: Hash
}

/**
 * What stands at `at` and ends before `before`, the first to end first. Of what was given several times over,
 * the last end counts; what a move has ended already is not there.
 */
export function expiriesBetween(
  standing: Standing,
  at: Instant,
  before: Instant,
): readonly Expiry[] {
  const { grants } = standingAsOf(standing, at)
  const all: readonly Expiry[] = [
    ...grantedEntries(grants, 'clearance', at).map((one) =>
      expiry(one, one.act.person, levelText(one.act)),
    ),
    ...grantedEntries(grants, 'person', at).map((one) =>
      expiry(one, one.act.person, one.act.organ),
    ),
    ...grantedEntries(grants, 'facility', at).map((one) =>
      expiry(one, null, [one.act.facility, ...one.act.levels.map(levelText)].join(' ')),
    ),
    ...grantedEntries(grants, 'facility-register', at)
      .filter(({ act, entry }) => isInPost(grants, act.person, entry, at))
      .map((one) => expiry(one, one.act.person, one.act.facility)),
    ...grantedEntries(grants, 'need-to-know', at)
      .filter(({ act, entry }) => isInPost(grants, act.person, entry, at))
      .map((one) => {
        const { scope, person, purposes } = one.act
        const about = scope.kind === 'case' ? scope.case : scope.document
        return expiry(one, person, [about, ...purposes.toSorted()].join(' '))
      }),
  ]
  const last = Map.groupBy(all, ({ kind, person, what }) => JSON.stringify([kind, person, what]))
  return [...last.values()]
    .flatMap((same) => same.toSorted(inTime).at(-1) ?? [])
    .filter(({ until }) => until < before)
    .toSorted(inTime)
}

/** Where an expiry stands in the list. */
export function expiryKey({ until, grant }: Pick<Expiry, 'grant' | 'until'>): string {
  return `${until} ${grant}`
}

function inTime(a: Expiry, b: Expiry): number {
  return expiryKey(a) < expiryKey(b) ? -1 : 1
}

function expiry<K extends Expiry['kind']>(
  { act, entry }: Granted<K>,
  person: string | null,
  what: string,
): Expiry {
  const { kind, until }: Pick<Granted<Expiry['kind']>['act'], 'kind' | 'until'> = act
  return { kind, person, what, until, grant: entry.id }
}
