/**
 * ADatP-4774 confidentiality labels, read strictly and written validly.
 *
 * @module
 */
import { type Bytes, utf8 } from '../lib/index.ts'

import { LabelError } from './errors.ts'
import { readXml, type XmlElement, type XmlParser } from './xml.ts'

/** The namespace; prefixes say nothing (3.1: one header makes `s4774` authoritative, another `slab`). */
export const labelNamespace = 'urn:nato:stanag:4774:confidentialitymetadatalabel:1:0'

/** How a category restricts. */
export type CategoryType = 'INFORMATIVE' | 'PERMISSIVE' | 'RESTRICTIVE'

/** A category of a label. */
export interface LabelCategory {
  readonly type: CategoryType
  readonly tagName: string
  readonly values: readonly string[]
}

/** A label. Its regime is the policy's URI, its level the classification (D5). */
export interface Label {
  readonly kind: 'alternative' | 'metadata' | 'originator'
  readonly policy: { readonly uri: string; readonly name: string }
  readonly classification: string
  readonly privacyMark: string | null
  readonly categories: readonly LabelCategory[]
  /** As written: xs:dateTime. */
  readonly created: string
  readonly review: string | null
}

const roots: Readonly<Record<string, Label['kind']>> = {
  alternativeConfidentialityLabel: 'alternative',
  metadataConfidentialityLabel: 'metadata',
  originatorConfidentialityLabel: 'originator',
}

const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/

/**
 * Reads a label.
 *
 * @throws {LabelError} `label/too-large`, `label/forbidden-xml`, `label/bad-xml`, `label/invalid`
 */
export function parseLabel(bytes: Uint8Array, parser: XmlParser): Label {
  const root = readXml(bytes, parser)
  const kind = Object.hasOwn(roots, root.name) ? roots[root.name] : undefined
  if (!kind || root.namespace !== labelNamespace) throw invalid('not a confidentiality label')
  const review = attribute(root, 'ReviewDateTime')
  requireAttributes(root, ['ReviewDateTime'])
  const [information, creation, ...others] = root.children
  if (!information || !creation || others.length > 0 || root.text.trim() !== '') {
    throw invalid('a label is confidentiality information and its creation time')
  }
  requireName(information, 'ConfidentialityInformation')
  const created = textOf(creation, 'CreationDateTime')
  if (!isDateTime(created) || (review !== null && !isDateTime(review)))
    throw invalid('not a date and time')
  return { kind, created, review, ...readInformation(information) }
}

/**
 * Writes a label that is valid in itself: it has a creation time, and a review time.
 *
 * @throws {LabelError} `label/invalid` for a label without a review time
 */
export function formatLabel({
  kind,
  policy,
  classification,
  privacyMark,
  categories,
  created,
  review,
}: Label): Bytes {
  if (review === null) throw invalid('a label that is written has a review time (ADatP-4774 §4)')
  const root = `${kind}ConfidentialityLabel`
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<${root} xmlns="${labelNamespace}" ReviewDateTime="${escape(review)}">`,
    '<ConfidentialityInformation>',
    `<PolicyIdentifier URI="${escape(policy.uri)}">${escape(policy.name)}</PolicyIdentifier>`,
    `<Classification>${escape(classification)}</Classification>`,
    ...(privacyMark === null ? [] : [`<PrivacyMark>${escape(privacyMark)}</PrivacyMark>`]),
    ...categories.map(
      ({ type, tagName, values }) =>
        `<Category Type="${type}" TagName="${escape(tagName)}">${values
          .map((value) => `<GenericValue>${escape(value)}</GenericValue>`)
          .join('')}</Category>`,
    ),
    '</ConfidentialityInformation>',
    `<CreationDateTime>${escape(created)}</CreationDateTime>`,
    `</${root}>`,
  ]
  return utf8(lines.join('\n'))
}

/**
 * The countries a label lets it go to, ISO 3166-1 alpha-3; undefined where it says nothing, which
 * means to nobody.
 */
export function releasableTo({ categories }: Label): readonly string[] | undefined {
  const all = categories.filter(
    ({ type, tagName }) => type === 'PERMISSIVE' && tagName.toLowerCase() === 'releasable to',
  )
  return all.length === 0 ? undefined : all.flatMap(({ values }) => values)
}

function readInformation(
  information: XmlElement,
): Pick<Label, 'categories' | 'classification' | 'policy' | 'privacyMark'> {
  requireAttributes(information, [])
  const [policy, classification, ...rest] = information.children
  if (!policy || !classification || information.text.trim() !== '') {
    throw invalid('no policy or no classification')
  }
  requireAttributes(policy, ['URI'])
  requireAttributes(classification, [])
  const uri = attribute(policy, 'URI')
  if (uri === null || uri === '') throw invalid('the policy has no URI')
  const privacy = rest[0]?.name === 'PrivacyMark' ? rest[0] : undefined
  return {
    policy: { uri, name: textOf(policy, 'PolicyIdentifier') },
    classification: textOf(classification, 'Classification'),
    privacyMark: privacy ? textOf(privacy, 'PrivacyMark') : null,
    categories: (privacy ? rest.slice(1) : rest).map(readCategory),
  }
}

function readCategory(element: XmlElement): LabelCategory {
  requireName(element, 'Category')
  requireAttributes(element, ['Type', 'TagName', 'URI'])
  const type = categoryTypes.find((one) => one === attribute(element, 'Type'))
  const tagName = attribute(element, 'TagName')
  const values = element.children.map((child) => textOf(child, 'GenericValue'))
  if (!type || !tagName || values.length === 0 || element.text.trim() !== '') {
    throw invalid('a category without type, name or values')
  }
  return { type, tagName, values }
}

const categoryTypes: readonly CategoryType[] = ['INFORMATIVE', 'PERMISSIVE', 'RESTRICTIVE']

function textOf(element: XmlElement, name: string): string {
  requireName(element, name)
  const text = element.text.trim()
  if (element.children.length > 0 || text === '') throw invalid(`\`${name}\` is not a text`)
  return text
}

function requireName({ namespace, name }: XmlElement, wanted: string): void {
  if (namespace !== labelNamespace || name !== wanted) throw invalid(`\`${wanted}\` expected`)
}

function requireAttributes({ attributes, name }: XmlElement, allowed: readonly string[]): void {
  for (const key of attributes.keys()) {
    if (!allowed.includes(key)) throw invalid(`\`${name}\` has an attribute that is not its own`)
  }
}

function attribute({ attributes }: XmlElement, name: string): string | null {
  return attributes.get(name) ?? null
}

function isDateTime(text: string): boolean {
  return dateTime.test(text) && !Number.isNaN(Date.parse(text))
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

function invalid(reason: string): LabelError {
  return new LabelError('label/invalid', reason)
}
