/**
 * Reads bindings, signed or not.
 *
 * @module
 */
import { type Bytes, equalBytes } from '../../lib/index.ts'
import { LabelError } from '../errors.ts'
import {
  readXml,
  readXmlWithText,
  type XmlCanonicalizer,
  type XmlElement,
  type XmlParser,
} from '../xml.ts'

import { digest, type TrustedKey, verifySignature } from './algorithms.ts'
import {
  type Binding,
  bindingLimits,
  bindingNamespace,
  containersOf,
  readContainers,
} from './binding-xml.ts'
import {
  readSignature,
  readSignedInfo,
  signatureNamespace,
  type SignedInfo,
  type SignedReference,
} from './signature-xml.ts'

/** What verification needs besides the binding. */
export interface BindingTrust {
  readonly key: TrustedKey
  /** Now: a key outside of its time verifies nothing. */
  readonly at: Date
  /** The bytes of data outside of the binding, by the URI that the binding gives them. */
  readonly data: ReadonlyMap<string, Bytes>
}

/** A binding whose signature was verified. */
export interface VerifiedBinding extends Binding {
  /** URIs of the data whose bytes were given and are those that were signed. */
  readonly signedData: readonly string[]
}

type Host = XmlCanonicalizer & XmlParser

/**
 * Reads a binding without asking who made it. Use {@link verifyBinding} where that matters.
 *
 * @throws {LabelError} of bindings, labels and XML
 */
export function parseBinding(bytes: Uint8Array, parser: XmlParser): Binding {
  const root = readXml(bytes, parser, bindingLimits)
  requireBinding(root)
  return readContainers(containersOf(root, isSignature))
}

/**
 * Verifies the signature of a binding and reads the labels *from the bytes that were signed*: what
 * the signature does not cover, is not there. An element that was moved, wrapped or doubled changes
 * nothing, because only the canonical form with the right digest is read.
 *
 * Data that is signed outside of the binding must be given. Whether all that is bound was signed,
 * {@link requireDataSigned} asks.
 *
 * @throws {LabelError} `label/binding-unsigned`, `label/binding-key`, `label/binding-signature`,
 *   `label/binding-algorithm`, `label/binding-coverage`, `label/binding-external`,
 *   `label/binding-data`, and those of labels and XML
 */
export async function verifyBinding(
  bytes: Uint8Array,
  { key, at, data }: BindingTrust,
  host: Host,
): Promise<VerifiedBinding> {
  const { root, text } = readXmlWithText(bytes, host, bindingLimits)
  requireBinding(root)
  if (!(key.notBefore <= at && at <= key.notAfter)) {
    throw new LabelError('label/binding-key', 'the certificate is not valid now')
  }
  const document = { root, text, path: signaturePath(root) }
  const { references } = await verifiedInfo(document, key, host)

  /** What of the document is signed, by where it is. */
  const signed = new Map<string, XmlElement>()
  const signedData: string[] = []
  for (const reference of references) {
    const content = isInside(reference)
      ? canonicalContent(reference, document, host)
      : givenContent(reference, data)
    if (!equalBytes(await digest(reference.hash, content), reference.digest)) {
      const code = isInside(reference) ? 'label/binding-signature' : 'label/binding-data'
      throw new LabelError(code, `\`${reference.uri}\` is not what was signed`)
    }
    if (isInside(reference)) {
      signed.set(targetOf(root, reference).join(), readXml(content, host, bindingLimits))
    } else {
      signedData.push(reference.uri)
    }
  }
  const binding = readContainers(signedContainers(root, signed))
  if (signedData.some((uri) => !binding.data.includes(uri))) throw coverage('data without a label')
  return { ...binding, signedData }
}

/**
 * Requires that the label is bound to exactly the files at hand: all of its data was given and
 * signed, and nothing else was given. A label whose data is only named, says nothing about any file.
 *
 * @throws {LabelError} `label/binding-data`
 */
export function requireDataSigned(
  { data, signedData }: VerifiedBinding,
  given: readonly string[],
): void {
  const isBound = given.length > 0 && given.every((uri) => signedData.includes(uri))
  if (!isBound || data.some((uri) => !signedData.includes(uri))) {
    throw new LabelError('label/binding-data', 'the label is not bound to the data given')
  }
}

interface Document {
  readonly root: XmlElement
  readonly text: string
  /** Where the signature is. */
  readonly path: readonly number[]
}

