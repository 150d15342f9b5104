/**
 * What may be chosen while a label is made: nothing is offered that no further choice could make valid.
 *
 * @module
 */
import type { Instant } from '../instant.ts'

import { inOrder, isValidAt, type ResolvedLabel } from './resolve.ts'
import type { Category, Tag } from './spif.ts'
import { type LabelFault, labelFaults } from './valid.ts'

/** One value that could be added to a label. */
export interface LabelChoice {
  readonly category: Category
  readonly chosen: boolean
  /** Why it may not be added to what is chosen; null where it may. */
  readonly fault: LabelFault | null
}

/** The values of one tag. `single` where a new one takes the place of the one before. */
export interface TagChoices {
  readonly tag: Tag
  readonly single: boolean
  readonly choices: readonly LabelChoice[]
}

/** The values of a policy for a label as it is so far, tag by tag. What is obsolete or not valid at the time is left out. */
export function labelChoices(label: ResolvedLabel, at: Instant): readonly TagChoices[] {
  return label.spif.tagSets.flatMap(({ tags, categories }) =>
    tags.map((tag) => ({
      tag,
      single: tag.selection.most === 1,
      choices: categories
        .filter((one) => one.tag === tag && !one.obsolete && isValidAt(one.validity, at))
        .map((category) => ({
          category,
          chosen: label.categories.includes(category),
          fault: faultOf(label, category),
        })),
    })),
  )
}

/** A label with a value more; the only one of its tag takes the place of the one before. */
export function addChoice(label: ResolvedLabel, category: Category): ResolvedLabel {
  const { tag } = category
  const kept = label.categories.filter((one) => tag.selection.most !== 1 || one.tag !== tag)
  return { ...label, categories: inOrder([...kept, category]) }
}

/** A label without the values that its level, or one another, rule out; the earlier of two stays. */
export function withoutImpossible(label: ResolvedLabel): ResolvedLabel {
  return label.categories.reduce<ResolvedLabel>(
    (sofar, category) => (faultOf(sofar, category) ? sofar : addChoice(sofar, category)),
    { ...label, categories: [] },
  )
}

/** What would be wrong for good with the value added. What is still missing can come. */
function faultOf(label: ResolvedLabel, category: Category): LabelFault | null {
  const added = addChoice(label, category)
  return (
    labelFaults(added).find(({ kind }) => kind !== 'required-category' && kind !== 'too-few') ??
    null
  )
}
