/**
 * What stood on another day: for the officer who has to say who could read what, and when.
 *
 * @module
 */
import { consentsAsOf } from './consents.ts'
import type { Directory } from './directory.ts'
import type { Grants } from './grant.ts'
import type { Standing } from './standing.ts'
import type { Instant } from './vocabulary.ts'

/**
 * The standing as it was known at `at`: grants, consents and appointments recorded by then, withdrawals that came
 * later undone. Notices are those known now, of which the state of a pact counts what had taken effect.
 */
export function standingAsOf(standing: Standing, at: Instant): Standing {
  const directories = new Map(
    [...standing.directories].map(([member, one]) => [member, directoryAsOf(one, at)] as const),
  )
  const grants = grantsAsOf(standing.grants, at)
  return { ...standing, directories, grants, consents: consentsAsOf(standing.consents, at) }
}

/** Grants as they were known at `at`. Their heads stay: nothing is made that would follow them. */
export function grantsAsOf(grants: Grants, at: Instant): Grants {
  const entries = grants.entries
    .filter(({ recorded }) => recorded <= at)
    .map((entry) =>
      entry.withdrawn !== undefined && entry.withdrawn > at
        ? { ...entry, withdrawn: undefined }
        : entry,
    )
  return { ...grants, entries }
}

/** A directory up to the last entry that was known at `at`. */
function directoryAsOf(directory: Directory, at: Instant): Directory {
  const number = directory.times.filter((time) => time <= at).length
  return {
    ...directory,
    head: { number, id: directory.ids[number - 1] ?? null },
    ids: directory.ids.slice(0, number),
    times: directory.times.slice(0, number),
  }
}
