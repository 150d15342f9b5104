/**
 * The equivalent of a label under another policy, by what one of the two policies declares.
 *
 * Nothing is ever lowered to what fits: where no equivalent is declared, there is none.
 *
 * @module
 */
import { LabelError } from '../errors.ts'

import { inOrder, type ResolvedLabel } from './resolve.ts'
import {
  type Applied,
  type Category,
  type Classification,
  type EquivalentCategory,
  isReferenced,
  type Requirement,
  type Spif,
} from './spif.ts'
import { isMet, requireValid } from './valid.ts'

/**
 * The label under `target`, by the equivalences that its own policy declares for sending (`encrypt`
 * or `both`). Whether the target policy allows the result is for the caller to ask: it is resolved
 * there, with the categories that the equivalences add.
 *
 * @throws {LabelError} `label/required`, `label/excluded` where its own policy does not allow the label;
 *   `label/no-equivalent`; `label/spif-dangling` where an equivalent is not in the target
 */
export function mapToTarget(label: ResolvedLabel, target: Spif): ResolvedLabel {
  requireValid(label)
  const { spif } = label
  const policy = spif.equivalentPolicies.find(({ id }) => id === target.id)
  const equivalent = label.classification.equivalents.find(
    (one) => one.policy === target.id && isApplied(one.applied, 'encrypt'),
  )
  if (!policy || !equivalent) throw none(label.classification.name, target)
  const classification = findLevel(target, equivalent.lacv)
  const mapped = label.categories.flatMap((category) => {
    const found = category.equivalents.filter(
      (one) => one.policy === target.id && isApplied(one.applied, 'encrypt'),
    )
    if (found.length === 0) throw none(category.name, target)
    return found.flatMap((one) => findEquivalent(target, one))
  })
  const sets = spif.tagSets.filter(({ categories }) =>
    categories.some((category) => label.categories.includes(category)),
  )
  const added = [
    ...equivalent.requirements,
    ...sets.flatMap(({ equivalents }) =>
      equivalents.filter((one) => one.policy === target.id).flatMap((one) => one.requirements),
    ),
    ...policy.requirements,
  ]
  return { ...result(target, classification, mapped), categories: complete(target, mapped, added) }
}

/**
 * The label under `own`, our policy, by the equivalences that *ours* declares for receiving
 * (`decrypt` or `both`). An equivalence that two of our values claim names neither.
 *
 * @throws {LabelError} `label/required`, `label/excluded`, `label/no-equivalent`
 */
export function mapFromSource(label: ResolvedLabel, own: Spif): ResolvedLabel {
  requireValid(label)
  const source = label.spif
  const [classification, ...others] = own.classifications.filter(({ equivalents }) =>
    equivalents.some(
      ({ policy, lacv, applied }) =>
        policy === source.id && lacv === label.classification.lacv && isApplied(applied, 'decrypt'),
    ),
  )
  if (!classification || others.length > 0) throw none(label.classification.name, own)
  const mapped = label.categories.flatMap((category) => {
    const [found, ...more] = own.tagSets
      .flatMap(({ categories }) => categories)
      .filter(({ equivalents }) =>
        equivalents.some(
          ({ policy, applied, category: claimed }) =>
            policy === source.id &&
            isApplied(applied, 'decrypt') &&
            claimed?.tagSetId === category.tag.tagSet.id &&
            claimed.type === category.tag.type &&
            claimed.lacv === category.lacv,
        ),
      )
    if (!found || more.length > 0) throw none(category.name, own)
    return [found]
  })
  return result(own, classification, mapped)
}

function result(
  spif: Spif,
  classification: Classification,
  categories: readonly Category[],
): ResolvedLabel {
  // A privacy mark is words of the originator's policy, and has no equivalents in a SPIF.
  return { spif, classification, categories: inOrder(categories), privacyMark: null }
}

function findLevel(target: Spif, lacv: string): Classification {
  const found = target.classifications.find((one) => one.lacv === lacv)
  if (!found) throw dangling(`\`${target.name}\` has no classification ${lacv}`)
  return found
}

function findEquivalent(target: Spif, { category }: EquivalentCategory): readonly Category[] {
  if (!category) return []
  const found = target.tagSets
    .find(({ id }) => id === category.tagSetId)
    ?.categories.find(({ tag, lacv }) => tag.type === category.type && lacv === category.lacv)
  if (!found) throw dangling(`\`${target.name}\` has no category ${category.lacv}`)
  return [found]
}

/** Adds what equivalences require. Where there is a choice that the label does not make, it blocks. */
function complete(
  target: Spif,
  mapped: readonly Category[],
  requirements: readonly Requirement[],
): readonly Category[] {
  const all = target.tagSets.flatMap(({ categories }) => categories)
  let categories = mapped
  for (const requirement of requirements) {
    const { members, operation } = requirement
    const wanted = all.filter((category) => members.some((one) => isReferenced(category, one)))
    const known = members.every((one) => all.some((category) => isReferenced(category, one)))
    if (!known) throw dangling(`\`${target.name}\` has not what an equivalence requires`)
    if (operation !== 'all' && isMet(requirement, categories)) continue
    if (operation !== 'all' && wanted.length !== 1) {
      throw new LabelError('label/no-equivalent', 'the equivalence leaves a choice')
    }
    categories = [...categories, ...wanted]
  }
  return inOrder(categories)
}

function isApplied(applied: Applied, direction: Applied): boolean {
  return applied === direction || applied === 'both'
}

function none(name: string, { name: policy }: Spif): LabelError {
  return new LabelError('label/no-equivalent', `\`${name}\` has no equivalent in \`${policy}\``)
}

function dangling(reason: string): LabelError {
  return new LabelError('label/spif-dangling', reason)
}
