/**
 * The pre-check of a release: all that would refuse it, told to its author before anyone is asked.
 *
 * @module
 */
import { isReleasableTo, type LabelContent } from '../label/index.ts'
import {
  findMember,
  objectionsTo,
  type Pact,
  type Release,
  type ReleaseContext,
} from '../pact/index.ts'

import { articleOfRefusal } from './articles.ts'

/** One thing that is held against a release, and the article that holds it. */
export interface Objection {
  readonly code: string
  readonly article: string | null
}

/** Every objection of the pact and of the document's own label; none where the release may be asked for. */
export function precheckRelease(
  said: Release,
  label: LabelContent,
  context: ReleaseContext,
): readonly Objection[] {
  const { terms } = context.pact
  const codes = new Set<string>(objectionsTo(said, context).map(({ code }) => code))
  if (notReleasableTo(said.recipients, label, context).length > 0) {
    codes.add('label/not-releasable')
  }
  return [...codes].map((code) => ({ code, article: articleOfRefusal(terms, code) }))
}

/** The recipients whose country the label does not name: it does not let the document go there. */
export function notReleasableTo(
  recipients: readonly string[],
  label: LabelContent,
  { pact: { terms } }: { readonly pact: Pick<Pact, 'terms'> },
): readonly string[] {
  return recipients.filter((recipient) => {
    const country = findMember(terms, recipient)?.country
    return !country || !isReleasableTo(label, country)
  })
}
