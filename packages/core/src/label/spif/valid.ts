/**
 * Whether a label is one that its policy allows.
 *
 * @module
 */
import { LabelError, type LabelErrorCode } from '../errors.ts'

import type { ResolvedLabel } from './resolve.ts'
import { type Category, isReferenced, type Requirement } from './spif.ts'

/** A rule of the policy that a label breaks. */
export interface LabelFault {
  readonly kind:
    | 'excluded-category'
    | 'excluded-class'
    | 'required-category'
    | 'required-class'
    | 'too-few'
    | 'too-many'
  /** The classification, category or tag whose rule it is. */
  readonly rule: string
  /** The value that breaks it; empty where one is missing. */
  readonly value: string
}

/** All rules of its policy that a label breaks; none where it is valid. */
export function labelFaults({
  spif,
  classification,
  categories,
}: ResolvedLabel): readonly LabelFault[] {
  const faults: LabelFault[] = []
  const demand = (rule: string, requirements: readonly Requirement[]): void => {
    for (const requirement of requirements) {
      if (!isMet(requirement, categories))
        faults.push({ kind: 'required-category', rule, value: '' })
    }
  }
  demand(classification.name, classification.requirements)
  for (const category of categories) {
    const { name: rule, requiredClass, excludedClasses, excludedCategories } = category
    demand(rule, category.requirements)
    if (excludedClasses.has(classification.name)) {
      faults.push({ kind: 'excluded-class', rule, value: classification.name })
    }
    if (requiredClass !== null && requiredClass !== classification.name) {
      faults.push({ kind: 'required-class', rule, value: classification.name })
    }
    for (const other of categories) {
      if (other === category) continue
      if (excludedCategories.some((reference) => isReferenced(other, reference))) {
        faults.push({ kind: 'excluded-category', rule, value: other.name })
      }
    }
  }
  for (const tag of spif.tagSets.flatMap(({ tags }) => tags)) {
    const { least, most } = tag.selection
    const selected = categories.filter((category) => category.tag === tag).length
    const rule = tag.name === '' ? tag.tagSet.name : tag.name
    if (selected < least) faults.push({ kind: 'too-few', rule, value: '' })
    if (most !== null && selected > most) faults.push({ kind: 'too-many', rule, value: '' })
  }
  return faults
}

/**
 * Refuses a label that its policy does not allow.
 *
 * @throws {LabelError} `label/required` where something is missing, `label/excluded` where something is that must not
 */
export function requireValid(label: ResolvedLabel): void {
  const [fault] = labelFaults(label)
  if (!fault) return
  const { kind, rule } = fault
  throw new LabelError(codes[kind], `\`${label.spif.name}\`: ${kind} of \`${rule}\``)
}

/** A value that asks for another level is there with one that it does not go with. */
const codes: Readonly<Record<LabelFault['kind'], LabelErrorCode>> = {
  'excluded-category': 'label/excluded',
  'excluded-class': 'label/excluded',
  'required-category': 'label/required',
  'required-class': 'label/excluded',
  'too-few': 'label/required',
  'too-many': 'label/excluded',
}

/** Whether some categories are what a requirement asks for. */
export function isMet(
  { operation, members }: Requirement,
  categories: readonly Category[],
): boolean {
  const isPresent = (member: (typeof members)[number]): boolean =>
    categories.some((category) => isReferenced(category, member))
  if (operation === 'all') return members.every(isPresent)
  if (operation === 'oneOrMore') return members.some(isPresent)
  const found = categories.filter((category) => members.some((one) => isReferenced(category, one)))
  return found.length === 1
}
