/**
 * Reads security policies written in Open XML SPIF 2.0 and 2.1.
 *
 * The schema has no document that may be copied into this repository: names and meanings are those
 * of its published description (xmlspif.org, schema 2.1).
 *
 * @module
 */
import { LabelError } from '../errors.ts'
import { requireText, requireUri } from '../text.ts'
import { readXml, type XmlElement, type XmlLimits, type XmlParser } from '../xml.ts'

import {
  childrenOf,
  flag,
  lacv,
  malformed,
  need,
  oid,
  oneOf,
  requireDistinct,
  spifNamespace,
  validity,
} from './attributes.ts'
import { requireReferences } from './references.ts'
import { type PolicyOf, readRequirements, readTagSets } from './read-categories.ts'
import { markingElements, readMarkings } from './read-markings.ts'
import type { Classification, EquivalentPolicy, PrivacyMark, Spif } from './spif.ts'

/** Bounds of a policy: the public one of NATO is 150 KB with 3,000 elements. */
export const spifLimits: XmlLimits = { bytes: 2_097_152, depth: 32, elements: 50_000 }

/** Our attribute of `securityPolicyId` for a policy whose labels name it by another URI than its OID. */
const regimeAttribute = '{urn:entente:spif}regime'

/** Our attribute of `securityPolicyId` for other names of the policy, with `|` between them. */
const namesAttribute = '{urn:entente:spif}names'

/** Elements of the root beside markings. */
const rootElements = [
  'defaultSecurityPolicyId',
  'equivalentPolicies',
  'extensions',
  'privacyMarks',
  'securityCategoryTagSets',
  'securityClassifications',
  'securityPolicyId',
  'updateInfo',
]

/**
 * Reads a policy as a whole or not at all: a duplicate or a reference to what is not there refuses
 * it, since nobody can say what its author meant.
 *
 * @throws {LabelError} `label/spif-…`, `label/bad-text`, `label/bad-time`, `label/xml-…`
 */
export function parseSpif(bytes: Uint8Array, parser: XmlParser): Spif {
  const root = readXml(bytes, parser, spifLimits)
  if (root.name !== 'SPIF' || !root.namespace.startsWith('http://www.xmlspif.org/')) {
    throw new LabelError('label/spif-malformed', 'not a SPIF')
  }
  const schema = root.attributes.get('schemaVersion') ?? '2.0'
  if (root.namespace !== spifNamespace || (schema !== '2.0' && schema !== '2.1')) {
    const version = `${root.namespace} ${schema}`.slice(0, 80)
    throw new LabelError('label/spif-version', `\`${version}\` is not read, only SPIF 2.0 and 2.1`)
  }
  const spif = readSpif(root)
  requireReferences(spif)
  return spif
}

function readSpif(root: XmlElement): Spif {
  const children = childrenOf(root, [...rootElements, ...markingElements])
  const identity = children.one('securityPolicyId')
  const policies = readEquivalentPolicies(children.maybe('equivalentPolicies'))
  const policyOf: PolicyOf = (element) => {
    const name = need(element, 'policyRef')
    const policy = policies.find((one) => one.name === name)
    if (!policy) {
      throw new LabelError('label/spif-dangling', `\`${name}\` is none of the equivalent policies`)
    }
    return policy.id
  }
  const id = oid(identity, 'id')
  const regime = identity.attributes.get(regimeAttribute)
  // Markings of the policy stand beside its name in schema 2.1, and at the end in all others.
  const own = readMarkings(childrenOf(identity, markingElements))
  const last = readMarkings(children)
  const name = need(identity, 'name')
  const others = identity.attributes.get(namesAttribute)?.split('|') ?? []
  return {
    name,
    names: [name, ...others.map((other) => requireText(other, 'a name of the policy'))],
    id,
    uris: [`urn:oid:${id}`, ...(regime === undefined ? [] : [requireUri(regime, 'a regime')])],
    version: root.attributes.get('version') ?? '1',
    validity: validity(root),
    classifications: readClassifications(children.one('securityClassifications'), policyOf),
    tagSets: readTagSets(children.maybe('securityCategoryTagSets'), policyOf),
    privacyMarks: readPrivacyMarks(children.maybe('privacyMarks')),
    equivalentPolicies: policies,
    markings: {
      phrases: [...own.phrases, ...last.phrases],
      qualifiers: [...own.qualifiers, ...last.qualifiers],
    },
  }
}

function readEquivalentPolicies(element: XmlElement | undefined): readonly EquivalentPolicy[] {
  if (!element) return []
  const policies = childrenOf(element, ['equivalentPolicy'])
    .all('equivalentPolicy')
    .map((one) => ({
      name: need(one, 'name'),
      id: oid(one, 'id'),
      requirements: readRequirements(childrenOf(one, ['requiredCategory']).all('requiredCategory')),
    }))
  requireDistinct(
    policies.map(({ name }) => name),
    'equivalent policies',
  )
  requireDistinct(
    policies.map(({ id }) => id),
    'equivalent policies',
  )
  return policies
}

function readClassifications(element: XmlElement, policyOf: PolicyOf): readonly Classification[] {
  const classifications = childrenOf(element, ['securityClassification', ...markingElements])
    .all('securityClassification')
    .map((one) => readClassification(one, policyOf))
  if (classifications.length === 0) throw malformed('a policy without classifications')
  requireDistinct(
    classifications.map(({ name }) => name),
    'classifications',
  )
  requireDistinct(
    classifications.map((one) => one.lacv),
    'values of classifications',
  )
  return classifications
}

function readClassification(element: XmlElement, policyOf: PolicyOf): Classification {
  const children = childrenOf(element, [
    'equivalentClassification',
    'requiredCategory',
    ...markingElements,
  ])
  const hierarchy = need(element, 'hierarchy')
  if (!/^[0-9]{1,9}$/.test(hierarchy)) throw malformed('a hierarchy that is no number')
  const equivalents = children.all('equivalentClassification').map((one) => ({
    policy: policyOf(one),
    lacv: lacv(one),
    applied: oneOf(one, 'applied', ['both', 'decrypt', 'encrypt']),
    requirements: readRequirements(childrenOf(one, ['requiredCategory']).all('requiredCategory')),
  }))
  // Of two equivalents in one direction nobody can say which is meant.
  for (const direction of ['decrypt', 'encrypt'] as const) {
    requireDistinct(
      equivalents
        .filter(({ applied }) => applied === direction || applied === 'both')
        .map((one) => (direction === 'encrypt' ? one.policy : `${one.policy} ${one.lacv}`)),
      'equivalents of one classification',
    )
  }
  return {
    name: need(element, 'name'),
    lacv: lacv(element),
    hierarchy: Number(hierarchy),
    colour: element.attributes.get('color') ?? null,
    obsolete: flag(element, 'obsolete'),
    markings: readMarkings(children),
    requirements: readRequirements(children.all('requiredCategory')),
    equivalents,
  }
}

function readPrivacyMarks(element: XmlElement | undefined): readonly PrivacyMark[] | null {
  if (!element) return null
  const marks = childrenOf(element, ['privacyMark', ...markingElements])
    .all('privacyMark')
    .map((one) => ({
      name: need(one, 'name'),
      obsolete: flag(one, 'obsolete'),
      markings: readMarkings(childrenOf(one, markingElements)),
    }))
  requireDistinct(
    marks.map(({ name }) => name),
    'privacy marks',
  )
  return marks
}
