/**
 * Facts about the moment, the place, and the act itself.
 *
 * @module
 */
import { translationStatement } from '../../label/index.ts'
import {
  accreditationsOf,
  administratorsOf,
  appointed,
  assuredLevels,
  contractorConditions,
  findEquivalent,
  findMember,
  findingsAt,
  findLastPost,
  grantedTo,
  type LevelKey,
  noticesOf,
  type Pact,
  sameLevel,
  type Standing,
  stateOf,
  within,
} from '../../pact/index.ts'

import type { CircumstanceFacts } from '../decide.ts'
import { type JudgedSubject, originalLevel } from '../subject.ts'

import { levelsRead } from './clearance.ts'
import { agreedBy, sourcesAgreed } from './consent.ts'
import { levelText, rankOf, termsFor } from './parameters.ts'
import type { Question } from './question.ts'

/** The facts about the circumstances of a question; `level` is that by which we protect the document. */
export function circumstanceFacts(
  standing: Standing,
  pact: Pact | undefined,
  subject: JudgedSubject,
  level: LevelKey | undefined,
  question: Question,
): CircumstanceFacts {
  const { facility, purpose, at } = question
  const levels = accreditationsOf(standing.grants, facility, at).flatMap((one) =>
    one.levels.map(levelText),
  )
  const parties = question.parties ?? []
  const { destruction } = question
  return {
    pactState: pact ? stateOf(standing, pact, at) : 'none',
    facility,
    facilityLevels: [...new Set(levels)],
    administrators: nationalitiesAt(standing, pact, level, question),
    purpose,
    ...goingFacts(standing, pact, subject, question),
    consented: parties.filter((party) => agreedBy(standing, pact, subject, question, party)),
    agreed: agreedBy(standing, pact, subject, question, parties[0] ?? null),
    copyNumber: question.copyNumber ?? 0,
    statement: saysInItsLanguage(pact, subject, question),
    lowers: isLower(pact, subject, question.to),
    crisis: destruction?.crisis ?? false,
    notified: destruction?.notified ?? false,
    signers: new Set(destruction?.signers).size,
    certified: destruction?.certified ?? false,
    conditions: conditionsMet(standing, level, question),
  }
}

/**
 * Nationalities of those who administer the place: the one the grant states and the last on record, for a
 * person may have two; `approved` for whom the Director-General has approved for the level. Whoever has begun
 * may be there until withdrawn; that somebody known is there takes one whose term holds.
 */
function nationalitiesAt(
  standing: Standing,
  pact: Pact | undefined,
  level: LevelKey | undefined,
  { facility, at }: Question,
): readonly string[] {
  const { grants } = standing
  const terms = termsFor(pact, standing)
  const isApproved = (person: string): boolean =>
    level !== undefined &&
    levelsRead(
      terms,
      grantedTo(grants, 'eyes-only-approval', person, at).map(({ act }) => act),
    ).includes(levelText(level))
  const administrators = administratorsOf(grants, facility, at)
  if (!administrators.some((one) => within(one, at))) return []
  const nationalities = administrators.flatMap(({ person, nationality }) =>
    isApproved(person)
      ? ['approved']
      : [nationality, findLastPost(grants, person, at)?.act.nationality ?? nationality],
  )
  return [...new Set(nationalities)]
}

/** To whom a release goes, who of them may have its level and what it repeats, and by what its key is wrapped. */
function goingFacts(
  standing: Standing,
  pact: Pact | undefined,
  subject: JudgedSubject,
  question: Question,
): Pick<CircumstanceFacts, 'assured' | 'recipients' | 'sourced' | 'suites'> {
  const { going, parties, at } = question
  if (!going) return { recipients: parties ?? [], assured: [], sourced: [], suites: [] }
  const theirs = originalLevel(subject)
  const isAssured = (recipient: string): boolean => {
    const protectedAs = pact && findEquivalent(pact.terms, theirs, recipient)
    return (
      pact !== undefined &&
      protectedAs !== undefined &&
      assuredLevels(noticesOf(standing, pact.id, recipient), at).some((one) =>
        sameLevel(one, protectedAs),
      )
    )
  }
  return {
    recipients: going.recipients,
    assured: going.recipients.filter(isAssured),
    sourced: going.recipients.filter((recipient) =>
      sourcesAgreed(standing, pact, question, recipient),
    ),
    suites: going.kas.map(({ member, kid }) => {
      const directory = standing.directories.get(member)
      const keys = directory ? appointed(directory, 'kas', at) : []
      return keys.find((one) => one.kid === kid)?.suite ?? ''
    }),
  }
}

/** Whether the translation says, in the language that it is in, whose classified information it holds. */
function saysInItsLanguage(
  pact: Pact | undefined,
  subject: JudgedSubject,
  { translation }: Question,
): boolean {
  const originator = subject.kind === 'received' ? subject.release.originator : undefined
  const provider = pact && originator !== undefined && findMember(pact.terms, originator)
  if (!translation) return false
  // What is our own holds nobody else's information.
  if (originator === undefined) return true
  return (
    provider !== undefined &&
    provider !== false &&
    translation.statement ===
      translationStatement(provider.name[translation.language], translation.language)
  )
}

/** Another regime, a lower level or an unknown one: all are lower until the originator has said so. */
function isLower(
  pact: Pact | undefined,
  subject: JudgedSubject,
  to: LevelKey | undefined,
): boolean {
  const from = originalLevel(subject)
  if (!pact || !to || to.regime !== from.regime) return true
  const rank = rankOf(pact.terms, to)
  return rank === -1 || rank < rankOf(pact.terms, from)
}

/** Conditions found at every contractor that the document would go to, for its level, and not overdue. */
function conditionsMet(
  { grants }: Standing,
  level: LevelKey | undefined,
  { parties = [], at }: Question,
): readonly string[] {
  const found = parties.map((contractor) =>
    findingsAt(grants, contractor, at)
      .filter(({ levels }) => levels.some((one) => level !== undefined && sameLevel(one, level)))
      .flatMap(({ conditions }) => conditions)
      .filter(({ until }) => at < until),
  )
  return contractorConditions.filter(
    (condition) =>
      found.length > 0 &&
      found.every((conditions) => conditions.some((one) => one.condition === condition)),
  )
}
