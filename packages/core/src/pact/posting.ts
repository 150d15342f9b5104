/**
 * Where people serve, and what a move ends.
 *
 * A line of a register and a need-to-know are given to a person in a post. Once a newer grant names
 * another organ for the person, what was given before counts no more and has to be given anew: a
 * transfer that somebody forgot to follow up opens nothing.
 *
 * @module
 */
import { grantedEntries, type GrantEntry, type Grants, type PersonGrant } from './grant.ts'
import { type Instant, within } from './vocabulary.ts'

/** The newest grant `person` of somebody that holds at `at`: where they serve. */
export function findPerson(grants: Grants, person: string, at: Instant): PersonGrant | undefined {
  return grantedEntries(grants, 'person', at).find(({ act }) => act.person === person)?.act
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
function organWhenGiven(
  { entries }: Grants,
  person: string,
  entry: GrantEntry,
): string | undefined {
  const posts = entries.flatMap((one, at) =>
    one.grant.act.kind === 'person' && one.grant.act.person === person
      ? [{ act: one.grant.act, at }]
      : [],
  )
  const place = entries.indexOf(entry)
  const before = posts.filter(({ at, act }) => at < place && within(act, entry.grant.at))
  return (before.at(-1) ?? posts.find(({ at }) => at > place))?.act.organ
}
