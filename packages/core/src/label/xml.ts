/**
 * XML as far as Entente reads it: elements, attributes and text in UTF-8, and nothing else.
 *
 * @module
 */
import { LabelError } from './errors.ts'
import { admitXml } from './xml-gate.ts'

/** An element with its names resolved: prefixes are gone, comments too. */
export interface XmlElement {
  readonly namespace: string
  readonly name: string
  /** By name; by `{namespace}name` where the attribute has a namespace. No namespace declarations. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** All character data directly inside of the element. */
  readonly text: string
}

/**
 * A parser that resolves names, brought by the host. It gets only text that has passed the gate of
 * {@link readXml}, and gives back a tree that outlives its own memory.
 */
export interface XmlParser {
  /**
   * @throws {LabelError} `label/xml-malformed`, `label/xml-duplicate-attribute`,
   *   `label/xml-undeclared-prefix`
   */
  readonly parse: (text: string) => XmlElement
}

/** How much XML is read at most. */
export interface XmlLimits {
  readonly bytes: number
  readonly depth: number
  readonly elements: number
}

/** Bounds of a label: ten times what any real one needs. */
export const labelLimits: XmlLimits = { bytes: 65_536, depth: 32, elements: 2000 }

/**
 * Reads XML from a stranger. Time and memory are linear in the bytes, and those are bounded.
 *
 * @throws {LabelError} any of `label/xml-…`
 */
export function readXml(
  bytes: Uint8Array,
  parser: XmlParser,
  limits: XmlLimits = labelLimits,
): XmlElement {
  const { text, elements } = admitXml(bytes, limits)
  const root = parser.parse(text)
  // INVARIANT: the gate and the parser saw the same document, or one of them was deceived.
  if (count(root) !== elements) {
    throw new LabelError('label/xml-malformed', 'two readers count different elements')
  }
  return root
}

function count({ children }: XmlElement): number {
  return children.reduce((sum, child) => sum + count(child), 1)
}
