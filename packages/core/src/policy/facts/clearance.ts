/**
 * What a person is cleared for, and what stands in for a clearance.
 *
 * @module
 */
import {
  everGrantedTo,
  findLevel,
  grantedTo,
  type GrantEntry,
  type Instant,
  isInPost,
  type LevelKey,
  type Pact,
  type PersonGrant,
  type Standing,
  type Terms,
  within,
} from '../../pact/index.ts'

import {
  hoursAfter,
  levelText,
  listIn,
  numberFor,
  numberIn,
  rankOf,
  termsFor,
  yearsAfter,
} from './parameters.ts'

/** Levels, each a subset of the one before, and those that need no clearance. */
export interface ClearanceFacts {
  /** Of clearances that are, or were, and not withdrawn. */
  readonly everCleared: readonly string[]
  /** Within the term of the clearance. */
  readonly cleared: readonly string[]
  /** Not older than the law of the regime lets any be. */
  readonly lasting: readonly string[]
  /** By the organ where the person serves, where the regime asks for that. */
  readonly reads: readonly string[]
  readonly exempt: readonly string[]
  readonly emergency: readonly string[]
  readonly eyesOnlyApproved: readonly string[]
}

/** The clearances of `person` at `at`, as the pact of the document reads them. */
export function clearanceFacts(
  standing: Standing,
  pact: Pact | undefined,
  who: PersonGrant | undefined,
  person: string,
  at: Instant,
): ClearanceFacts {
  const { grants } = standing
  const terms = termsFor(pact, standing)
  const everyTerms = termsFor(undefined, standing)
  const expand = (held: readonly LevelKey[]): readonly string[] => levelsRead(terms, held)
  const clearances = everGrantedTo(grants, 'clearance', person)
    .filter(({ act }) => act.from <= at)
    .map(({ act, entry: { grant } }) => ({
      ...act,
      date: act.from < grant.at ? act.from : grant.at,
    }))
  const current = clearances.filter((one) => within(one, at))
  const lasting = current.filter(({ regime, date }) => lasts(everyTerms, regime, date, at))
  const reads = lasting.filter(
    ({ regime, organ }) => !isBoundToOrgan(everyTerms, regime) || organ === who?.organ,
  )
  const inPost = (entry: GrantEntry): boolean => isInPost(grants, person, entry, at)
  const exempt = grantedTo(grants, 'exemption', person, at)
    .filter(({ entry }) => inPost(entry))
    .filter(({ act }) => exempts(terms, act, who))
    .map(({ act }) => act)
  const emergency = grantedTo(grants, 'emergency-access', person, at)
    .filter(({ entry }) => inPost(entry))
    .filter(({ act }) => isShort(terms, act.from, at) && isOneAbove(terms, act, reads))
    .map(({ act }) => levelText(act))
  const approvals = grantedTo(grants, 'eyes-only-approval', person, at).map(({ act }) => act)
  return {
    everCleared: expand(clearances),
    cleared: expand(current),
    lasting: expand(lasting),
    reads: expand(reads),
    exempt: expand(exempt),
    emergency,
    eyesOnlyApproved: expand(approvals),
  }
}

/**
 * A clearance reads the levels that its own level lists (D5); a higher one implies nothing else. What
 * it lists is for the pact of the document to say; another pact must not widen it.
 */
export function levelsRead(
  terms: readonly Terms[],
  clearances: readonly LevelKey[],
): readonly string[] {
  const read = clearances.flatMap(({ regime, level }) =>
    terms
      .flatMap((one) => findLevel(one, { regime, level })?.level.reads ?? [])
      .map((name) => levelText({ regime, level: name })),
  )
  return [...new Set(read)]
}

function isBoundToOrgan(terms: readonly Terms[], regime: string): boolean {
  return terms.some((one) => one.regimes.some((row) => row.regime === regime && row.boundToOrgan))
}

/**
 * Whether a clearance of this date still counts, whatever end it names. A regime that binds to the organ
 * limits its clearances by law as well: where no clause says for how long, none lasts.
 */
function lasts(terms: readonly Terms[], regime: string, date: Instant, at: Instant): boolean {
  const years = numberFor(terms, 'clearanceYears', regime)
  return years === undefined ? !isBoundToOrgan(terms, regime) : at < yearsAfter(date, years)
}

/** Whether the clauses exempt the office under the regime, and the person still holds the office. */
function exempts(
  terms: readonly Terms[],
  { office, regime }: { readonly office: string; readonly regime: string },
  who: PersonGrant | undefined,
): boolean {
  return (
    (who?.offices.includes(office) ?? false) &&
    allSay(terms, (one) => listIn(one, 'exemptOffices')?.includes(`${regime} ${office}`) ?? false)
  )
}

/** Whether there is a pact at all, and each says so: where nobody says how long, nothing lasts. */
function allSay(terms: readonly Terms[], says: (one: Terms) => boolean): boolean {
  return terms.length > 0 && terms.every(says)
}

function isShort(terms: readonly Terms[], from: Instant, at: Instant): boolean {
  return allSay(terms, (one) => at < hoursAfter(from, numberIn(one, 'emergencyHours')))
}

/** Whether a level is no more than one above the highest that a clearance that counts was given for. */
function isOneAbove(terms: readonly Terms[], to: LevelKey, held: readonly LevelKey[]): boolean {
  return allSay(terms, (one) => {
    const rank = rankOf(one, to)
    const own = held.filter(({ regime }) => regime === to.regime).map((key) => rankOf(one, key))
    return rank !== -1 && own.some((at) => at !== -1 && rank <= at + 1)
  })
}
