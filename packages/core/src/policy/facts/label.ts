/**
 * Facts that the label states: for whom, and what must not be done.
 *
 * @module
 */
import { levelOf, releasableTag, releasableTo } from '../../label/index.ts'
import { findMember, type LevelKey, type Pact, sameLevel, type Standing } from '../../pact/index.ts'

import type { DocumentFacts } from '../decide.ts'
import type { JudgedLabel, JudgedSubject } from '../subject.ts'

import { listIn, listsLevel, termsFor } from './parameters.ts'

/** What a label says, with the level that it has to say. */
export type LabelFacts = Pick<
  DocumentFacts,
  | 'accountable'
  | 'anyNationality'
  | 'disseminated'
  | 'eyesOnly'
  | 'labelled'
  | 'nationalities'
  | 'needsAgreement'
>

/** The level of a document as its originator calls it and as we protect it. */
export interface Levels {
  readonly theirs: LevelKey
  readonly ours: LevelKey | undefined
  readonly classified: boolean
}

/** The facts of a label. One that is not known states everything that forbids. */
export function labelFacts(
  standing: Standing,
  pact: Pact | undefined,
  subject: JudgedSubject,
  { theirs, ours, classified }: Levels,
): LabelFacts {
  const { label } = subject
  const terms = pact?.terms
  const received = subject.kind === 'received'
  const marks = label ? marksOf(label) : ['NZEO', 'ACCOUNTABLE MATERIAL']
  const asked = listIn(terms, 'agreementRegimes')
  return {
    labelled: label !== null && sameLevel(levelOf(label), theirs),
    anyNationality: label !== null && !limitsNationality(label),
    nationalities: [
      ...(label ? (releasableTo(label) ?? []) : []),
      ...(received ? [] : ownCountry(standing, pact)),
    ],
    eyesOnly: marks.includes('NZEO') && (listsLevel(terms, 'eyesOnlyLevels', theirs) ?? true),
    accountable:
      classified &&
      (marks.includes('ACCOUNTABLE MATERIAL') ||
        (listsLevel(terms, 'accountableLevels', theirs) ?? true)),
    disseminated: received || subject.disseminated,
    needsAgreement:
      classified &&
      (received || marks.length > 0) &&
      (asked === undefined || ours === undefined || asked.includes(ours.regime)),
  }
}

/** Every value of a tag other than that of releasability, in capitals. */
function marksOf({ categories }: JudgedLabel): readonly string[] {
  return categories
    .filter(({ tagName }) => tagName !== releasableTag)
    .flatMap(({ values }) => values.map((value) => value.toUpperCase()))
}

/** Also by groups that are no countries, whose people nobody here can tell. */
function limitsNationality({ categories }: JudgedLabel): boolean {
  return categories.some(({ type, tagName }) => type === 'PERMISSIVE' && tagName === releasableTag)
}

/** What is our own is for our own nationals, whoever else it may go to. */
function ownCountry(standing: Standing, pact: Pact | undefined): readonly string[] {
  return termsFor(pact, standing).flatMap((one) => findMember(one, standing.self)?.country ?? [])
}
