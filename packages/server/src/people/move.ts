/**
 * What would stand if somebody moved: for an officer who has to know it before.
 *
 * @module
 */
import { hashOf } from '@entente/core/crypto'
import { utf8 } from '@entente/core/lib'
import { findPost, type GrantEntry, type Instant, type Standing } from '@entente/core/pact'

/** No officer's key: nothing is signed by it, and it numbers nothing. */
const nobody = hashOf(utf8('nobody'))

/**
 * The standing as it would be if `person` served in `organ` from `at` on and nothing else were recorded. It
 * answers questions alone: no decision that opens anything may rest on it. Undefined for who has no post then.
 */
export function standingIfMoved(
  standing: Standing,
  person: string,
  organ: string,
  at: Instant,
): Standing | undefined {
  const { grants } = standing
  const post = findPost(grants, person, at)
  if (!post) return undefined
  const { nationality, until } = post.act
  const entry: GrantEntry = {
    id: nobody,
    grant: {
      kind: 'grant',
      member: grants.member,
      issuer: nobody,
      number: 1,
      previous: null,
      at,
      act: { kind: 'person', person, nationality, organ, offices: [], from: at, until },
    },
    levels: [],
    officer: '',
    recorded: at,
    withdrawn: undefined,
  }
  return { ...standing, grants: { ...grants, entries: [...grants.entries, entry] } }
}
