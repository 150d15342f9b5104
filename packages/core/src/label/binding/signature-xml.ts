/**
 * Reads an XML signature (XMLDSig 1.1), as far as a binding needs one: known algorithms, references
 * into the same document or to the bound data, and nothing that carries content of its own.
 *
 * @module
 */
import { type Bytes, fromBase64 } from '../../lib/index.ts'
import { attributesOf, sequence, textOf } from '../elements.ts'
import { LabelError } from '../errors.ts'
import type { CanonicalRequest, XmlElement } from '../xml.ts'

import {
  canonicalMethods,
  digests,
  envelopedTransform,
  type SignatureAlgorithm,
  signatures,
} from './algorithms.ts'

/** Namespace of XML signatures. */
export const signatureNamespace = 'http://www.w3.org/2000/09/xmldsig#'
const exclusiveNamespace = 'http://www.w3.org/2001/10/xml-exc-c14n#'

/** How a part is brought into canonical form. */
export type Canonical = Pick<CanonicalRequest, 'method' | 'prefixes' | 'withComments'>

/** `Reference`: what is signed. */
export interface SignedReference {
  /** Empty for the whole document, `#…` for an element of it, else the bound data. */
  readonly uri: string
  readonly isEnveloped: boolean
  readonly canonical: Canonical | null
  readonly hash: SignatureAlgorithm['hash']
  readonly digest: Bytes
}

/** `SignedInfo`: what the signature itself is over. */
export interface SignedInfo {
  readonly canonical: Canonical
  readonly algorithm: SignatureAlgorithm
  readonly references: readonly SignedReference[]
}

/** As many as large documents have parts, and fewer than take long. */
const mostReferences = 1000

/** Each of these brings the whole document into canonical form, so that a few are many. */
const mostInside = 16

/**
 * Reads a `Signature`. Its `KeyInfo` is passed over: whoever signs, does not say who is trusted.
 *
 * @throws {LabelError} `label/malformed`, `label/binding-algorithm`
 */
export function readSignature(element: XmlElement): {
  readonly info: SignedInfo
  readonly value: Bytes
} {
  attributesOf(element, ['Id'])
  const children = sequence(element, signatureNamespace)
  const info = children.one('SignedInfo')
  const value = children.one('SignatureValue')
  children.maybe('KeyInfo')
  // No `Object`: content that hides inside of the signature.
  children.end()
  attributesOf(value, ['Id'])
  return { info: readSignedInfo(info), value: base64Of(value) }
}

/**
 * Reads `SignedInfo`.
 *
 * @throws {LabelError} `label/malformed`, `label/binding-algorithm`
 */
export function readSignedInfo(element: XmlElement): SignedInfo {
  attributesOf(element, ['Id'])
  const children = sequence(element, signatureNamespace)
  const canonical = readCanonical(children.one('CanonicalizationMethod'))
  const algorithm = signatures.get(algorithmOf(children.one('SignatureMethod'), 0))
  if (!algorithm) throw refused('a signature algorithm that is not allowed')
  const references = children.all('Reference').map(readReference)
  children.end()
  const inside = references.filter(({ uri }) => uri === '' || uri.startsWith('#'))
  if (
    references.length === 0 ||
    references.length > mostReferences ||
    inside.length > mostInside ||
    new Set(references.map(({ uri }) => uri)).size < references.length
  ) {
    throw new LabelError('label/malformed', 'no reference, too many, or one twice')
  }
  return { canonical, algorithm, references }
}

function readReference(element: XmlElement): SignedReference {
  const uri = attributesOf(element, ['Id', 'Type', 'URI']).get('URI')
  if (uri === null) throw new LabelError('label/malformed', 'a reference to nobody knows what')
  const parts = sequence(element, signatureNamespace)
  const transforms = parts.maybe('Transforms')
  const hash = digests.get(algorithmOf(parts.one('DigestMethod'), 0))
  if (hash === undefined) throw refused('a digest that is not allowed')
  const value = parts.one('DigestValue')
  parts.end()
  attributesOf(value, [])
  return { uri, ...readTransforms(transforms), hash, digest: base64Of(value) }
}

/** At most the removal of the signature and then one canonical form, in this order. */
function readTransforms(
  element: XmlElement | undefined,
): Pick<SignedReference, 'canonical' | 'isEnveloped'> {
  if (!element) return { isEnveloped: false, canonical: null }
  attributesOf(element, [])
  const children = sequence(element, signatureNamespace)
  const [first, ...others] = children.all('Transform')
  children.end()
  const isEnveloped = first?.attributes.get('Algorithm') === envelopedTransform
  if (first && isEnveloped) algorithmOf(first, 0)
  const [form, ...more] = isEnveloped || !first ? others : [first, ...others]
  if (more.length > 0) throw refused('more transforms than are allowed')
  return { isEnveloped, canonical: form ? readCanonical(form) : null }
}

function readCanonical(element: XmlElement): Canonical {
  const form = canonicalMethods.get(algorithmOf(element, 1))
  if (!form) throw refused('a transform that is not allowed')
  const [inclusive] = element.children
  if (!inclusive) return { ...form, prefixes: [] }
  const isList =
    inclusive.name === 'InclusiveNamespaces' &&
    inclusive.namespace === exclusiveNamespace &&
    inclusive.children.length === 0 &&
    form.method === 'exclusive'
  const list = isList ? attributesOf(inclusive, ['PrefixList']).get('PrefixList') : null
  if (list === null) throw refused('a parameter of a canonical form that is not allowed')
  const prefixes = list.split(/[ \t\r\n]+/).filter((prefix) => prefix !== '')
  // The parser's word for the default namespace is the empty prefix, which a list cannot hold.
  if (prefixes.includes('#default') || prefixes.length > 32) throw refused('a list of prefixes')
  return { ...form, prefixes }
}

/** The algorithm of a method, which has no more parameters than allowed: none shortens a MAC. */
function algorithmOf({ attributes, children, text, name }: XmlElement, parameters: number): string {
  const others = [...attributes.keys()].filter((key) => key !== 'Algorithm')
  if (others.length > 0 || children.length > parameters || text.trim() !== '') {
    throw refused(`\`${name}\` has parameters`)
  }
  return attributes.get('Algorithm') ?? ''
}

function base64Of(element: XmlElement): Bytes {
  try {
    return fromBase64(textOf(element).replaceAll(' ', ''))
  } catch (cause) {
    throw new LabelError('label/malformed', `\`${element.name}\` is not base64`, { cause })
  }
}

function refused(reason: string): LabelError {
  return new LabelError('label/binding-algorithm', reason)
}
