/**
 * Tag sets, tags and categories of a SPIF, and references to them.
 *
 * @module
 */
import { LabelError } from '../errors.ts'
import { collapse, requireText } from '../text.ts'
import type { XmlElement } from '../xml.ts'

import {
  childrenOf,
  flag,
  lacv,
  malformed,
  need,
  oid,
  oneOf,
  requireDistinct,
  tagType,
  validity,
} from './attributes.ts'
import { markingElements, readMarkings } from './read-markings.ts'
import type {
  Category,
  CategoryReference,
  EquivalentCategory,
  Requirement,
  Tag,
  TagSet,
} from './spif.ts'

/** Finds the OID of an equivalent policy by the name that the SPIF gives it, or throws. */
export type PolicyOf = (element: XmlElement) => string

/**
 * Reads the tag sets. Whether what they refer to exists, is checked when all is read.
 *
 * @throws {LabelError} `label/spif-…`, `label/bad-text`, `label/bad-time`
 */
export function readTagSets(
  element: XmlElement | undefined,
  policyOf: PolicyOf,
): readonly TagSet[] {
  if (!element) return []
  let order = 0
  const next = (): number => order++
  const tagSets = childrenOf(element, ['securityCategoryTagSet'])
    .all('securityCategoryTagSet')
    .map((child) => readTagSet(child, policyOf, next))
  requireDistinct(
    tagSets.map(({ name }) => name),
    'tag sets',
  )
  requireDistinct(
    tagSets.map(({ id }) => id),
    'tag set identifiers',
  )
  return tagSets
}

/**
 * Reads the requirements among an element's children.
 *
 * @throws {LabelError} `label/spif-malformed`, `label/bad-text`
 */
export function readRequirements(elements: readonly XmlElement[]): readonly Requirement[] {
  return elements.map((element) => {
    const members = childrenOf(element, ['categoryGroup']).all('categoryGroup').map(readReference)
    if (members.length === 0) throw malformed('a requirement of nothing')
    return { operation: oneOf(element, 'operation', ['all', 'oneOrMore', 'onlyOne']), members }
  })
}

function readTagSet(element: XmlElement, policyOf: PolicyOf, next: () => number): TagSet {
  const children = childrenOf(element, ['equivalentSecurityCategoryTagSet', 'securityCategoryTag'])
  const tagSet = { name: need(element, 'name'), id: oid(element, 'id') }
  const tags: Tag[] = []
  const categories: Category[] = []
  for (const child of children.all('securityCategoryTag')) {
    const tag = readTag(child, tagSet)
    tags.push(tag)
    for (const one of childrenOf(child, ['tagCategory', ...markingElements]).all('tagCategory')) {
      categories.push(readCategory(one, tag, policyOf, next()))
    }
  }
  requireDistinct(
    tags.flatMap(({ name }) => (name === '' ? [] : [name])),
    'tags of one set',
  )
  return {
    ...tagSet,
    tags,
    categories,
    equivalents: children.all('equivalentSecurityCategoryTagSet').map((one) => ({
      policy: policyOf(one),
      requirements: readRequirements(childrenOf(one, ['requiredCategory']).all('requiredCategory')),
    })),
  }
}

function readTag(element: XmlElement, tagSet: Tag['tagSet']): Tag {
  const most = flag(element, 'singleSelection') ? 1 : readCount(element, 'maxSelection')
  return {
    name: collapse(element.attributes.get('name') ?? ''),
    type: tagType(element),
    tagSet,
    selection: { least: readCount(element, 'minSelection') ?? 0, most },
    markings: readMarkings(childrenOf(element, ['tagCategory', ...markingElements])),
  }
}

function readCount(element: XmlElement, name: string): number | null {
  const value = element.attributes.get(name) ?? 'unbounded'
  if (value === 'unbounded') return null
  if (!/^[0-9]{1,6}$/.test(value)) throw malformed(`\`${name}\` is no number`)
  return Number(value)
}

function readCategory(element: XmlElement, tag: Tag, policyOf: PolicyOf, order: number): Category {
  const children = childrenOf(element, [
    'equivalentSecCategoryTag',
    'excludedCategory',
    'excludedClass',
    'requiredCategory',
    ...markingElements,
  ])
  const excluded = children.all('excludedClass').map(readClassName)
  requireDistinct(excluded, 'excluded classifications')
  const requiredClass = element.attributes.get('requiredClass')
  return {
    name: need(element, 'name'),
    lacv: lacv(element),
    tag,
    order,
    obsolete: flag(element, 'obsolete'),
    validity: validity(element),
    markings: readMarkings(children),
    requiredClass: requiredClass === undefined ? null : need(element, 'requiredClass'),
    excludedClasses: new Set(excluded),
    requirements: readRequirements(children.all('requiredCategory')),
    excludedCategories: children.all('excludedCategory').map(readReference),
    equivalents: children
      .all('equivalentSecCategoryTag')
      .map((one) => readEquivalent(one, policyOf)),
  }
}

function readClassName({ text, children }: XmlElement): string {
  if (children.length > 0) throw malformed('markup inside of `excludedClass`')
  return requireText(collapse(text), 'an excluded classification')
}

function readReference(element: XmlElement): CategoryReference {
  childrenOf(element, [])
  const named = element.attributes.has('lacv')
  const all = flag(element, 'all')
  if (named && all) throw malformed('one category, and all of them')
  if (element.attributes.has('all') && !all && !named) throw malformed('no category and not all')
  return {
    tagSet: need(element, 'tagSetRef'),
    type: tagType(element),
    lacv: named ? lacv(element) : null,
  }
}

function readEquivalent(element: XmlElement, policyOf: PolicyOf): EquivalentCategory {
  childrenOf(element, [])
  const equivalent = {
    policy: policyOf(element),
    applied: oneOf(element, 'applied', ['both', 'decrypt', 'encrypt']),
  }
  const action = element.attributes.get('action')
  if (action !== undefined && action !== 'discard') {
    throw new LabelError('label/spif-malformed', `\`${action}\` is no action`)
  }
  // With `discard` tag set and value are required by the schema and mean nothing.
  if (action === 'discard') return { ...equivalent, category: null }
  const category = {
    tagSetId: oid(element, 'tagSetId'),
    type: tagType(element),
    lacv: lacv(element),
  }
  return { ...equivalent, category }
}
