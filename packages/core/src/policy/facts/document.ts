/**
 * Facts about what is asked for.
 *
 * @module
 */
import { findHandling, type LevelKey, type Pact, type Standing } from '../../pact/index.ts'

import type { DocumentFacts } from '../decide.ts'
import { documentOf, isClassified, type JudgedSubject, originalLevel } from '../subject.ts'

import { designationFacts } from './designation.ts'
import { labelFacts } from './label.ts'
import { levelText, listIn, listsLevel, numberIn } from './parameters.ts'
import { ownPurposes, type Question } from './question.ts'

/** The facts about the document of a question; `level` is that by which we protect it. */
export function documentFacts(
  standing: Standing,
  pact: Pact | undefined,
  subject: JudgedSubject,
  level: LevelKey | undefined,
  { at }: Question,
): DocumentFacts {
  const { self } = standing
  const theirs = originalLevel(subject)
  const classified = isClassified(pact, subject, level)
  return {
    ...ownOrReceived(self, pact, subject, at),
    ...labelFacts(standing, pact, subject, { theirs, ours: level, classified }),
    // Designations are kept at home: what was received is not ours to call designated.
    ...(subject.kind === 'own'
      ? designationFacts(standing, documentOf(subject), undefined, at).document
      : { designated: false, designationEnded: false }),
    needsDesignation:
      subject.kind === 'own' &&
      classified &&
      (listIn(pact?.terms, 'designatedRegimes')?.includes(theirs.regime) ?? true),
    level: level ? levelText(level) : '',
    equivalent: level !== undefined,
    classified,
    needsClearance:
      classified && !(level && listsLevel(pact?.terms, 'withoutClearance', level) === true),
    highest: classified && (listsLevel(pact?.terms, 'highestLevels', theirs) ?? true),
    suites: (pact && findHandling(pact.terms, theirs)?.suites) ?? [],
    copyLimit: numberIn(pact?.terms, 'maximumCopies'),
    signersNeeded: numberIn(pact?.terms, 'witnesses'),
  }
}

function ownOrReceived(
  self: string,
  pact: Pact | undefined,
  subject: JudgedSubject,
  at: string,
): Pick<DocumentFacts, 'ended' | 'purposes' | 'recalled' | 'received' | 'released'> {
  if (subject.kind === 'own') {
    const known = pact?.terms.purposes.map(({ id }) => id) ?? []
    const purposes = [...known, ...Object.values(ownPurposes)]
    return { received: false, released: false, ended: false, recalled: false, purposes }
  }
  const { release, recalled } = subject
  return {
    received: true,
    released: release.recipients.includes(self),
    ended: at >= release.notAfter,
    recalled,
    purposes: release.purposes,
  }
}
