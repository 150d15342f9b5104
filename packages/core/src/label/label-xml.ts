/**
 * The XML form of labels, which is the authoritative one (ADatP-4774, appendix 1).
 *
 * @module
 */
import { type Bytes, utf8 } from '../lib/index.ts'

import { attributesOf, malformed, sequence, textOf } from './elements.ts'
import { LabelError } from './errors.ts'
import {
  type CategoryType,
  type Label,
  type LabelCategory,
  type LabelContent,
  type LabelKind,
  originatorIdTypes,
  requireLabel,
  type Succession,
} from './label.ts'
import { readXml, type XmlElement, type XmlParser } from './xml.ts'

/** The namespace alone names the standard; prefixes are free. */
export const labelNamespace = 'urn:nato:stanag:4774:confidentialitymetadatalabel:1:0'

/** The element names of the kinds; the untyped `ConfidentialityLabel` of old is not read. */
export const labelRoots: Readonly<Record<LabelKind, string>> = {
  alternative: 'alternativeConfidentialityLabel',
  metadata: 'metadataConfidentialityLabel',
  originator: 'originatorConfidentialityLabel',
}

/** Attributes that the root may have and that say nothing about the label. */
const silentAttributes = ['Id', '{http://www.w3.org/2001/XMLSchema-instance}schemaLocation']

const labelKinds: readonly LabelKind[] = ['alternative', 'metadata', 'originator']
const categoryTypes: readonly CategoryType[] = ['INFORMATIVE', 'PERMISSIVE', 'RESTRICTIVE']

/**
 * Reads a label strictly: the elements of the schema in their order and nothing beside them, and
 * what the standard's prose asks for on top. It may be written with any prefix.
 *
 * Whether the policy knows the classification and categories is not asked here.
 *
 * @throws {LabelError} any code but `label/forms-disagree`, `label/no-equivalent`,
 *   `label/not-originator`, `label/unknown-level`
 */
export function parseLabel(bytes: Uint8Array, parser: XmlParser): Label {
  return readLabel(readXml(bytes, parser))
}

/**
 * Reads a label from the element that is its root.
 *
 * @throws {LabelError} as {@link parseLabel} does, but none of `label/xml-…`
 */
export function readLabel(root: XmlElement): Label {
  const kind = labelKinds.find((one) => labelRoots[one] === root.name)
  if (!kind || root.namespace !== labelNamespace) {
    throw new LabelError('label/unknown-root', 'not a confidentiality label')
  }
  const review = attributesOf(root, ['ReviewDateTime', ...silentAttributes]).get('ReviewDateTime')
  return requireLabel({ kind, ...readContent(root), review })
}

/**
 * Writes a label. What it writes, {@link parseLabel} reads as the same label.
 *
 * @throws {LabelError} for a label that would not be valid, with the code it would be refused with
 */
