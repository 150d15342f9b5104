/**
 * Facts for a decision, from what stands and from nothing else.
 *
 * @module
 */
import {
  appointed,
  findEquivalent,
  findLevel,
  findOfficer,
  findPerson,
  granted,
  grantedEntries,
  type GrantEntry,
  isInPost,
  type Instant,
  type LevelKey,
  type Pact,
  type Release,
  requireDirectory,
  sameLevel,
  type Standing,
  stateOf,
  type Terms,
  within,
} from '../pact/index.ts'
import type { Hash } from '../crypto/index.ts'

import type { CircumstanceFacts, DecisionRequest, DocumentFacts, PersonFacts } from './decide.ts'
import type { DecisionAction } from './rules.ts'

/** A document as a decision needs it: one of ours, or one released to us. */
export type Subject =
  | {
      readonly kind: 'own'
      readonly document: string
      readonly author: string
      readonly level: LevelKey
      readonly case: string | null
      /** Whether a prepared release waits for approval, so that releasers may look at it. */
      readonly awaitsApproval: boolean
    }
  | {
      readonly kind: 'received'
      readonly release: Release
      readonly recalled: boolean
    }

/** Who asks, from where, for what. */
export interface Question {
  readonly action: DecisionAction
  readonly person: string
  readonly facility: string
  readonly purpose: string
  readonly at: Instant
  /** Key of the person as an officer, where the act needs one. */
  readonly officerKey?: Hash
}

/** Purposes that the making of a document has, beside those of the pact. */
export const ownPurposes = { author: 'drafting', releaser: 'approval' } as const

/** The facts of a question about a document under a pact. */
export function factsOf(
  standing: Standing,
  pact: Pact | undefined,
  subject: Subject,
  question: Question,
): DecisionRequest {
  const level = localLevel(standing, pact, subject)
  const person = personFacts(standing, pact, subject, level, question)
  return {
    action: question.action,
    person,
    document: documentFacts(standing, pact, subject, level, question),
    circumstances: circumstances(standing, pact, question),
  }
}

/** One text for a level, as the sets of facts hold it. */
export function levelText({ regime, level }: LevelKey): string {
  return `${regime} ${level}`
}

/** The level by which we protect it: our own, or the equivalent of the originator's. */
function localLevel(
  standing: Standing,
  pact: Pact | undefined,
  subject: Subject,
): LevelKey | undefined {
  if (subject.kind === 'own') return subject.level
  return pact && findEquivalent(pact.terms, subject.release.level, standing.self)
}

/** Classified if either side says so, and where nobody can say. */
function isClassified(
  pact: Pact | undefined,
  subject: Subject,
  level: LevelKey | undefined,
): boolean {
  const theirs = subject.kind === 'own' ? subject.level : subject.release.level
  return [theirs, level].some(
    (key) => (pact && key && findLevel(pact.terms, key)?.level.classified) ?? true,
  )
}

function documentFacts(
  { self }: Standing,
  pact: Pact | undefined,
  subject: Subject,
  level: LevelKey | undefined,
  { at }: Question,
): DocumentFacts {
  const common = {
    level: level ? levelText(level) : '',
    equivalent: level !== undefined,
    classified: isClassified(pact, subject, level),
  }
  if (subject.kind === 'own') {
    const known = pact?.terms.purposes.map(({ id }) => id) ?? []
    const purposes = [...known, ...Object.values(ownPurposes)]
    return { ...common, received: false, released: false, ended: false, recalled: false, purposes }
  }
  const { release, recalled } = subject
  return {
    ...common,
    received: true,
    released: release.recipients.includes(self),
    ended: at >= release.notAfter,
    recalled,
    purposes: release.purposes,
  }
}

