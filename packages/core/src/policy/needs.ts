/**
 * Who needs to know what.
 *
 * A need is for a document or for a case, given by officers appointed for its level: a controller for
 * lower levels neither gives the need nor puts the document into a case.
 *
 * @module
 */
import {
  appointed,
  casesOf,
  type Granted,
  grantedTo,
  type GrantEntry,
  type Grants,
  type Instant,
  isInPost,
  type LevelKey,
  type Pact,
  requireDirectory,
  sameLevel,
  type Standing,
} from '../pact/index.ts'

import { isClassified, type Subject } from './subject.ts'

/** Whether an officer with these levels may speak of a document. */
type Reach = (levels: readonly LevelKey[]) => boolean

/** What is classified and has no level here is nobody's to speak of. */
export function reachOf(
  pact: Pact | undefined,
  subject: Subject,
  level: LevelKey | undefined,
): Reach {
  if (!isClassified(pact, subject, level)) return () => true
  return (levels) => level !== undefined && levels.some((one) => sameLevel(one, level))
}

/** Needs for the document or a case that it is in. */
export function needsToKnow(
  grants: Grants,
  subject: Subject,
  reach: Reach,
  person: string,
  at: Instant,
): readonly { readonly purposes: readonly string[] }[] {
  const document = subject.kind === 'own' ? subject.document : subject.release.document
  const cases = casesOf(grants, document, at)
    .filter(({ entry }) => reach(entry.levels))
    .map(({ act }) => act.case)
  const all = subject.kind === 'own' && subject.case !== null ? [...cases, subject.case] : cases
  return needsOf(grants, reach, person, at).filter(({ scope }) =>
    scope.kind === 'document' ? scope.document === document : all.includes(scope.case),
  )
}

/** Whether a person is appointed to release documents of `level`. */
export function isReleaser(
  standing: Standing,
  person: string,
  level: LevelKey | undefined,
  at: Instant,
): boolean {
  const officers = appointed(requireDirectory(standing, standing.self), 'officer', at)
  return officers.some(
    ({ person: who, roles, levels }) =>
      who === person &&
      roles.includes('releaser') &&
      levels.some((one) => level !== undefined && sameLevel(one, level)),
  )
}

function needsOf(
  grants: Grants,
  reach: Reach,
  person: string,
  at: Instant,
): readonly Granted<'need-to-know'>['act'][] {
  const speaks = ({ entry }: { readonly entry: GrantEntry }): boolean =>
    reach(entry.levels) && isInPost(grants, person, entry, at)
  return grantedTo(grants, 'need-to-know', person, at)
    .filter(speaks)
    .map(({ act }) => act)
}
