/**
 * Facts about who asks.
 *
 * @module
 */
import {
  findActingOfficer,
  findPerson,
  grantedTo,
  type Instant,
  isInPost,
  isOverBefore,
  type LevelKey,
  type Pact,
  requireDirectory,
  type Role,
  type Standing,
  visitsOf,
} from '../../pact/index.ts'

import type { PersonFacts } from '../decide.ts'
import { isReleaser, needsToKnow, reachOf } from '../needs.ts'
import { documentOf, type JudgedSubject } from '../subject.ts'

import { clearanceFacts } from './clearance.ts'
import { designationFacts } from './designation.ts'
import { levelText } from './parameters.ts'
import { ownPurposes, type Question } from './question.ts'

/** The facts about the person of a question; `level` is that by which we protect the document. */
export function personFacts(
  standing: Standing,
  pact: Pact | undefined,
  subject: JudgedSubject,
  level: LevelKey | undefined,
  { person, facility, at, officerKey }: Question,
): PersonFacts {
  const { grants, self } = standing
  const who = findPerson(grants, person, at)
  const author = subject.kind === 'own' && subject.author === person
  const directory = requireDirectory(standing, self)
  const actsAs = (role: Role): boolean =>
    officerKey !== undefined &&
    level !== undefined &&
    findActingOfficer(directory, officerKey, { role, level, at })?.person === person
  const looks =
    subject.kind === 'own' && subject.awaitsApproval && isReleaser(standing, person, level, at)
  const needs = needsToKnow(grants, subject, reachOf(pact, subject, level), person, at)
  return {
    known: who !== undefined,
    nationality: who?.nationality ?? '',
    ...clearanceFacts(standing, pact, who, person, at),
    facilities: grantedTo(grants, 'facility-register', person, at)
      .filter(({ entry }) => isInPost(grants, person, entry, at))
      .map(({ act }) => act.facility),
    ...visitFacts(standing, person, facility, at),
    ...(subject.kind === 'own'
      ? designationFacts(standing, documentOf(subject), who?.organ, at).person
      : { designatingOrgan: false, consentedOrgan: false }),
    needsToKnow: needs.length > 0 || author || looks,
    purposes: [
      ...needs.flatMap(({ purposes }) => purposes),
      ...(author ? [ownPurposes.author] : []),
      ...(looks ? [ownPurposes.releaser] : []),
    ],
    author,
    releaser: actsAs('releaser'),
    registry: actsAs('registry'),
  }
}

/**
 * Whoever was ever let in as a visitor stays one, also after the visit and when the permission is withdrawn:
 * neither must end in the rights of a resident. Those are given by being put on record anew after that.
 */
function visitFacts(
  { grants }: Standing,
  person: string,
  facility: string,
  at: Instant,
): Pick<PersonFacts, 'resident' | 'visits'> {
  const visits = grantedTo(grants, 'visit', person, at)
    .filter(({ act }) => act.facility === facility)
    .flatMap(({ act }) => act.levels.map(levelText))
  const resident = visitsOf(grants, person).every((one) => isOverBefore(grants, person, one, at))
  return { resident, visits }
}