export function formatLabel(label: Label): Bytes {
  const valid = requireLabel(label)
  const name = labelRoots[valid.kind]
  const review = valid.review === null ? '' : ` ReviewDateTime="${valid.review}"`
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<${name} xmlns="${labelNamespace}"${review}>`,
    ...formatContent(valid).map((line) => `  ${line}`),
    `</${name}>`,
    '',
  ]
  return utf8(lines.join('\n'))
}

/**
 * Reads the policy, which must name its regime.
 *
 * @throws {LabelError} `label/no-regime`, `label/malformed`
 */
export function readPolicy(element: XmlElement): LabelContent['policy'] {
  const uri = attributesOf(element, ['URI']).get('URI')
  // Schema and prose let it out. A level without a regime would be a name that any policy can claim.
  if (uri === null) throw new LabelError('label/no-regime', 'the policy has no URI')
  return { uri, name: textOf(element) }
}

/**
 * Reads a category. Integer and bit string values are in the schema, but not allowed (§ table 8).
 *
 * @throws {LabelError} `label/malformed`
 */
export function readCategory(element: XmlElement): LabelCategory {
  const attributes = attributesOf(element, ['Type', 'TagName', 'URI'])
  const type = categoryTypes.find((one) => one === attributes.get('Type'))
  const tagName = attributes.get('TagName')
  if (!type || tagName === null) throw malformed('a category without a known type or without a tag')
  const children = sequence(element, labelNamespace)
  const values = children.all('GenericValue').map(readText)
  children.end()
  return { type, tagName, uri: attributes.get('URI'), values }
}

/**
 * The text of an element that has no attributes. `Classification/@URI` is in the schema, but not
 * allowed (§ table 6).
 *
 * @throws {LabelError} `label/malformed`
 */
export function readText(element: XmlElement): string {
  attributesOf(element, [])
  return textOf(element)
}

function readContent(element: XmlElement): LabelContent {
  const children = sequence(element, labelNamespace)
  const information = children.one('ConfidentialityInformation')
  const originator = children.maybe('OriginatorID')
  const created = readText(children.one('CreationDateTime'))
  const succession = children.maybe('SuccessionHandling')
  children.end()
  return {
    ...readInformation(information),
    originator: originator ? readOriginator(originator) : null,
    created,
    succession: succession ? readSuccession(succession) : null,
  }
}

function readInformation(
  element: XmlElement,
): Pick<LabelContent, 'categories' | 'classification' | 'policy' | 'privacyMark'> {
  attributesOf(element, [])
  const children = sequence(element, labelNamespace)
  const policy = readPolicy(children.one('PolicyIdentifier'))
  const classification = readText(children.one('Classification'))
  const privacyMark = children.maybe('PrivacyMark')
  const categories = children.all('Category').map(readCategory)
  // The schema allows foreign elements here. One that we do not know may restrict.
  children.end()
  return {
    policy,
    classification,
    privacyMark: privacyMark ? readText(privacyMark) : null,
    categories,
  }
}

function readOriginator(element: XmlElement): LabelContent['originator'] {
  const named = attributesOf(element, ['IDType']).get('IDType')
  const type = originatorIdTypes.find((one) => one === named)
  if (!type) throw malformed('an originator whose kind of name is not known')
  return { type, id: textOf(element) }
}

function readSuccession(element: XmlElement): Succession {
  attributesOf(element, [])
  const children = sequence(element, labelNamespace)
  const at = readText(children.one('SuccessionDateTime'))
  const label = children.one('SuccessorConfidentialityLabel')
  children.end()
  attributesOf(label, [])
  return { at, label: readContent(label) }
}

function formatContent(content: LabelContent): readonly string[] {
  const { policy, classification, privacyMark, categories, originator, succession } = content
  return [
    '<ConfidentialityInformation>',
    `  <PolicyIdentifier URI="${escapeXml(policy.uri)}">${escapeXml(policy.name)}</PolicyIdentifier>`,
    `  <Classification>${escapeXml(classification)}</Classification>`,
    ...(privacyMark === null ? [] : [`  <PrivacyMark>${escapeXml(privacyMark)}</PrivacyMark>`]),
    ...categories.map((category) => `  ${formatCategory(category)}`),
    '</ConfidentialityInformation>',
    ...(originator
      ? [`<OriginatorID IDType="${originator.type}">${escapeXml(originator.id)}</OriginatorID>`]
      : []),
    `<CreationDateTime>${content.created}</CreationDateTime>`,
    ...(succession ? formatSuccession(succession) : []),
  ]
}

function formatCategory({ type, tagName, uri, values }: LabelCategory): string {
  const tag = `Type="${type}" TagName="${escapeXml(tagName)}"`
  const named = uri === null ? tag : `${tag} URI="${escapeXml(uri)}"`
  const inner = values.map((value) => `<GenericValue>${escapeXml(value)}</GenericValue>`)
  return `<Category ${named}>${inner.join('')}</Category>`
}

function formatSuccession({ at, label }: Succession): readonly string[] {
  return [
    '<SuccessionHandling>',
    `  <SuccessionDateTime>${at}</SuccessionDateTime>`,
    '  <SuccessorConfidentialityLabel>',
    ...formatContent(label).map((line) => `    ${line}`),
    '  </SuccessorConfidentialityLabel>',
    '</SuccessionHandling>',
  ]
}

/** Text as the value of an element or attribute. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
