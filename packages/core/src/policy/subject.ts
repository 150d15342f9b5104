/**
 * What a decision is about: a document, and the level by which it is protected here.
 *
 * @module
 */
import type { LabelContent } from '../label/index.ts'
import {
  findEquivalent,
  findLevel,
  type LevelKey,
  type Pact,
  type Release,
  type Standing,
} from '../pact/index.ts'

/** What rules see of a label. */
export type JudgedLabel = Pick<LabelContent, 'categories' | 'classification' | 'policy'>

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
      /** Whether it has gone to anybody yet; where that is not known, it has. */
      readonly disseminated: boolean
      /** As signed by a key appointed for labels; null where it is not known. */
      readonly label: JudgedLabel | null
    }
  | {
      readonly kind: 'received'
      readonly release: Release
      readonly recalled: boolean
      /** The one that the release names; null where it is not known. */
      readonly label: JudgedLabel | null
    }

/** What facts look at of a subject: all that is said of one of ours, and of a release these fields. */
export type JudgedSubject =
  | Extract<Subject, { readonly kind: 'own' }>
  | {
      readonly kind: 'received'
      readonly release: Pick<
        Release,
        'document' | 'level' | 'notAfter' | 'originator' | 'purposes' | 'recipients'
      >
      readonly recalled: boolean
      readonly label: JudgedLabel | null
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

/** The id of a document. */
export function documentOf(subject: JudgedSubject): string {
  return subject.kind === 'own' ? subject.document : subject.release.document
}

/** The level of a document as its originator calls it. */
export function originalLevel(subject: JudgedSubject): LevelKey {
  return subject.kind === 'own' ? subject.level : subject.release.level
}
