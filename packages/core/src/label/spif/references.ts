/**
 * What a policy refers to inside of itself has to be there, and each value of it only once.
 *
 * @module
 */
import { LabelError } from '../errors.ts'

import { requireDistinct } from './attributes.ts'
import { type CategoryReference, categoryTypes, isReferenced, type Spif } from './spif.ts'

/**
 * Requires that every classification and category that the policy refers to exists, and that a label
 * cannot mean two categories by one name.
 *
 * @throws {LabelError} `label/spif-dangling`, `label/spif-repeated`
 */
export function requireReferences({ classifications, tagSets }: Spif): void {
  const levels = new Set(classifications.map(({ name }) => name))
  const categories = tagSets.flatMap((tagSet) => tagSet.categories)
  const references: CategoryReference[] = []
  for (const { requirements } of [...classifications, ...categories]) {
    references.push(...requirements.flatMap(({ members }) => members))
  }
  for (const { excludedClasses, requiredClass, excludedCategories } of categories) {
    for (const level of [...excludedClasses, ...(requiredClass === null ? [] : [requiredClass])]) {
      if (!levels.has(level)) throw dangling(`\`${level}\` is no classification`)
    }
    references.push(...excludedCategories)
  }
  for (const reference of references) {
    if (!categories.some((category) => isReferenced(category, reference))) {
      throw dangling(
        `no category of \`${reference.tagSet}\` is ${reference.type} ${reference.lacv}`,
      )
    }
  }
  for (const tagSet of tagSets) {
    // Labels and clearances name the value, equivalences its number.
    const named = tagSet.categories.map(({ tag, name }) => `${categoryTypes[tag.type]} ${name}`)
    requireDistinct(named, `categories of \`${tagSet.name}\``)
    const numbered = tagSet.categories.map(({ tag, lacv }) => `${tag.type} ${lacv}`)
    requireDistinct(numbered, `values of \`${tagSet.name}\``)
  }
}

function dangling(reason: string): LabelError {
  return new LabelError('label/spif-dangling', reason)
}
