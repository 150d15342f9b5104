/**
 * The label of what is made of several labelled parts (ADatP-4774.1 §4.4): the highest level, all
 * restrictions, and only those recipients that every part allows.
 *
 * Merging never lowers. Where the rule would have to drop a limit, because nobody is left or because
 * only some parts have it, there is no label: a person decides. Policies differ in what the absence
 * of a list means (everybody, or nobody but the originator), so that dropping one opens either the
 * part that has it, or the part that has none.
 *
 * @module
 */
import { LabelError } from '../errors.ts'

import { inOrder, type ResolvedLabel } from './resolve.ts'
import { type Category, categoryTypes, type Tag } from './spif.ts'
import { requireValid } from './valid.ts'

/**
 * The label that dominates all parts, which are of one policy.
 *
 * @throws {LabelError} `label/not-combinable` where there is none, `label/wrong-policy` for parts of
 *   several policies, `label/required`, `label/excluded` where the policy does not allow a part or the result
 */
export function combineLabels(parts: readonly ResolvedLabel[]): ResolvedLabel {
  const [first] = parts
  if (!first) throw none('no parts')
  if (parts.some(({ spif }) => spif !== first.spif)) {
    throw new LabelError('label/wrong-policy', 'parts of several policies')
  }
  for (const part of parts) requireValid(part)
  const all = parts.map(({ categories }) => categories)
  const tags = new Set(all.flat().map(({ tag }) => tag))
  const result = {
    spif: first.spif,
    classification: highest(parts),
    categories: inOrder([...tags].flatMap((tag) => combineTag(tag, all))),
    privacyMark: onlyMark(parts),
  }
  requireValid(result)
  return result
}

/** Whether whatever protects the first label also protects the second. */
export function dominates(high: ResolvedLabel, low: ResolvedLabel): boolean {
  if (high.spif !== low.spif) return false
  if (high.classification !== low.classification) {
    if (high.classification.hierarchy <= low.classification.hierarchy) return false
  }
  const [above, below] = [high.categories, low.categories]
  const isKept = below.every(
    (category) => categoryTypes[category.tag.type] !== 'RESTRICTIVE' || above.includes(category),
  )
  const limits = new Set(
    [...above, ...below].flatMap(({ tag }) => (isPermissive(tag) ? [tag] : [])),
  )
  return (
    isKept &&
    [...limits].every((tag) => {
      const [mine, theirs] = [ofTag(above, tag), ofTag(below, tag)]
      if (theirs.length === 0) return mine.length === 0
      return mine.length > 0 && mine.every((category) => theirs.includes(category))
    })
  )
}

function combineTag(tag: Tag, parts: readonly (readonly Category[])[]): readonly Category[] {
  const values = parts.map((categories) => ofTag(categories, tag))
  if (!isPermissive(tag)) return values.flat()
  const common = (values[0] ?? []).filter((one) => values.every((others) => others.includes(one)))
  if (common.length === 0) throw none(`nothing of \`${tag.tagSet.name}\` is common to all parts`)
  return common
}

function highest(parts: readonly ResolvedLabel[]): ResolvedLabel['classification'] {
  const top = Math.max(...parts.map(({ classification }) => classification.hierarchy))
  const [found, ...others] = new Set(
    parts.map(({ classification }) => classification).filter(({ hierarchy }) => hierarchy === top),
  )
  if (!found || others.length > 0) throw none('two levels of one rank')
  return found
}

function onlyMark(parts: readonly ResolvedLabel[]): string | null {
  const [mark, ...others] = new Set(parts.flatMap(({ privacyMark }) => privacyMark ?? []))
  if (others.length > 0) throw none('two privacy marks')
  return mark ?? null
}

function isPermissive({ type }: Tag): boolean {
  return categoryTypes[type] === 'PERMISSIVE'
}

function ofTag(categories: readonly Category[], tag: Tag): readonly Category[] {
  return categories.filter((category) => category.tag === tag)
}

function none(reason: string): LabelError {
  return new LabelError('label/not-combinable', reason)
}
