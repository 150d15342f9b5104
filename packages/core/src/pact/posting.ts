/**
 * Where people serve, and what a move ends.
 *
 * A line of a register and a need-to-know are given to a person in a post. Once a newer grant names
 * another organ for the person, what was given before counts no more and has to be given anew: a
 * transfer that somebody forgot to follow up opens nothing.
 *
 * @module
 */
import type { GrantEntry, Grants } from './grant.ts'
import type { PersonGrant } from './grant-act.ts'
import { grantedTo, placeOfGrant, postsOf } from './grant-index.ts'
import { type Instant, within } from './vocabulary.ts'

/** The newest grant `person` of somebody that holds at `at`: where they serve. */
export function findPerson(grants: Grants, person: string, at: Instant): PersonGrant | undefined {
  return grantedTo(grants, 'person', person, at)[0]?.act
}

/** Whether `entry` was given to `person` in the organ where they serve at `at`. */
export function isInPost(grants: Grants, person: string, entry: GrantEntry, at: Instant): boolean {
  const organ = findPerson(grants, person, at)?.organ
  return organ !== undefined && organ === organWhenGiven(grants, person, entry)
}

/**
 * The organ of a person as it stood when `entry` was given. Grants `person` that were withdrawn since
 * count, or a move made of a withdrawal and a new grant would end nothing; where none came before, the
 * first that came after does.
 */
function organWhenGiven(grants: Grants, person: string, entry: GrantEntry): string | undefined {
  const posts = postsOf(grants, person)
  const at = placeOfGrant(grants, entry)
  const before = posts.filter(({ place, act }) => place < at && within(act, entry.grant.at))
  return (before.at(-1) ?? posts.find(({ place }) => place > at))?.act.organ
}
