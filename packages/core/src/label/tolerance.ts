/**
 * Reading labels as the field writes them. Each tolerance is one of the list, is reported, and only
 * makes sure what the writer meant; whatever is not on the list is refused as ever. Nothing of ours is
 * written with one of them.
 *
 * @module
 */
import { LabelError } from './errors.ts'
import type { Label } from './label.ts'
import { labelNamespace, readLabel } from './label-xml.ts'
import { readXml, type XmlElement, type XmlParser } from './xml.ts'

/**
 * Where a label departs from the standard.
 *
 * - `untyped-root`: `ConfidentialityLabel`, kept by the schema for old writers; read as the originator's.
 * - `no-policy-uri`: the policy has only a name; read as the one policy known by it.
 * - `policy-url`: `PolicyIdentifier/@URL`, as one library writes it, for `@URI`.
 * - `classification-uri`: `Classification/@URI`, which the prose forbids; passed over.
 * - `no-creation-time`: read as created at the beginning of 1970.
 * - `no-review-time`: neither a review time nor a successor; read as due for review since it was made.
 */
export type LabelFinding =
  | 'classification-uri'
  | 'no-creation-time'
  | 'no-policy-uri'
  | 'no-review-time'
  | 'policy-url'
  | 'untyped-root'

/** A label, and where it departs from the standard. */
export interface ToleratedLabel {
  readonly label: Label
  readonly findings: readonly LabelFinding[]
}

/** Policies by their names, for labels that name no URI. */
export type KnownPolicies = ReadonlyMap<string, string>

/**
 * Reads a label with the tolerances of {@link LabelFinding}.
 *
 * @throws {LabelError} as `parseLabel` does, for what is not tolerated
 */
export function readTolerantly(
  bytes: Uint8Array,
  parser: XmlParser,
  known: KnownPolicies,
): ToleratedLabel {
  const findings: LabelFinding[] = []
  const find = (finding: LabelFinding): void => void findings.push(finding)
  const root = mendRoot(readXml(bytes, parser), known, find)
  return { label: readLabel(root), findings }
}

type Find = (finding: LabelFinding) => void

/** What no label is older than: whoever goes by it, finds the review overdue. */
const unknownTime = '1970-01-01T00:00:00Z'

function mendRoot(root: XmlElement, known: KnownPolicies, find: Find): XmlElement {
  if (root.namespace !== labelNamespace) return root
  const isUntyped = root.name === 'ConfidentialityLabel'
  if (isUntyped) find('untyped-root')
  const children = mendContent(root, known, find)
  const isSucceeded = children.some(({ name }) => name === 'SuccessionHandling')
  const attributes = new Map(root.attributes)
  if (!attributes.has('ReviewDateTime') && !isSucceeded) {
    find('no-review-time')
    const created = children.find(({ name }) => name === 'CreationDateTime')?.text.trim()
    attributes.set('ReviewDateTime', created ?? unknownTime)
  }
  const name = isUntyped ? 'originatorConfidentialityLabel' : root.name
  return { ...root, name, attributes, children }
}

function mendContent(
  { children }: XmlElement,
  known: KnownPolicies,
  find: Find,
): readonly XmlElement[] {
  const mended = children.map((child) =>
    child.name === 'ConfidentialityInformation' && child.namespace === labelNamespace
      ? { ...child, children: child.children.map((one) => mendInformation(one, known, find)) }
      : child,
  )
  if (mended.some(({ name }) => name === 'CreationDateTime')) return mended
  find('no-creation-time')
  const at = mended.findIndex(({ name }) => name === 'SuccessionHandling')
  return mended.toSpliced(at === -1 ? mended.length : at, 0, {
    namespace: labelNamespace,
    name: 'CreationDateTime',
    attributes: new Map(),
    children: [],
    text: unknownTime,
  })
}

function mendInformation(element: XmlElement, known: KnownPolicies, find: Find): XmlElement {
  const attributes = new Map(element.attributes)
  if (element.namespace !== labelNamespace) return element
  if (element.name === 'Classification' && attributes.delete('URI')) find('classification-uri')
  if (element.name === 'PolicyIdentifier') mendPolicy(element, attributes, known, find)
  return { ...element, attributes }
}

function mendPolicy(
  { text }: XmlElement,
  attributes: Map<string, string>,
  known: KnownPolicies,
  find: Find,
): void {
  const url = attributes.get('URL')
  if (url !== undefined) {
    if (attributes.has('URI')) throw new LabelError('label/malformed', 'a policy with URI and URL')
    attributes.delete('URL')
    attributes.set('URI', url)
    find('policy-url')
  }
  if (attributes.has('URI')) return
  const uri = known.get(text.trim())
  // Left out, it is refused as ever.
  if (uri === undefined) return
  attributes.set('URI', uri)
  find('no-policy-uri')
}
