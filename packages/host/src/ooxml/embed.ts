/**
 * Labels inside of office documents (ADatP-4778.2, profile for OOXML): the binding is a custom XML part,
 * and its signature covers every other part of the package, by `pack:///` URIs.
 *
 * So a document that was changed, or into which another's label was put, does not verify. Every save by
 * an office program changes parts: then the label is still read, and no longer believed.
 *
 * @module
 */
import {
  type BindingContent,
  bindingNamespace,
  type BindingSigner,
  type BindingTrust,
  formatBinding,
  LabelError,
  parseBinding,
  requireDataSigned,
  type VerifiedBinding,
  verifyBinding,
} from '@entente/core/label'
import { type Bytes, fromUtf8, utf8 } from '@entente/core/lib'

import { xmlParser } from '../xml/parser.ts'

import { type Part, readParts, writeParts } from './zip.ts'

const customXml = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml'
const relationId = 'rIdConfidentialityLabel'

/** Main parts by the kind of document. */
const mainParts = ['word/document.xml', 'xl/workbook.xml', 'ppt/presentation.xml']

/** Whether bytes may be an office document: a ZIP, as far as the first bytes say. */
export function isPackage(file: Uint8Array): boolean {
  return file.length > 4 && file[0] === 0x50 && file[1] === 0x4b && file[2] === 3 && file[3] === 4
}

/**
 * Puts a label into a document and signs it with all other parts.
 *
 * @throws {LabelError} `label/not-package` for what is no document of Word, Excel or PowerPoint, has a
 *   signature of its own, or has a label already: that is the originator's and stays
 */
export async function embedLabel(
  file: Uint8Array,
  { label, certificate }: Omit<BindingContent, 'data'>,
  signer: BindingSigner,
): Promise<Bytes> {
  const parts = readParts(file)
  if (parts.some(isBinding)) throw bad('the document has a label')
  if (parts.some(({ name }) => name.startsWith('_xmlsignatures/'))) {
    throw bad('the document has a signature, which a label would break')
  }
  const main = mainParts.find((name) => parts.some((part) => part.name === name))
  if (main === undefined) throw bad('not a document of Word, Excel or PowerPoint')
  const name = freeName(parts)
  const others = withRelation(withContentType(parts, name), main, name)
  const data = new Map(others.map((part) => [uriOf(part), part.bytes]))
  const binding = await formatBinding({ label, data, certificate }, signer, xmlParser)
  return writeParts([...others, { name, bytes: binding }])
}

/**
 * Reads the label of a document without asking who made it.
 *
 * @throws {LabelError} `label/not-package`, and those of bindings and labels
 */
export function readEmbedded(file: Uint8Array): ReturnType<typeof parseBinding> {
  return parseBinding(bindingOf(readParts(file)).bytes, xmlParser)
}

/**
 * Verifies that the label is this document's: signed by the key, together with every other part.
 *
 * @throws {LabelError} `label/not-package`, and those of bindings and labels
 */
export async function verifyEmbedded(
  file: Uint8Array,
  trust: Omit<BindingTrust, 'data'>,
): Promise<VerifiedBinding> {
  const parts = readParts(file)
  const binding = bindingOf(parts)
  const others = parts.filter((part) => part !== binding)
  const data = new Map(others.map((part) => [uriOf(part), part.bytes]))
  const verified = await verifyBinding(binding.bytes, { ...trust, data }, xmlParser)
  requireDataSigned(verified, [...data.keys()])
  return verified
}

/** The one binding of a package. A second one would let a reader choose. */
function bindingOf(parts: readonly Part[]): Part {
  const [binding, ...more] = parts.filter(isBinding)
  if (!binding) throw new LabelError('label/binding-unsigned', 'the document has no label')
  if (more.length > 0) throw new LabelError('label/binding-ambiguous', 'two labels in one document')
  return binding
}

function isBinding({ name, bytes }: Part): boolean {
  return /^customXml\/item\d+\.xml$/i.test(name) && Buffer.from(bytes).includes(bindingNamespace)
}

function uriOf({ name }: Part): string {
  return `pack:///${name.split('/').map(encodeURIComponent).join('/')}`
}

function freeName(parts: readonly Part[]): string {
  const taken = new Set(parts.map(({ name }) => name.toLowerCase()))
  let number = 1
  while (taken.has(`customxml/item${number}.xml`)) number++
  return `customXml/item${number}.xml`
}

/** The package knows the new part as XML, by a default that most have, or by an entry of its own. */
function withContentType(parts: readonly Part[], name: string): readonly Part[] {
  return mend(parts, '[Content_Types].xml', 'Types', (text) =>
    /<Default\s[^>]*Extension="xml"/i.test(text)
      ? ''
      : `<Override PartName="/${name}" ContentType="application/xml"/>`,
  )
}

/** The document refers to the new part, so that office programs keep it. */
function withRelation(parts: readonly Part[], main: string, name: string): readonly Part[] {
  const [folder = '', file = ''] = main.split('/')
  const target = `<Relationship Id="${relationId}" Type="${customXml}" Target="../${name}"/>`
  return mend(parts, `${folder}/_rels/${file}.rels`, 'Relationships', (text) => {
    if (text.includes(relationId)) throw bad('a relation of that name is there')
    return target
  })
}

/** Adds elements at the end of a part’s root, which must have no prefix, as all programs write it. */
function mend(
  parts: readonly Part[],
  name: string,
  root: string,
  added: (text: string) => string,
): readonly Part[] {
  const part = parts.find((one) => one.name === name)
  if (!part) throw bad(`no \`${name}\``)
  const text = fromUtf8(part.bytes)
  const end = text.lastIndexOf(`</${root}>`)
  if (end === -1) throw bad(`\`${name}\` cannot be added to`)
  const bytes = utf8(`${text.slice(0, end)}${added(text)}${text.slice(end)}`)
  return parts.map((one) => (one === part ? { name, bytes } : one))
}

function bad(reason: string): LabelError {
  return new LabelError('label/not-package', reason)
}
