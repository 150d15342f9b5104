/**
 * Where people serve, and what a move ends.
 *
 * A line of a register and a need-to-know are given to a person in a post. Once a newer grant names
 * another organ for the person, what was given before counts no more and has to be given anew: a
 * transfer that somebody forgot to follow up opens nothing. Nor does the end of the newer grant: what was
 * before it does not come back.
 *
 * @module
 */
import type { Granted, GrantEntry, Grants } from './grant.ts'
import type { PersonGrant } from './grant-act.ts'
import { isGivenBefore, postsOf, withdrawalOf } from './grant-index.ts'
import { type Instant, within } from './vocabulary.ts'

/** What is on record of somebody at `at`, with the grant that says so. */
export function findPost(
  grants: Grants,
  person: string,
  at: Instant,
): Granted<'person'> | undefined {
  const newest = findLastPost(grants, person, at)
  return newest?.entry.withdrawn === undefined && newest && within(newest.act, at)
    ? newest
    : undefined
}

/** What is on record of somebody at `at`. */
export function findPerson(grants: Grants, person: string, at: Instant): PersonGrant | undefined {
  return findPost(grants, person, at)?.act
}

/** The newest grant `person` of somebody that has begun at `at`, also if it is over or withdrawn. */
export function findLastPost(
  grants: Grants,
  person: string,
  at: Instant,
): Granted<'person'> | undefined {
  return postsOf(grants, person).findLast(({ act }) => act.from <= at)
}

/** Whether `entry` was given to `person` in the organ where they serve at `at`. */
export function isInPost(grants: Grants, person: string, entry: GrantEntry, at: Instant): boolean {
  const organ = findPerson(grants, person, at)?.organ
  return organ !== undefined && organ === organWhenGiven(grants, person, entry)
}

/** Whether `entry` was withdrawn, and what is on record of `person` at `at` was put there after that. */
export function isOverBefore(
  grants: Grants,
  person: string,
  entry: GrantEntry,
  at: Instant,
): boolean {
  const [withdrawal, post] = [withdrawalOf(grants, entry), findPost(grants, person, at)]
  return (
    withdrawal !== undefined && post !== undefined && isGivenBefore(grants, withdrawal, post.entry)
  )
}

/**
 * The organ of a person as it stood when `entry` was given. Grants `person` that were withdrawn since
 * count, or a move made of a withdrawal and a new grant would end nothing; where the person was on record
 * nowhere then, the first that came after does.
 */
export function organWhenGiven(
  grants: Grants,
  person: string,
  entry: GrantEntry,
): string | undefined {
  const posts = postsOf(grants, person)
  const isBefore = ({ entry: post }: Granted<'person'>): boolean =>
    isGivenBefore(grants, post, entry)
  const { at } = entry.grant
  const then = posts.findLast((post) => isBefore(post) && post.act.from <= at)
  if (then && within(then.act, at)) return then.act.organ
  return posts.find((post) => !isBefore(post))?.act.organ
}