/** Verifies the signature over `SignedInfo`, and answers what the signed bytes of it say. */
async function verifiedInfo(
  { root, text, path }: Document,
  key: TrustedKey,
  host: Host,
): Promise<SignedInfo> {
  const [at = 0] = path
  const element = root.children[at]
  if (!element) throw coverage('no signature')
  const { info, value } = readSignature(element)
  // INVARIANT: `SignedInfo` is the first child of `Signature`; `readSignature` saw to it.
  const request = { ...info.canonical, target: [...path, 0], without: null }
  const signed = host.canonicalize(text, request)
  await verifySignature(info.algorithm, key, value, signed)
  return readSignedInfo(readXml(signed, host, bindingLimits))
}

/** The one signature, a child of the root. Two would let a reader choose. */
function signaturePath(root: XmlElement): readonly number[] {
  const [path, ...more] = pathsWhere(root, isSignature)
  if (!path) throw new LabelError('label/binding-unsigned', 'the binding has no signature')
  if (more.length > 0 || path.length !== 1) throw coverage('not one signature, in its place')
  return path
}

function isInside({ uri }: SignedReference): boolean {
  return uri === '' || uri.startsWith('#')
}

/** The canonical form of what a reference into the document is about. */
function canonicalContent(
  reference: SignedReference,
  { root, text, path }: Document,
  host: Host,
): Bytes {
  return host.canonicalize(text, {
    ...(reference.canonical ?? { method: 'c14n', prefixes: [] }),
    // A reference into the same document leaves comments out (XMLDSig §4.4.3.3).
    withComments: false,
    target: targetOf(root, reference),
    without: reference.isEnveloped ? path : null,
  })
}

/** The bytes that the caller gave for a reference. Nothing is fetched. */
function givenContent(
  { uri, canonical, isEnveloped }: SignedReference,
  data: BindingTrust['data'],
): Bytes {
  if (canonical || isEnveloped) throw coverage('data that is transformed before it is signed')
  const bytes = data.get(uri)
  if (!bytes) throw new LabelError('label/binding-external', 'signed data that was not given')
  return bytes
}

/** Where the one element is that a reference means, whatever its identifier is called. */
function targetOf(root: XmlElement, { uri }: SignedReference): readonly number[] {
  if (uri === '') return []
  const [path, ...more] = pathsWhere(root, ({ attributes }) =>
    [...attributes].some(([name, value]) => /(?:^|\})id$/i.test(name) && value === uri.slice(1)),
  )
  if (!path || more.length > 0) throw coverage('a reference to none or to several')
  return path
}

/** The containers as they are signed, or their bindings: all that the document has, or none. */
function signedContainers(
  root: XmlElement,
  signed: ReadonlyMap<string, XmlElement>,
): readonly XmlElement[] {
  const whole = signed.get('')
  if (whole) {
    requireBinding(whole)
    return containersOf(whole, isSignature)
  }
  return containersOf(root, isSignature).map((container) => {
    const at = root.children.indexOf(container)
    return signed.get(String(at)) ?? ofSignedBindings(container, at, signed)
  })
}

/** A container whose bindings are each signed as a whole: label and data stay together. */
function ofSignedBindings(
  container: XmlElement,
  at: number,
  signed: ReadonlyMap<string, XmlElement>,
): XmlElement {
  const children = container.children.map((_, place) => {
    const found = signed.get([at, place].join())
    // What stands beside the signed ones would be read by others.
    if (!found) throw coverage('the signature does not cover the binding')
    return found
  })
  return { ...container, children }
}

function requireBinding({ name, namespace }: XmlElement): void {
  if (name !== 'BindingInformation' || namespace !== bindingNamespace) {
    throw new LabelError('label/unknown-root', 'not a binding of a label')
  }
}

function isSignature({ name, namespace }: XmlElement): boolean {
  return name === 'Signature' && namespace === signatureNamespace
}

function pathsWhere(
  element: XmlElement,
  isWanted: (one: XmlElement) => boolean,
): readonly (readonly number[])[] {
  const below = element.children.flatMap((child, at) =>
    pathsWhere(child, isWanted).map((path) => [at, ...path]),
  )
  return isWanted(element) ? [[], ...below] : below
}

function coverage(reason: string): LabelError {
  return new LabelError('label/binding-coverage', reason)
}
