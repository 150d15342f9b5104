/**
 * The access control decision function (ACDF): does a clearance cover a label?
 *
 * It says what a clearance opens, not who vouches for it. Entente's own decisions rest on signed
 * grants and ask much more.
 *
 * @module
 */
import type { ResolvedClearance, ResolvedLabel } from './resolve.ts'
import { categoryTypes, type Tag } from './spif.ts'
import { labelFaults } from './valid.ts'

/** The answer, with what stands against it. */
export type AccessDecision =
  | { readonly kind: 'allow' }
  | {
      readonly kind: 'deny'
      readonly reason:
        | 'classification'
        | 'invalid-label'
        | 'other-policy'
        | 'permissive'
        | 'restrictive'
      /** The level, category or tag that is missing. */
      readonly missing: string
    }

/**
 * Decides whether the clearance covers the label: its classification is *listed* (a higher one does
 * not imply a lower one), every restrictive category is held, and of the permissive ones at least
 * one of each tag. A label that its policy does not allow is covered by nothing.
 */
export function decideAccess(label: ResolvedLabel, clearance: ResolvedClearance): AccessDecision {
  if (label.spif !== clearance.spif) return deny('other-policy', label.spif.name)
  if (labelFaults(label).length > 0) return deny('invalid-label', label.spif.name)
  if (!clearance.classifications.includes(label.classification)) {
    return deny('classification', label.classification.name)
  }
  const permissive = new Map<Tag, boolean>()
  for (const category of label.categories) {
    const isHeld = clearance.categories.includes(category)
    const type = categoryTypes[category.tag.type]
    if (type === 'RESTRICTIVE' && !isHeld) return deny('restrictive', category.name)
    if (type === 'PERMISSIVE') {
      permissive.set(category.tag, isHeld || permissive.get(category.tag) === true)
    }
  }
  for (const [tag, isOneHeld] of permissive) {
    if (!isOneHeld) return deny('permissive', tag.name === '' ? tag.tagSet.name : tag.name)
  }
  return { kind: 'allow' }
}

function deny(
  reason: Extract<AccessDecision, { kind: 'deny' }>['reason'],
  missing: string,
): AccessDecision {
  return { kind: 'deny', reason, missing }
}
