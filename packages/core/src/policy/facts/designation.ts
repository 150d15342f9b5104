/**
 * Designations under Japanese law, and the consent of the organ that made one.
 *
 * @module
 */
import {
  designatedDocuments,
  everGrantedOf,
  type Granted,
  type Instant,
  organWhenGiven,
  type Standing,
  within,
} from '../../pact/index.ts'

/** What stands of the designation of a document, as rules see it of document and person. */
export interface DesignationFacts {
  readonly document: { readonly designated: boolean; readonly designationEnded: boolean }
  readonly person: { readonly designatingOrgan: boolean; readonly consentedOrgan: boolean }
}

/**
 * The designation of a document at `at`, seen from `organ`. One that was made counts also after its end,
 * until it is withdrawn: an ended one has effects of its own.
 */
export function designationFacts(
  standing: Standing,
  document: string,
  organ: string | undefined,
  at: Instant,
): DesignationFacts {
  const made = designationsMade(standing, document, at).map(({ act }) => act)
  const by = made.at(-1)?.organ
  const consents = everGrantedOf(standing.grants, 'organ-consent', document)
    .filter((one) => within(one.act, at) && isOfOrgan(standing, one))
    .filter(({ act }) => act.to === organ && act.organ === by)
  return {
    document: {
      designated: made.length > 0,
      designationEnded: made.length > 0 && !made.some((act) => within(act, at)),
    },
    person: {
      designatingOrgan: by !== undefined && by === organ,
      consentedOrgan: consents.length > 0,
    },
  }
}

/** Documents of ours, by what stands of their designations for somebody who serves in `organ`. */
export interface Designations {
  readonly designated: readonly string[]
  readonly designationEnded: readonly string[]
  readonly designatingOrgan: readonly string[]
  readonly consentedOrgan: readonly string[]
}

/** The designations of all documents at `at`: for each of them what {@link designationFacts} finds. */
export function designationsAmong(
  standing: Standing,
  organ: string | undefined,
  at: Instant,
): Designations {
  const found = designatedDocuments(standing.grants).map((document) => ({
    document,
    facts: designationFacts(standing, document, organ, at),
  }))
  const where = (holds: (facts: DesignationFacts) => boolean): readonly string[] =>
    found.filter(({ facts }) => holds(facts)).map(({ document }) => document)
  return {
    designated: where(({ document }) => document.designated),
    designationEnded: where(({ document }) => document.designationEnded),
    designatingOrgan: where(({ person }) => person.designatingOrgan),
    consentedOrgan: where(({ person }) => person.consentedOrgan),
  }
}

/** The designations of a document that were made and have begun by `at`, in order. */
export function designationsMade(
  standing: Standing,
  document: string,
  at: Instant,
): readonly Granted<'designation'>[] {
  return everGrantedOf(standing.grants, 'designation', document).filter(
    (one) => one.act.from <= at && isOfOrgan(standing, one),
  )
}

/**
 * Only the head of the organ that it names makes one or consents: the officer served there when it was given.
 * What is said of the officer later takes no secret out of the hands of its organ.
 */
function isOfOrgan(
  { grants }: Standing,
  { act, entry }: Granted<'designation'> | Granted<'organ-consent'>,
): boolean {
  return organWhenGiven(grants, entry.officer, entry) === act.organ
}
