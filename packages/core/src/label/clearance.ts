/**
 * Confidentiality clearances as others write them (ADatP-4774, appendix 2).
 *
 * @module
 */
import { attributesOf, malformed, sequence } from './elements.ts'
import { LabelError } from './errors.ts'
import { type LabelCategory, type LabelContent, requireCategories } from './label.ts'
import { labelNamespace, readCategory, readPolicy, readText } from './label-xml.ts'
import { requireText, requireUri } from './text.ts'
import { readXml, type XmlParser } from './xml.ts'

/** What a holder may read under one policy: a higher classification does not imply a lower one. */
export interface Clearance {
  readonly policy: LabelContent['policy']
  readonly classifications: readonly string[]
  readonly categories: readonly LabelCategory[]
}

/** The namespace of clearances; what is inside of one is mostly in that of labels. */
export const clearanceNamespace = 'urn:nato:stanag:4774:confidentialityclearance:1:0'

/**
 * Reads a clearance. It says what somebody claims, not who vouches for it or until when: Entente
 * itself decides by signed grants.
 *
 * @throws {LabelError} the codes of a label's structure, text and spelling
 */
export function parseClearance(bytes: Uint8Array, parser: XmlParser): Clearance {
  const root = readXml(bytes, parser)
  if (root.name !== 'ConfidentialityClearance' || root.namespace !== clearanceNamespace) {
    throw new LabelError('label/unknown-root', 'not a confidentiality clearance')
  }
  attributesOf(root, [])
  const [policy, list, ...rest] = root.children
  if (policy?.name !== 'PolicyIdentifier' || policy.namespace !== labelNamespace) {
    throw malformed('a clearance without a policy')
  }
  if (list?.name !== 'ClassificationList' || list.namespace !== clearanceNamespace) {
    throw malformed('a clearance without classifications')
  }
  attributesOf(list, [])
  const listed = sequence(list, labelNamespace)
  const classifications = listed.all('Classification').map(readText)
  listed.end()
  const others = sequence({ ...root, children: rest }, labelNamespace)
  const categories = others.all('Category').map(readCategory)
  others.end()
  return requireClearance({ policy: readPolicy(policy), classifications, categories })
}

function requireClearance(clearance: Clearance): Clearance {
  const { policy, classifications, categories } = clearance
  requireUri(policy.uri, 'the policy')
  requireText(policy.name, 'the name of the policy')
  for (const one of classifications) requireText(one, 'a classification')
  if (new Set(classifications).size !== classifications.length) {
    throw new LabelError('label/repeated', 'a classification stands twice')
  }
  requireCategories(categories)
  return clearance
}
