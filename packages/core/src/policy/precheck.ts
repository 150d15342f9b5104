/**
 * The pre-check of a release: all that would refuse it, told to its author before anyone is asked.
 *
 * @module
 */
import {
  isReleasableTo,
  type Label,
  type LabelContent,
  LabelError,
  levelOf,
} from '../label/index.ts'
import {
  type Bilingual,
  findEquivalent,
  findMember,
  findNoEquivalent,
  localLabel,
  objectionsTo,
  type Pact,
  type PinnedPolicies,
  type Release,
  type ReleaseContext,
  type Terms,
} from '../pact/index.ts'

import { articleOfRefusal } from './articles.ts'

/** One thing that is held against a release, and the article that holds it. */
export interface Objection {
  readonly code: string
  readonly article: string | null
  /** What the pact itself says of it, where it gives a reason. */
  readonly because?: Bilingual
}

/** Every objection of the pact and of the document's own label; none where the release may be asked for. */
export function precheckRelease(
  said: Release,
  label: Label,
  context: ReleaseContext,
  policies: PinnedPolicies,
): readonly Objection[] {
  const { terms } = context.pact
  const codes = new Set<string>(objectionsTo(said, context).map(({ code }) => code))
  const strangers = notReleasableTo(said.recipients, label, context)
  if (strangers.length > 0) codes.add('label/not-releasable')
  for (const recipient of said.recipients) {
    // Their marking has to name them: a label that does not is refused for that, and once.
    if (strangers.includes(recipient)) continue
    const code = refusalBy(recipient, label, terms, policies, said)
    if (code !== undefined) codes.add(code)
  }
  return [...codes].flatMap((code) => {
    const objection = { code, article: articleOfRefusal(terms, code) }
    const because = code === 'pact/no-equivalent' ? reasonsOfTable(terms, said) : []
    return because.length === 0
      ? [objection]
      : because.map((one) => ({ ...objection, because: one }))
  })
}

/** Why the table has nothing for a recipient, each reason once. */
function reasonsOfTable(terms: Terms, { level, recipients }: Release): readonly Bilingual[] {
  const reasons = recipients.flatMap((recipient) => findNoEquivalent(terms, level, recipient) ?? [])
  return [...new Map(reasons.map((one) => [one.en, one])).values()]
}

/** What a recipient would refuse the label for: its policy does not allow it, or theirs cannot say it. */
function refusalBy(
  recipient: string,
  label: Label,
  terms: Terms,
  policies: PinnedPolicies,
  { at }: Release,
): string | undefined {
  try {
    localLabel(label, { terms, policies }, { recipient, at })
    return undefined
  } catch (error) {
    if (!(error instanceof LabelError)) throw error
    // The pact's own answer says as much, and names its article.
    return error.code === 'label/no-equivalent' && !findEquivalent(terms, levelOf(label), recipient)
      ? undefined
      : error.code
  }
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
