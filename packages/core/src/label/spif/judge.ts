/**
 * The whole of what a policy has to say against a label.
 *
 * @module
 */
import { LabelError } from '../errors.ts'
import type { Instant } from '../instant.ts'
import type { LabelContent } from '../label.ts'

import { obsoleteValues } from './content.ts'
import { type ResolvedLabel, resolveLabel } from './resolve.ts'
import type { Spif } from './spif.ts'
import { requireValid } from './valid.ts'

/**
 * Judges a label and its successors by their policy, at a time. What is new has no obsolete values; documents that
 * were labelled before outlive them.
 *
 * @throws {LabelError} `label/required`, `label/excluded`, `label/obsolete`, and those of {@link resolveLabel}
 */
export function judgeLabel(
  label: LabelContent,
  policy: Spif,
  { at, age }: { readonly at: Instant; readonly age: 'new' | 'written' },
): ResolvedLabel {
  const resolved = resolveLabel(label, policy, at)
  requireValid(resolved)
  const [obsolete] = age === 'new' ? obsoleteValues(resolved) : []
  if (obsolete !== undefined) throw new LabelError('label/obsolete', `\`${obsolete}\` is obsolete`)
  if (label.succession) judgeLabel(label.succession.label, policy, { at, age })
  return resolved
}
