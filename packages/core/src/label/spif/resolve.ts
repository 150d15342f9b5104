/**
 * Labels and clearances under their policy: names become the classifications and categories that the
 * policy knows. What it does not know is refused and never dropped.
 *
 * @module
 */
import type { Clearance } from '../clearance.ts'
import { LabelError } from '../errors.ts'
import type { Instant } from '../instant.ts'
import type { LabelCategory, LabelContent } from '../label.ts'

import {
  type Category,
  categoryTypes,
  type Classification,
  type Spif,
  type Validity,
} from './spif.ts'

/** What a label says, in the terms of its policy. */
export interface ResolvedLabel {
  readonly spif: Spif
  readonly classification: Classification
  /** In the order of the policy, each once. */
  readonly categories: readonly Category[]
  readonly privacyMark: string | null
}

/** What a clearance says, in the terms of its policy. */
export interface ResolvedClearance {
  readonly spif: Spif
  readonly classifications: readonly Classification[]
  readonly categories: readonly Category[]
}

/**
 * Finds what a label names, at a time. Obsolete values are found: documents outlive them.
 *
 * @throws {LabelError} `label/wrong-policy`, `label/spif-expired`, `label/unknown-level`,
 *   `label/unknown-category`, `label/repeated`
 */
export function resolveLabel(label: LabelContent, spif: Spif, at: Instant): ResolvedLabel {
  requirePolicy(label.policy, spif, at)
  return {
    spif,
    classification: findClassification(spif, label.classification),
    categories: findCategories(spif, label.categories, at),
    privacyMark: requirePrivacyMark(spif, label.privacyMark),
  }
}

/**
 * Finds what a clearance names, at a time.
 *
 * @throws {LabelError} as {@link resolveLabel} does
 */
export function resolveClearance(clearance: Clearance, spif: Spif, at: Instant): ResolvedClearance {
  requirePolicy(clearance.policy, spif, at)
  return {
    spif,
    classifications: clearance.classifications.map((name) => findClassification(spif, name)),
    categories: findCategories(spif, clearance.categories, at),
  }
}

/** Some categories in the order of their policy, each once. */
export function inOrder(categories: readonly Category[]): readonly Category[] {
  return [...new Set(categories)].toSorted((a, b) => a.order - b.order)
}

function requirePolicy({ uri, name }: LabelContent['policy'], spif: Spif, at: Instant): void {
  // Both have to fit: one reader shows the name, another goes by the URI.
  if (!spif.uris.includes(uri) || !spif.names.some((one) => isSameName(spif, one, name))) {
    throw new LabelError('label/wrong-policy', `\`${name}\` (${uri}) is not the policy at hand`)
  }
  if (!isValidAt(spif.validity, at)) {
    throw new LabelError('label/spif-expired', `\`${name}\` is not valid at that time`)
  }
}

function findClassification(spif: Spif, name: string): Classification {
  const found = spif.classifications.find((one) => isSameName(spif, one.name, name))
  if (!found) throw new LabelError('label/unknown-level', `\`${name}\` is not in \`${spif.name}\``)
  return found
}

function findCategories(
  spif: Spif,
  categories: readonly LabelCategory[],
  at: Instant,
): readonly Category[] {
  const found = categories.flatMap((category) =>
    category.values.map((value) => findCategory(spif, category, value, at)),
  )
  if (new Set(found).size !== found.length) {
    throw new LabelError('label/repeated', 'two values are one category')
  }
  return inOrder(found)
}

function findCategory(
  spif: Spif,
  { type, tagName }: LabelCategory,
  value: string,
  at: Instant,
): Category {
  const tagSet = spif.tagSets.find(({ name }) => isSameName(spif, name, tagName))
  const found = tagSet?.categories.find(
    (one) => categoryTypes[one.tag.type] === type && isSameName(spif, one.name, value),
  )
  if (!found || !isValidAt(found.validity, at)) {
    throw new LabelError(
      'label/unknown-category',
      `\`${spif.name}\` has no ${type} \`${value}\` in \`${tagName}\``,
    )
  }
  return found
}

function requirePrivacyMark({ privacyMarks, name }: Spif, mark: string | null): string | null {
  if (mark === null || privacyMarks === null) return mark
  if (!privacyMarks.some((one) => one.name === mark)) {
    throw new LabelError('label/unknown-category', `\`${name}\` has no privacy mark \`${mark}\``)
  }
  return mark
}

/** Names are compared letter by letter, but not under these two (ADatP-4774 §3, rules on matching). */
function isSameName({ name }: Spif, a: string, b: string): boolean {
  if (a === b) return true
  return (name === 'NATO' || name === 'PUBLIC') && a.toUpperCase() === b.toUpperCase()
}

/** Whether an element may be used at a time. */
export function isValidAt({ notBefore, notAfter }: Validity, at: Instant): boolean {
  return (notBefore === null || notBefore <= at) && (notAfter === null || at <= notAfter)
}
