/**
 * Writes bindings: a label, bound by a signature to files that leave Entente.
 *
 * @module
 */
import { type Bytes, fromUtf8, toBase64, utf8 } from '../../lib/index.ts'
import type { Label } from '../label.ts'
import { escapeXml, formatLabel } from '../label-xml.ts'
import type { XmlCanonicalizer } from '../xml.ts'

import { type BindingSigner, digest, envelopedTransform } from './algorithms.ts'
import { bindingNamespace } from './binding-xml.ts'
import { signatureNamespace } from './signature-xml.ts'

const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const sha384 = 'http://www.w3.org/2001/04/xmldsig-more#sha384'

/** What is bound. */
export interface BindingContent {
  readonly label: Label
  /** Bytes of each file by the URI that names it, relative to the binding. */
  readonly data: ReadonlyMap<string, Bytes>
  /** Certificate of the signer in DER, for readers who look one up by it; it is no proof. */
  readonly certificate: Bytes | null
}

/**
 * Writes a `BindingInformation` with a signature over all of it and over the SHA-384 of each file.
 *
 * @throws {LabelError} for a label that would not be valid
 */
export async function formatBinding(
  { label, data, certificate }: BindingContent,
  signer: BindingSigner,
  canonicalizer: XmlCanonicalizer,
): Promise<Bytes> {
  const references = [...data.keys()].map((uri) => `<mb:DataReference URI="${escapeXml(uri)}"/>`)
  const containers = [
    '<mb:MetadataBindingContainer><mb:MetadataBinding>',
    `<mb:Metadata>${bareXml(label)}</mb:Metadata>`,
    ...references,
    '</mb:MetadataBinding></mb:MetadataBindingContainer>',
  ].join('')
  const around = (signature: string): string =>
    `<mb:BindingInformation xmlns:mb="${bindingNamespace}">${signature}${containers}</mb:BindingInformation>`
  const canonical = (text: string, target: readonly number[]): Bytes =>
    canonicalizer.canonicalize(text, {
      method: 'exclusive',
      withComments: false,
      prefixes: [],
      target,
      without: null,
    })

  const files = [...data].map(async ([uri, bytes]) =>
    reference(uri, '', await digest('SHA-384', bytes)),
  )
  const transforms = `<ds:Transforms>${method('Transform', envelopedTransform)}${method('Transform', exclusive)}</ds:Transforms>`
  const whole = await digest('SHA-384', canonical(around(''), []))
  const info = [
    '<ds:SignedInfo>',
    method('CanonicalizationMethod', exclusive),
    method('SignatureMethod', signer.algorithm),
    reference('', transforms, whole),
    ...(await Promise.all(files)),
    '</ds:SignedInfo>',
  ].join('')
  const signature = (value: string): string =>
    `<ds:Signature xmlns:ds="${signatureNamespace}">${info}<ds:SignatureValue>${value}</ds:SignatureValue>${keyInfo(certificate)}</ds:Signature>`
  const signed = await signer.sign(canonical(around(signature('')), [0, 0]))
  return utf8(`<?xml version="1.0" encoding="UTF-8"?>\n${around(signature(toBase64(signed)))}\n`)
}

/** The label without its declaration, which stands only at the start of a document. */
function bareXml(label: Label): string {
  return fromUtf8(formatLabel(label))
    .replace(/^<\?xml[^>]*\?>\n/, '')
    .trim()
}

function reference(uri: string, transforms: string, value: Bytes): string {
  const digested = `${method('DigestMethod', sha384)}<ds:DigestValue>${toBase64(value)}</ds:DigestValue>`
  return `<ds:Reference URI="${escapeXml(uri)}">${transforms}${digested}</ds:Reference>`
}

function method(name: string, algorithm: string): string {
  return `<ds:${name} Algorithm="${algorithm}"></ds:${name}>`
}

function keyInfo(certificate: Bytes | null): string {
  if (!certificate) return ''
  const encoded = toBase64(certificate)
  return `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${encoded}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`
}
