/**
 * Whether the originator has agreed to an act.
 *
 * @module
 */
import { type Consent, type Pact, sameLevel, type Standing } from '../../pact/index.ts'

import { documentOf, type JudgedSubject } from '../subject.ts'

import type { Question } from './question.ts'

/**
 * Whether a consent that holds covers the act: this document, this act, done by us, for this party, this
 * purpose and this level. Consents here have been verified as the originator's.
 */
export function agreedBy(
  { self }: Standing,
  pact: Pact | undefined,
  subject: JudgedSubject,
  question: Question,
  party: string | null,
): boolean {
  const originator = subject.kind === 'own' ? self : subject.release.originator
  const { action, purpose, at, to, consents = [] } = question
  const covers = (one: Consent): boolean =>
    one.pact === pact?.id &&
    one.document === documentOf(subject) &&
    one.originator === originator &&
    one.act === action &&
    one.member === self &&
    one.party === party &&
    one.purposes.includes(purpose) &&
    (one.to === null ? to === undefined : to !== undefined && sameLevel(one.to, to)) &&
    one.at <= at &&
    at < one.notAfter
  return consents.some(covers)
}
