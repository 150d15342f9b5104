/**
 * The XML parser of the host: libxml2 in WebAssembly, with no way to reach a file or the network.
 *
 * @module
 */
import {
  type CanonicalMethod,
  LabelError,
  type LabelErrorCode,
  type XmlCanonicalizer,
  type XmlElement,
  type XmlParser,
} from '@entente/core/label'
import { utf8 } from '@entente/core/lib'
import {
  ParseOption,
  XmlC14NMode,
  XmlComment,
  XmlDocument,
  XmlElement as LibxmlElement,
  XmlText,
} from 'libxml2-wasm'

/** Nothing is loaded: no external entity, no DTD, no catalog. */
const options =
  ParseOption.XML_PARSE_NONET |
  ParseOption.XML_PARSE_NO_XXE |
  ParseOption.XML_PARSE_NO_SYS_CATALOG |
  ParseOption.XML_PARSE_SKIP_IDS

/** How libxml2 words the faults that have a code of their own. */
const wordings: readonly (readonly [RegExp, LabelErrorCode])[] = [
  [/^(?:Namespaced )?Attribute .* redefined$/m, 'label/xml-duplicate-attribute'],
  [/^Namespace prefix .* is not defined$/m, 'label/xml-undeclared-prefix'],
]

const canonicalModes: Readonly<
  Record<CanonicalMethod, (typeof XmlC14NMode)[keyof typeof XmlC14NMode]>
> = {
  c14n: XmlC14NMode.XML_C14N_1_0,
  'c14n-1.1': XmlC14NMode.XML_C14N_1_1,
  exclusive: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0,
}

/** Parses text that has passed the gate of `readXml`. Comments are dropped from the tree. */
export const xmlParser: XmlCanonicalizer & XmlParser = {
  parse: (text) => withDocument(text, ({ root }) => copy(root)),
  canonicalize: (text, { method, withComments, prefixes, target, without }) =>
    withDocument(text, (document) => {
      const element = elementAt(document, target)
      if (without) elementAt(document, without).remove()
      return utf8(
        element.canonicalizeToString({
          mode: canonicalModes[method],
          withComments,
          ...(method === 'exclusive' ? { inclusiveNamespacePrefixes: [...prefixes] } : {}),
        }),
      )
    }),
}

/** Lends a document that is gone afterwards. */
function withDocument<Result>(text: string, use: (document: XmlDocument) => Result): Result {
  try {
    // Its memory is not the garbage collector's: without `using` each label would stay for ever.
    // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- flags, not one of the options
    using document = XmlDocument.fromString(text, { option: options })
    return use(document)
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : ''
    const [, code] = wordings.find(([wording]) => wording.test(message)) ?? []
    throw new LabelError(code ?? 'label/xml-malformed', 'refused by the XML parser', { cause })
  }
}

/** Goes down to an element, counting only elements. */
function elementAt({ root }: XmlDocument, path: readonly number[]): LibxmlElement {
  return path.reduce((element, at) => {
    let left = at
    for (let child = element.firstChild; child; child = child.next) {
      if (child instanceof LibxmlElement && left-- === 0) return child
    }
    throw new TypeError('a path that leads nowhere')
  }, root)
}

/** Copies the tree out of the parser's memory, so that nothing dangles when that is freed. */
function copy(element: LibxmlElement): XmlElement {
  const children: XmlElement[] = []
  let text = ''
  for (let child = element.firstChild; child; child = child.next) {
    if (child instanceof LibxmlElement) children.push(copy(child))
    else if (child instanceof XmlText) text += child.content
    else if (!(child instanceof XmlComment))
      throw new TypeError('the gate lets no such node through')
  }
  const attributes = new Map<string, string>()
  for (const { namespaceUri, name, value } of element.attrs) {
    attributes.set(namespaceUri === '' ? name : `{${namespaceUri}}${name}`, value)
  }
  return { namespace: element.namespaceUri, name: element.name, attributes, children, text }
}
