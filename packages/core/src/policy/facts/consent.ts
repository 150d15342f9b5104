/**
 * Whether the originator has agreed to an act.
 *
 * @module
 */
import { coversUse, type Pact, type Standing } from '../../pact/index.ts'

import { documentOf, type JudgedSubject, originalLevel } from '../subject.ts'

import type { Question } from './question.ts'

/** Whether a consent that stands covers the act, done by us, for this party. */
export function agreedBy(
  { self, consents }: Standing,
  pact: Pact | undefined,
  subject: JudgedSubject,
  { action, purpose, at, to }: Question,
  party: string | null,
): boolean {
  if (!pact) return false
  const document = documentOf(subject)
  const use = {
    pact: pact.id,
    originator: subject.kind === 'own' ? self : subject.release.originator,
    document,
    level: originalLevel(subject),
    act: action,
    member: self,
    party,
    purpose,
    to: to ?? null,
    at,
  }
  return (consents.get(document) ?? []).some(({ consent }) => coversUse(consent, use))
}

/**
 * Whether the originators of all sources have agreed that a document made from them goes to `recipient`, for
 * every purpose of its release; what is the recipient's own goes back to it unasked.
 */
export function sourcesAgreed(
  { consents }: Standing,
  pact: Pact | undefined,
  { at, going }: Question,
  recipient: string,
): boolean {
  if (!pact || !going?.sources) return false
  return going.sources.every(({ document, originator, level }) => {
    if (originator === recipient) return true
    const use = {
      pact: pact.id,
      originator,
      document,
      level,
      act: 'provide' as const,
      member: going.originator,
      party: recipient,
      to: null,
      at,
    }
    const given = consents.get(document) ?? []
    return going.purposes.every((purpose) =>
      given.some(({ consent }) => coversUse(consent, { ...use, purpose })),
    )
  })
}
