/**
 * From the terms of a policy back to a label that can be written.
 *
 * @module
 */
import { LabelError } from '../errors.ts'
import { earliest, type Instant } from '../instant.ts'
import { type Label, type LabelContent, requireLabel } from '../label.ts'

import type { ResolvedLabel } from './resolve.ts'
import { categoryTypes } from './spif.ts'
import { requireValid } from './valid.ts'

/** What a label says beside the policy. */
export interface LabelFrame {
  readonly kind: Label['kind']
  readonly originator: LabelContent['originator']
  readonly created: Instant
  readonly review: Instant | null
}

/**
 * Writes down what was resolved. Nothing new is written with values that the policy calls obsolete.
 *
 * @throws {LabelError} `label/obsolete`, `label/required`, `label/excluded`, and those of `requireLabel`
 */
export function labelOf(resolved: ResolvedLabel, frame: LabelFrame): Label {
  const { spif, classification, categories, privacyMark } = resolved
  requireValid(resolved)
  const [obsolete] = obsoleteValues(resolved)
  if (obsolete !== undefined) throw new LabelError('label/obsolete', `\`${obsolete}\` is obsolete`)
  const named = Map.groupBy(
    categories,
    ({ tag }) => `${categoryTypes[tag.type]} ${tag.tagSet.name}`,
  )
  return requireLabel({
    ...frame,
    // The last one is the regime, where the policy has another name than its OID.
    policy: { uri: spif.uris.at(-1) ?? '', name: spif.name },
    classification: classification.name,
    privacyMark,
    categories: [...named.values()].flatMap((values) => {
      const [first] = values
      if (!first) return []
      return {
        type: categoryTypes[first.tag.type],
        tagName: first.tag.tagSet.name,
        uri: null,
        values: values.map(({ name }) => name),
      }
    }),
    succession: null,
  })
}

/** The values of a label that its policy calls obsolete. Old documents have them. */
export function obsoleteValues({
  spif,
  classification,
  categories,
  privacyMark,
}: ResolvedLabel): readonly string[] {
  const marks = (spif.privacyMarks ?? []).filter(({ name }) => name === privacyMark)
  return [classification, ...categories, ...marks]
    .filter(({ obsolete }) => obsolete)
    .map(({ name }) => name)
}

/**
 * When a label made of others has to be looked at: when the first of them has to, or is succeeded.
 */
export function earliestReview(labels: readonly Label[]): Instant | null {
  return labels
    .flatMap(({ review, succession }) => [review, succession?.at ?? null])
    .reduce(earliest, null)
}
