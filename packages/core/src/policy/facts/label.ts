/**
 * Facts that the label states: for whom, and what must not be done.
 *
 * @module
 */
import { levelOf, releasableTag, releasableTo } from '../../label/index.ts'
import {
  findLevel,
  findMember,
  type LevelKey,
  type Pact,
  sameLevel,
  type Standing,
  type Terms,
} from '../../pact/index.ts'

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
    anyNationality: label !== null && !limitsNationality(label) && !(received && classified),
    nationalities: label ? nationalitiesOf(standing, pact, subject, label) : [],
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

/**
 * The countries that the label names. What is our own is for our own nationals besides, whoever else it may go
 * to; what was provided to us under a label that names none is for those of both sides, and for no third country.
 */
function nationalitiesOf(
  standing: Standing,
  pact: Pact | undefined,
  subject: JudgedSubject,
  label: JudgedLabel,
): readonly string[] {
  const named = releasableTo(label) ?? []
  if (subject.kind === 'own')
    return [...named, ...countriesOf(termsFor(pact, standing), standing.self)]
  if (limitsNationality(label)) return named
  const provider = pact && findLevel(pact.terms, subject.release.level)?.regime.member
  return countriesOf(pact ? [pact.terms] : [], provider ?? '', standing.self)
}

function countriesOf(terms: readonly Terms[], ...members: readonly string[]): readonly string[] {
  return terms.flatMap((one) => members.flatMap((id) => findMember(one, id)?.country ?? []))
}
