/**
 * XML as a label may contain it: elements, attributes and text in UTF-8, and nothing else.
 *
 * The text is looked at before any parser sees it, so that no parser's idea of entities, encodings
 * or processing instructions matters.
 *
 * @module
 */
import { fromUtf8 } from '../lib/index.ts'

import { LabelError } from './errors.ts'

/** An element with its names resolved. Text is all character data directly inside of it. */
export interface XmlElement {
  readonly namespace: string
  readonly name: string
  /** Attributes without a namespace, by name. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  readonly text: string
}

/** Parses XML that has passed {@link readXml}'s gate; the host loads the parser. */
export interface XmlParser {
  /** @throws {LabelError} `label/bad-xml` */
  parse(text: string): XmlElement
}

/** Bounds of a label. */
export const xmlLimits: {
  readonly bytes: number
  readonly depth: number
  readonly elements: number
} = { bytes: 65_536, depth: 16, elements: 2000 }

/**
 * Reads bytes that are to be a label.
 *
 * @throws {LabelError} `label/too-large`, `label/forbidden-xml`, `label/bad-xml`
 */
export function readXml(bytes: Uint8Array, parser: XmlParser): XmlElement {
  if (bytes.length > xmlLimits.bytes) {
    throw new LabelError('label/too-large', `more than ${xmlLimits.bytes} bytes`)
  }
  const text = admit(bytes)
  const root = parser.parse(text)
  let elements = 0
  const measure = (element: XmlElement, depth: number): void => {
    if (++elements > xmlLimits.elements || depth > xmlLimits.depth) {
      throw new LabelError('label/too-large', 'too many or too deep elements')
    }
    for (const child of element.children) measure(child, depth + 1)
  }
  measure(root, 1)
  return root
}

/** The five entities of XML and character references are all that may stand after an ampersand. */
const reference = /&(?!(?:lt|gt|amp|apos|quot|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)/
const declaration =
  /^<\?xml version="1\.0"(?: encoding="(?:UTF-8|utf-8)")?(?: standalone="(?:yes|no)")? ?\?>/

function admit(bytes: Uint8Array): string {
  let text: string
  try {
    text = fromUtf8(bytes)
  } catch (cause) {
    throw new LabelError('label/bad-xml', 'not UTF-8', { cause })
  }
  const body = text.replace(declaration, '')
  // Depth is bounded before the parser recurses: every start tag may open a level.
  if (/<[?!]/.test(body) || reference.test(body)) {
    throw new LabelError('label/forbidden-xml', 'a declaration, comment, section or entity')
  }
  if (/[\p{Cc}\p{Cs}\uFEFF\uFFFE\uFFFF]/u.test(body.replaceAll(/[\t\r\n]/g, ''))) {
    throw new LabelError('label/bad-xml', 'a character that XML does not have')
  }
  if ((body.match(/</g) ?? []).length > 2 * xmlLimits.elements) {
    throw new LabelError('label/too-large', 'too many elements')
  }
  return text
}
