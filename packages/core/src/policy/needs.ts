/**
 * Who needs to know what: of one document, and of all documents at once.
 *
 * A need is for a document or for a case, given by officers appointed for its level: a controller for
 * lower levels neither gives the need nor puts the document into a case.
 *
 * @module
 */
import {
  appointed,
  casesOf,
  contentsOf,
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

import { isClassified, localLevel, type JudgedSubject } from './subject.ts'

/** Whether an officer with these levels may speak of a document. */
export type Reach = (levels: readonly LevelKey[]) => boolean

/** What a person needs to know among the documents of one level, and for which purposes. */
export interface Needs {
  /** Purposes by document. */
  readonly documents: ReadonlyMap<string, readonly string[]>
  /** Purposes by the case that the home policy of a document of ours names. */
  readonly cases: ReadonlyMap<string, readonly string[]>
  /** Whether the person may look at what waits for approval. */
  readonly looks: boolean
}

/** What is classified and has no level here is nobody's to speak of. */
export function reachOf(
  pact: Pact | undefined,
  subject: JudgedSubject,
  level: LevelKey | undefined,
): Reach {
  if (!isClassified(pact, subject, level)) return () => true
  return (levels) => level !== undefined && levels.some((one) => sameLevel(one, level))
}

/** Needs for the document or a case that it is in. */
export function needsToKnow(
  grants: Grants,
  subject: JudgedSubject,
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

/**
 * Needs of a person among all documents of which `like` is one: of one side, under one pact, at one level.
 * For each of them it finds what {@link needsToKnow} finds.
 */
export function needsAmong(
  standing: Standing,
  pact: Pact | undefined,
  like: JudgedSubject,
  person: string,
  at: Instant,
): Needs {
  const { grants } = standing
  const level = localLevel(standing, pact, like)
  const reach = reachOf(pact, like, level)
  const documents = new Map<string, string[]>()
  const cases = new Map<string, string[]>()
  for (const { scope, purposes } of needsOf(grants, reach, person, at)) {
    if (scope.kind === 'document') add(documents, scope.document, purposes)
    else add(cases, scope.case, purposes)
  }
  for (const [name, purposes] of cases) {
    for (const { act, entry } of contentsOf(grants, name, at)) {
      if (reach(entry.levels)) add(documents, act.document, purposes)
    }
  }
  const looks = like.kind === 'own' && isReleaser(standing, person, level, at)
  return { documents, cases, looks }
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

function add(found: Map<string, string[]>, name: string, purposes: readonly string[]): void {
  const known = found.get(name)
  if (known) known.push(...purposes)
  else found.set(name, [...purposes])
}
