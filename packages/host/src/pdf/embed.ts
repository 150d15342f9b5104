/**
 * Labels inside of PDF: the binding stands in the document's XMP, which an update adds to the end. Its
 * signature covers every byte before the update, and each byte of the update but the binding itself
 * follows from those: so whoever changes, adds or moves anything makes another file than the one that
 * was labelled.
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
import { type Bytes, equalBytes, fromUtf8, utf8 } from '@entente/core/lib'

import { xmlParser } from '../xml/parser.ts'

import { type PdfEnd, readPdfEnd } from './file.ts'
import { bad } from './syntax.ts'

/** Larger ones are labelled beside the file. */
const longest = 268_435_456

const opening = '<mb:BindingInformation '
const closing = '</mb:BindingInformation>'

/** Whether bytes may be a PDF, as far as the first ones say. */
export function isPdf(file: Uint8Array): boolean {
  return Buffer.from(file.subarray(0, 5)).toString('latin1') === '%PDF-'
}

/**
 * Adds a label to a PDF.
 *
 * @throws {LabelError} `label/not-pdf` for what is none, is encrypted, signed or too large, or has a
 *   label already: that is the originator's and stays
 */
export async function embedInPdf(
  file: Uint8Array,
  { label, certificate }: Omit<BindingContent, 'data'>,
  signer: BindingSigner,
): Promise<Bytes> {
  const original = new Uint8Array(file)
  const text = textOf(original)
  if (text.includes(bindingNamespace)) throw bad('the document has a label')
  if (/\/ByteRange\s*\[/.test(text)) throw bad('the document has a signature')
  const data = new Map([[uriOf(original.length), original]])
  const binding = await formatBinding({ label, data, certificate }, signer, xmlParser)
  return assemble(
    original,
    fromUtf8(binding)
      .replace(/^<\?xml[^>]*\?>\n/, '')
      .trim(),
  )
}

/**
 * Reads the label of a PDF without asking who made it.
 *
 * @throws {LabelError} `label/binding-unsigned` where there is none, and those of bindings and labels
 */
export function readInPdf(file: Uint8Array): ReturnType<typeof parseBinding> {
  return parseBinding(utf8(bindingOf(file)), xmlParser)
}

/**
 * Verifies that the label is this file's, and that nothing is in it but what was labelled.
 *
 * @throws {LabelError} `label/not-pdf`, `label/binding-data`, and those of bindings and labels
 */
export async function verifyInPdf(
  file: Uint8Array,
  trust: Omit<BindingTrust, 'data'>,
): Promise<VerifiedBinding> {
  const binding = bindingOf(file)
  const { data } = parseBinding(utf8(binding), xmlParser)
  const [, length] = /^urn:entente:pdf:0-(\d{1,10})$/.exec(data[0] ?? '') ?? []
  const original = new Uint8Array(file.subarray(0, Number(length ?? -1)))
  // Only our update of these bytes with this binding is this file.
  if (length === undefined || !equalBytes(assemble(original, binding), file)) {
    throw new LabelError('label/binding-data', 'the file is not what was labelled')
  }
  const uri = uriOf(original.length)
  const given = { ...trust, data: new Map([[uri, original]]) }
  const verified = await verifyBinding(utf8(binding), given, xmlParser)
  requireDataSigned(verified, [uri])
  return verified
}

function textOf(file: Uint8Array): string {
  if (file.length > longest) throw bad('too large to be labelled inside')
  return Buffer.from(file.buffer, file.byteOffset, file.byteLength).toString('latin1')
}

function bindingOf(file: Uint8Array): string {
  const text = textOf(file)
  const [start, end] = [text.lastIndexOf(opening), text.lastIndexOf(closing)]
  if (start === -1 || end < start) {
    throw new LabelError('label/binding-unsigned', 'the document has no label')
  }
  try {
    return fromUtf8(file.subarray(start, end + closing.length))
  } catch (cause) {
    throw new LabelError('label/xml-encoding', 'a label that is not UTF-8', { cause })
  }
}

/** The bytes before the update, from the first on. */
function uriOf(length: number): string {
  return `urn:entente:pdf:0-${length}`
}

/** The file with the update. The same bytes and binding give the same file. */
function assemble(original: Bytes, binding: string): Bytes {
  const end = readPdfEnd(textOf(original))
  const { root, size, catalog } = end
  const metadata = utf8(xmpOf(end.metadata, binding))
  const entries = [...catalog].filter(([key]) => key !== 'Metadata')
  const parts: Uint8Array[] = [original, latin('\n')]
  const offsets: number[] = []
  const add = (number: string, ...body: readonly Uint8Array[]): void => {
    offsets.push(lengthOf(parts))
    parts.push(latin(`${number} obj\n`), ...body, latin('\nendobj\n'))
  }
  add(`${root[0]} ${root[1]}`, latin(dictionary([...entries, ['Metadata', `${size} 0 R`]])))
  const head = dictionary([
    ['Type', '/Metadata'],
    ['Subtype', '/XML'],
    ['Length', String(metadata.length)],
  ])
  add(`${size} 0`, latin(`${head}\nstream\n`), metadata, latin('\nendstream'))
  const at = lengthOf(parts)
  parts.push(latin(crossReferences(end, offsets, at)))
  return new Uint8Array(Buffer.concat(parts))
}

/** The section that leads to the two objects, in the form of the one before. */
function crossReferences(
  { kind, root, size, kept, startxref }: PdfEnd,
  offsets: readonly number[],
  at: number,
): string {
  const [catalogAt = 0, metadataAt = 0] = offsets
  const trailer = (newSize: number): (readonly [string, string])[] => [
    ['Size', String(newSize)],
    ['Root', `${root[0]} ${root[1]} R`],
    ['Prev', String(startxref)],
    ...kept,
  ]
  const tail = `startxref\n${at}\n%%EOF\n`
  if (kind === 'table') {
    const entry = (offset: number, generation: number): string =>
      `${String(offset).padStart(10, '0')} ${String(generation).padStart(5, '0')} n \n`
    const table = `xref\n${root[0]} 1\n${entry(catalogAt, root[1])}${size} 1\n${entry(metadataAt, 0)}`
    return `${table}trailer\n${dictionary(trailer(size + 1))}\n${tail}`
  }
  const rows = Buffer.alloc(3 * 7)
  for (const [row, [offset, generation]] of [
    [catalogAt, root[1]] as const,
    [metadataAt, 0] as const,
    [at, 0] as const,
  ].entries()) {
    rows.writeUInt8(1, 7 * row)
    rows.writeUInt32BE(offset, 7 * row + 1)
    rows.writeUInt16BE(generation, 7 * row + 5)
  }
  const head = dictionary([
    ['Type', '/XRef'],
    ...trailer(size + 2),
    ['W', '[1 4 2]'],
    ['Index', `[${root[0]} 1 ${size} 2]`],
    ['Length', String(rows.length)],
  ])
  const stream = `${head}\nstream\n${rows.toString('latin1')}\nendstream`
  return `${size + 1} 0 obj\n${stream}\nendobj\n${tail}`
}

/** The XMP with the binding in a description of its own; what was said before stays. */
function xmpOf(before: string | null, binding: string): string {
  const description = `<rdf:Description rdf:about="" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:entente:label"><e:binding rdf:parseType="Literal">${binding}</e:binding></rdf:Description>`
  if (before === null) {
    const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${description}</rdf:RDF>`
    return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">${rdf}</x:xmpmeta>\n<?xpacket end="r"?>`
  }
  const end = before.lastIndexOf('</rdf:RDF>')
  if (end === -1) throw bad('XMP that cannot be added to')
  return `${before.slice(0, end)}${description}${before.slice(end)}`
}

function dictionary(entries: readonly (readonly [string, string])[]): string {
  return `<<${entries.map(([key, value]) => `/${key} ${value}`).join('\n')}>>`
}

function latin(text: string): Uint8Array {
  return Buffer.from(text, 'latin1')
}

function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0)
}