function personFacts(
  standing: Standing,
  pact: Pact | undefined,
  subject: Subject,
  level: LevelKey | undefined,
  { person, at, officerKey }: Question,
): PersonFacts {
  const { grants, self } = standing
  const who = findPerson(grants, person, at)
  const clearances = grants.entries
    .filter((entry) => entry.withdrawn === undefined)
    .flatMap(({ grant: { act } }) =>
      act.kind === 'clearance' && act.person === person ? [act] : [],
    )
    .filter(({ from }) => from <= at)
  const current = clearances.filter((one) => within(one, at))
  const reads = current.filter(
    (one) => !boundToOrgan(standing, one.regime) || one.organ === who?.organ,
  )
  const expand = (held: readonly LevelKey[]): readonly string[] =>
    levelsRead(pact ? [pact.terms] : termsOf(standing), held)

  const author = subject.kind === 'own' && subject.author === person
  const directory = requireDirectory(standing, self)
  const officer =
    officerKey && level
      ? findOfficer(directory, officerKey, { role: 'releaser', level, at })
      : undefined
  const releaser = officer?.person === person
  const looks =
    subject.kind === 'own' && subject.awaitsApproval && isReleaser(standing, person, level, at)
  const needs = needsToKnow(standing, subject, reachOf(pact, subject, level), person, at)
  return {
    known: who !== undefined,
    everCleared: expand(clearances),
    cleared: expand(current),
    reads: expand(reads),
    facilities: grantedEntries(grants, 'facility-register', at)
      .filter(({ act, entry }) => act.person === person && isInPost(grants, person, entry, at))
      .map(({ act }) => act.facility),
    needsToKnow: needs.length > 0 || author || looks,
    purposes: [
      ...needs.flatMap(({ purposes }) => purposes),
      ...(author ? [ownPurposes.author] : []),
      ...(looks ? [ownPurposes.releaser] : []),
    ],
    author,
    releaser,
  }
}

function circumstances(
  standing: Standing,
  pact: Pact | undefined,
  { facility, purpose, at }: Question,
): CircumstanceFacts {
  const levels = granted(standing.grants, 'facility', at)
    .filter((one) => one.facility === facility)
    .flatMap((one) => one.levels.map(levelText))
  return {
    pactState: pact ? stateOf(standing, pact, at) : 'none',
    facility,
    facilityLevels: [...new Set(levels)],
    purpose,
  }
}

/**
 * A clearance reads the levels that its own level lists (D5); a higher one implies nothing else. What
 * it lists is for the pact of the document to say; another pact must not widen it.
 */
function levelsRead(terms: readonly Terms[], clearances: readonly LevelKey[]): readonly string[] {
  const read = clearances.flatMap(({ regime, level }) =>
    terms
      .flatMap((one) => findLevel(one, { regime, level })?.level.reads ?? [])
      .map((name) => levelText({ regime, level: name })),
  )
  return [...new Set(read)]
}

function boundToOrgan(standing: Standing, regime: string): boolean {
  return termsOf(standing).some((terms) =>
    terms.regimes.some((one) => one.regime === regime && one.boundToOrgan),
  )
}

function termsOf({ pacts }: Standing): readonly Terms[] {
  return [...pacts.values()].map(({ terms }) => terms)
}

function isReleaser(
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

/**
 * Whether an officer with these levels may speak of the document. What is classified and has no level here
 * is nobody's to speak of.
 */
function reachOf(
  pact: Pact | undefined,
  subject: Subject,
  level: LevelKey | undefined,
): (levels: readonly LevelKey[]) => boolean {
  if (!isClassified(pact, subject, level)) return () => true
  return (levels) => level !== undefined && levels.some((one) => sameLevel(one, level))
}

/**
 * Needs for the document or a case that it is in, each given by officers appointed for its level: a
 * controller for lower levels neither gives the need nor puts the document into a case.
 */
function needsToKnow(
  { grants }: Standing,
  subject: Subject,
  reach: ReturnType<typeof reachOf>,
  person: string,
  at: Instant,
): readonly { readonly purposes: readonly string[] }[] {
  const document = subject.kind === 'own' ? subject.document : subject.release.document
  const reaches = ({ entry: { levels } }: { readonly entry: GrantEntry }): boolean => reach(levels)
  const cases = grantedEntries(grants, 'case-document', at)
    .filter((one) => one.act.document === document && reaches(one))
    .map(({ act }) => act.case)
  const all = subject.kind === 'own' && subject.case !== null ? [...cases, subject.case] : cases
  return grantedEntries(grants, 'need-to-know', at)
    .filter((one) => reaches(one) && isInPost(grants, person, one.entry, at))
    .map(({ act }) => act)
    .filter(
      ({ person: who, scope }) =>
        who === person &&
        (scope.kind === 'document' ? scope.document === document : all.includes(scope.case)),
    )
}
