/**
 * Facts for a decision, from what stands and from nothing else.
 *
 * @module
 */
import type { Pact, Standing } from '../../pact/index.ts'

import type { DecisionRequest } from '../decide.ts'
import { type JudgedSubject, localLevel } from '../subject.ts'

import { circumstanceFacts } from './circumstances.ts'
import { documentFacts } from './document.ts'
import { personFacts } from './person.ts'
import type { Question } from './question.ts'

export { type Designations, designationsAmong } from './designation.ts'
export { findEmergency } from './emergency.ts'
export { levelText } from './parameters.ts'
export { type Destruction, type Going, ownPurposes, type Question } from './question.ts'

/** The facts of a question about a document under a pact. */
export function factsOf(
  standing: Standing,
  pact: Pact | undefined,
  subject: JudgedSubject,
  question: Question,
): DecisionRequest {
  const level = localLevel(standing, pact, subject)
  return {
    action: question.action,
    person: personFacts(standing, pact, subject, level, question),
    document: documentFacts(standing, pact, subject, level, question),
    circumstances: circumstanceFacts(standing, pact, subject, level, question),
  }
}
