/**
 * Reading elements in the order their schema gives, and refusing whatever else stands there.
 *
 * @module
 */
import { LabelError } from './errors.ts'
import { collapse } from './text.ts'
import type { XmlElement } from './xml.ts'

/** The children of one element, taken one after another. */
export interface Sequence {
  /** The next child, which must be called so. */
  readonly one: (name: string) => XmlElement
  /** The next child if it is called so. */
  readonly maybe: (name: string) => XmlElement | undefined
  /** All next children that are called so. */
  readonly all: (name: string) => readonly XmlElement[]
  /** Requires that no child is left. */
  readonly end: () => void
}

/**
 * Takes the children of an element that holds elements only. `namespace` is the one they all have.
 *
 * @throws {LabelError} `label/malformed`, also from each step
 */
export function sequence(
  { name: parent, children, text }: XmlElement,
  namespace: string,
): Sequence {
  if (collapse(text) !== '') throw malformed(`text between the elements of \`${parent}\``)
  let at = 0
  const maybe = (name: string): XmlElement | undefined => {
    const child = children[at]
    if (child?.name !== name || child.namespace !== namespace) return undefined
    at++
    return child
  }
  return {
    maybe,
    one(name) {
      const child = maybe(name)
      if (!child) throw malformed(`\`${parent}\` has no \`${name}\` where one belongs`)
      return child
    },
    all(name) {
      const found: XmlElement[] = []
      for (let child = maybe(name); child; child = maybe(name)) found.push(child)
      return found
    },
    end() {
      if (at < children.length) throw malformed(`\`${parent}\` has an element that is not its own`)
    },
  }
}

/**
 * The collapsed text of an element that holds nothing else.
 *
 * @throws {LabelError} `label/malformed`
 */
export function textOf({ name, children, text }: XmlElement): string {
  if (children.length > 0) throw malformed(`markup inside of \`${name}\``)
  return collapse(text)
}

/**
 * The attributes of an element, which has no others than the allowed ones.
 *
 * @throws {LabelError} `label/malformed`
 */
export function attributesOf(
  { name, attributes }: XmlElement,
  allowed: readonly string[],
): { readonly get: (attribute: string) => string | null } {
  for (const key of attributes.keys()) {
    if (!allowed.includes(key)) throw malformed(`\`${name}\` has an attribute that is not its own`)
  }
  return { get: (attribute) => attributes.get(attribute) ?? null }
}

/** The refusal of a structure that the schema does not have. */
export function malformed(reason: string): LabelError {
  return new LabelError('label/malformed', reason)
}
