/**
 * What a decision is about: a document, and the level by which it is protected here.
 *
 * @module
 */
import {
  findEquivalent,
  findLevel,
  type LevelKey,
  type Pact,
  type Release,
  type Standing,
} from '../pact/index.ts'

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

/** What facts look at of a subject: all that is said of one of ours, and of a release these fields. */
export type JudgedSubject =
  | Extract<Subject, { readonly kind: 'own' }>
  | {
      readonly kind: 'received'
      readonly release: Pick<Release, 'document' | 'level' | 'notAfter' | 'purposes' | 'recipients'>
      readonly recalled: boolean
    }

/** The level by which we protect it: our own, or the equivalent of the originator's. */
export function localLevel(
  standing: Standing,
  pact: Pact | undefined,
  subject: JudgedSubject,
): LevelKey | undefined {
  if (subject.kind === 'own') return subject.level
  return pact && findEquivalent(pact.terms, subject.release.level, standing.self)
}

/** Classified if either side says so, and where nobody can say. */
export function isClassified(
  pact: Pact | undefined,
  subject: JudgedSubject,
  level: LevelKey | undefined,
): boolean {
  const theirs = subject.kind === 'own' ? subject.level : subject.release.level
  return [theirs, level].some(
    (key) => (pact && key && findLevel(pact.terms, key)?.level.classified) ?? true,
  )
}
