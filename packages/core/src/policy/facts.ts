/**
 * Facts for a decision, from what stands and from nothing else.
 *
 * @module
 */
import {
  accreditationsOf,
  clearancesOf,
  findLevel,
  findOfficer,
  findPerson,
  grantedTo,
  isInPost,
  type Instant,
  type LevelKey,
  type Pact,
  requireDirectory,
  type Standing,
  stateOf,
  type Terms,
  within,
} from '../pact/index.ts'
import type { Hash } from '../crypto/index.ts'

import type { CircumstanceFacts, DecisionRequest, DocumentFacts, PersonFacts } from './decide.ts'
import { isReleaser, needsToKnow, reachOf } from './needs.ts'
import type { DecisionAction } from './rules.ts'
import { isClassified, localLevel, type JudgedSubject } from './subject.ts'

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
  subject: JudgedSubject,
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

function documentFacts(
  { self }: Standing,
  pact: Pact | undefined,
  subject: JudgedSubject,
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
  subject: JudgedSubject,
  level: LevelKey | undefined,
  { person, at, officerKey }: Question,
): PersonFacts {
  const { grants, self } = standing
  const who = findPerson(grants, person, at)
  const clearances = clearancesOf(grants, person).filter(({ from }) => from <= at)
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
  const needs = needsToKnow(grants, subject, reachOf(pact, subject, level), person, at)
  return {
    known: who !== undefined,
    everCleared: expand(clearances),
    cleared: expand(current),
    reads: expand(reads),
    facilities: grantedTo(grants, 'facility-register', person, at)
      .filter(({ entry }) => isInPost(grants, person, entry, at))
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
  const levels = accreditationsOf(standing.grants, facility, at).flatMap((one) =>
    one.levels.map(levelText),
  )
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
