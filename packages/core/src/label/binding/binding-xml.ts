/**
 * `BindingInformation` (ADatP-4778): labels and the data they are about.
 *
 * @module
 */
import { attributesOf, malformed, type Sequence, sequence, textOf } from '../elements.ts'
import { LabelError } from '../errors.ts'
import type { Label } from '../label.ts'
import { labelNamespace, readLabel } from '../label-xml.ts'
import type { XmlElement, XmlLimits } from '../xml.ts'

/** Namespace of bindings. */
export const bindingNamespace = 'urn:nato:stanag:4778:bindinginformation:1:0'

/** Bounds of a binding: what it binds is mostly outside of it. */
export const bindingLimits: XmlLimits = { bytes: 1_048_576, depth: 32, elements: 5000 }

/** What a binding says. */
export interface Binding {
  /** The one label of the originator. */
  readonly label: Label
  /** Labels of other kinds beside it. */
  readonly others: readonly Label[]
  /** URIs of the data that is outside of the binding. */
  readonly data: readonly string[]
}

/** Attributes that say nothing of the label. */
const silent = [
  'ID',
  'Id',
  'id',
  '{http://www.w3.org/XML/1998/namespace}id',
  '{http://www.w3.org/2001/XMLSchema-instance}schemaLocation',
]

/**
 * Reads the containers of a binding. Metadata that is no label is passed over; of labels there is
 * exactly one by the originator, since nobody could say which of two is meant.
 *
 * @throws {LabelError} `label/malformed`, `label/binding-ambiguous`, `label/binding-external`, and
 *   those of labels
 */
export function readContainers(containers: readonly XmlElement[]): Binding {
  const bindings = containers.flatMap((container) => {
    attributesOf(container, silent)
    const children = sequence(container, bindingNamespace)
    const found = children.all('MetadataBinding')
    children.end()
    if (found.length === 0) throw malformed('a container without a binding')
    return found
  })
  const read = bindings.map(readMetadataBinding)
  const labels = read.flatMap((one) => one.labels)
  const [label, ...more] = labels.filter(({ kind }) => kind === 'originator')
  if (!label) throw malformed('a binding without a label of the originator')
  if (more.length > 0) {
    throw new LabelError('label/binding-ambiguous', 'a binding with two labels of originators')
  }
  return {
    label,
    others: labels.filter((one) => one !== label),
    data: read.flatMap((one) => one.data),
  }
}

/**
 * The containers of a `BindingInformation`, its signature apart.
 *
 * @throws {LabelError} `label/malformed`
 */
export function containersOf(
  root: XmlElement,
  isSignature: (one: XmlElement) => boolean,
): readonly XmlElement[] {
  attributesOf(root, silent)
  const children = root.children.filter((child) => !isSignature(child))
  const rest = sequence({ ...root, children }, bindingNamespace)
  const containers = rest.all('MetadataBindingContainer')
  rest.end()
  return containers
}

function readMetadataBinding(element: XmlElement): {
  readonly labels: readonly Label[]
  readonly data: readonly string[]
} {
  attributesOf(element, silent)
  const children = sequence(element, bindingNamespace)
  const metadata = choices(children, 'Metadata', 'MetadataReference')
  const data = choices(children, 'Data', 'DataReference')
  children.end()
  if (metadata.some(({ name }) => name === 'MetadataReference')) {
    throw new LabelError('label/binding-external', 'a label that is somewhere else')
  }
  if (metadata.length === 0) throw malformed('a binding of no metadata')
  if (data.length === 0) throw malformed('a binding to no data')
  const outside = data.filter(({ name }) => name === 'DataReference')
  return { labels: metadata.flatMap(readMetadata), data: outside.map(readDataReference) }
}

/** The next children that are called one or the other, in any order. */
function choices(children: Sequence, one: string, other: string): readonly XmlElement[] {
  const found: XmlElement[] = []
  for (;;) {
    const next = children.maybe(one) ?? children.maybe(other)
    if (!next) return found
    found.push(next)
  }
}

function readMetadata(element: XmlElement): readonly Label[] {
  attributesOf(element, silent)
  const labels = element.children.filter(({ namespace }) => namespace === labelNamespace)
  if (element.text.trim() !== '') throw malformed('text in metadata')
  return labels.map(readLabel)
}

function readDataReference(element: XmlElement): string {
  const known = [...silent, 'URI', '{http://www.w3.org/2005/05/xmlmime}contentType']
  const uri = attributesOf(element, known).get('URI')
  if (uri === null || element.children.length > 0 || textOf(element) !== '') {
    throw malformed('a reference to data that names none')
  }
  return uri
}
