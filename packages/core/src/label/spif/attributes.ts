/**
 * Attributes and children of a SPIF's elements. Order is not asked for, since tools differ in it;
 * an element that is not known is refused, since it may restrict. Attributes beside the known ones
 * are allowed by the schema and say nothing here.
 *
 * @module
 */
import { LabelError } from '../errors.ts'
import { type Instant, parseInstant } from '../instant.ts'
import { collapse, requireText } from '../text.ts'
import type { XmlElement } from '../xml.ts'

import type { TagType, Validity } from './spif.ts'

/** One namespace for all versions of the schema; `schemaVersion` tells them apart. */
export const spifNamespace = 'http://www.xmlspif.org/spif'

/** The children of an element by their names, which are all known. */
export interface Children {
  readonly all: (name: string) => readonly XmlElement[]
  readonly one: (name: string) => XmlElement
  readonly maybe: (name: string) => XmlElement | undefined
}

/**
 * The children of an element that may have only these.
 *
 * @throws {LabelError} `label/spif-malformed`
 */
export function childrenOf(element: XmlElement, known: readonly string[]): Children {
  if (collapse(element.text) !== '')
    throw malformed(`text between the elements of \`${element.name}\``)
  for (const { name, namespace } of element.children) {
    if (namespace !== spifNamespace || !known.includes(name)) {
      throw malformed(`\`${element.name}\` has an element that is not its own`)
    }
  }
  const all = (name: string): readonly XmlElement[] =>
    element.children.filter((child) => child.name === name)
  const maybe = (name: string): XmlElement | undefined => {
    const [first, ...more] = all(name)
    if (more.length > 0) throw malformed(`\`${element.name}\` has more than one \`${name}\``)
    return first
  }
  return {
    all,
    maybe,
    one(name) {
      const child = maybe(name)
      if (!child) throw malformed(`\`${element.name}\` has no \`${name}\``)
      return child
    },
  }
}

/**
 * An attribute that has to be there, not empty, and readable.
 *
 * @throws {LabelError} `label/spif-malformed`, `label/bad-text`
 */
export function need(element: XmlElement, name: string): string {
  const value = element.attributes.get(name)
  if (value === undefined) throw malformed(`\`${element.name}\` has no \`${name}\``)
  return requireText(collapse(value), `\`${name}\` of \`${element.name}\``)
}

/**
 * An attribute with one of some values.
 *
 * @throws {LabelError} `label/spif-malformed`
 */
export function oneOf<const Value extends string>(
  element: XmlElement,
  name: string,
  values: readonly Value[],
): Value {
  const found = values.find((value) => value === element.attributes.get(name))
  if (found === undefined)
    throw malformed(`\`${name}\` of \`${element.name}\` is none of its values`)
  return found
}

/**
 * A truth value, false where it is absent.
 *
 * @throws {LabelError} `label/spif-malformed`
 */
export function flag(element: XmlElement, name: string): boolean {
  const value = element.attributes.get(name) ?? 'false'
  if (!['0', '1', 'false', 'true'].includes(value)) {
    throw malformed(`\`${name}\` of \`${element.name}\` is no truth value`)
  }
  return value === '1' || value === 'true'
}

/**
 * An object identifier.
 *
 * @throws {LabelError} `label/spif-malformed`
 */
export function oid(element: XmlElement, name: string): string {
  const value = need(element, name)
  if (!/^[0-2](?:\.(?:0|[1-9][0-9]*))+$/.test(value)) throw malformed(`\`${value}\` is no OID`)
  return value
}

/**
 * The value that stands for a classification or category. Numbers are compared as numbers: `004` is
 * `4`.
 *
 * @throws {LabelError} `label/spif-malformed`, `label/bad-text`
 */
export function lacv(element: XmlElement): string {
  return need(element, 'lacv').replace(/^0+(?=\d+$)/, '')
}

/**
 * Type of a tag, or of the categories a reference means.
 *
 * @throws {LabelError} `label/spif-malformed`
 */
export function tagType(element: XmlElement): TagType {
  const type = oneOf(element, 'tagType', ['enumerated', 'permissive', 'restrictive', 'tagType7'])
  if (type === 'tagType7') return 'informative'
  if (type !== 'enumerated') return type
  return `enumerated-${oneOf(element, 'enumType', ['permissive', 'restrictive'])}`
}

/**
 * The time within which an element may be used.
 *
 * @throws {LabelError} `label/bad-time`
 */
export function validity(element: XmlElement): Validity {
  const read = (name: string): Instant | null => {
    const value = element.attributes.get(name)
    return value === undefined ? null : parseInstant(value)
  }
  return { notBefore: read('notBefore'), notAfter: read('notAfter') }
}

/** Language of an element, lower case; empty where it says none. */
export function language(element: XmlElement): string {
  const tag = element.attributes.get('{http://www.w3.org/XML/1998/namespace}lang') ?? ''
  if (!/^(?:[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)?$/.test(tag)) throw malformed('no language tag')
  return tag.toLowerCase()
}

/** The refusal of a structure that the schema does not have. */
export function malformed(reason: string): LabelError {
  return new LabelError('label/spif-malformed', reason)
}

/**
 * Requires that no two of the names are the same.
 *
 * @throws {LabelError} `label/spif-repeated`
 */
export function requireDistinct(names: readonly string[], what: string): void {
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) {
    throw new LabelError('label/spif-repeated', `two ${what} are \`${twice}\``)
  }
}
