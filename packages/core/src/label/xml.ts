/**
 * XML as far as Entente reads it: elements, attributes and text in UTF-8, and nothing else.
 *
 * @module
 */
import type { Bytes } from '../lib/index.ts'

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

/** How XML is brought into the one form that is signed. */
export type CanonicalMethod = 'c14n' | 'c14n-1.1' | 'exclusive'

/** A part of a document, in canonical form. */
export interface CanonicalRequest {
  readonly method: CanonicalMethod
  readonly withComments: boolean
  /** Prefixes that the exclusive form treats like the inclusive one. */
  readonly prefixes: readonly string[]
  /** The element: which child of which child of the root, counting elements from 0. Empty: the root. */
  readonly target: readonly number[]
  /** An element that is taken out before, with all that is in it. */
  readonly without: readonly number[] | null
}

/** Brings XML into canonical form, brought by the host. It gets only text that a gate let through. */
export interface XmlCanonicalizer {
  /** @throws {LabelError} `label/xml-malformed` */
  readonly canonicalize: (text: string, request: CanonicalRequest) => Bytes
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
  return readXmlWithText(bytes, parser, limits).root
}

/**
 * Reads XML from a stranger and keeps the text that was read, so that a signature is verified over
 * the same.
 *
 * @throws {LabelError} any of `label/xml-…`
 */
export function readXmlWithText(
  bytes: Uint8Array,
  parser: XmlParser,
  limits: XmlLimits,
): { readonly root: XmlElement; readonly text: string } {
  const { text, elements } = admitXml(bytes, limits)
  const root = parser.parse(text)
  // INVARIANT: the gate and the parser saw the same document, or one of them was deceived.
  if (count(root) !== elements) {
    throw new LabelError('label/xml-malformed', 'two readers count different elements')
  }
  return { root, text }
}

function count({ children }: XmlElement): number {
  return children.reduce((sum, child) => sum + count(child), 1)
}
