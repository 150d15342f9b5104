/**
 * The XML parser of the host: libxml2, without any way to reach a file or the network.
 *
 * @module
 */
import { LabelError, type XmlElement, type XmlParser } from '@entente/core/label'
import {
  ParseOption,
  XmlDocument,
  type XmlElement as LibxmlElement,
  XmlElement as LibxmlElementClass,
  XmlText,
} from 'libxml2-wasm'

/** Parses text that core has let through its gate. */
export const xmlParser: XmlParser = {
  parse(text) {
    let document: XmlDocument
    try {
      document = XmlDocument.fromString(text, { option: ParseOption.XML_PARSE_NO_XXE })
    } catch (cause) {
      throw new LabelError('label/bad-xml', 'not well-formed', { cause })
    }
    try {
      return copy(document.root)
    } finally {
      document.dispose()
    }
  },
}

/** Copies the tree out of the parser's memory, so that nothing dangles when that is freed. */
function copy(element: LibxmlElement): XmlElement {
  const children: XmlElement[] = []
  let text = ''
  for (let child = element.firstChild; child; child = child.next) {
    if (child instanceof LibxmlElementClass) children.push(copy(child))
    else if (child instanceof XmlText) text += child.content
    else throw new LabelError('label/forbidden-xml', 'neither element nor text')
  }
  const attributes = new Map<string, string>()
  for (const attribute of element.attrs) {
    const name = attribute.prefix === '' ? attribute.name : `${attribute.prefix}:${attribute.name}`
    if (name !== 'xml:lang') attributes.set(name, attribute.value)
  }
  return { namespace: element.namespaceUri, name: element.name, attributes, children, text }
}
