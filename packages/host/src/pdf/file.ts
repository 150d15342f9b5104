/**
 * The catalog of a PDF and what stands at its end (ISO 32000-1 §7.5): cross-reference tables and
 * streams, object streams, and updates. Encrypted and hybrid files are refused.
 *
 * @module
 */
import { inflateSync } from 'node:zlib'

import { bad, type Dictionary, dictionaryAt, integerOf, referenceOf } from './syntax.ts'

/** What an update has to know of the file that it is added to. */
export interface PdfEnd {
  /** Where the last cross-reference section is. */
  readonly startxref: number
  /** How that is written; an update is written likewise. */
  readonly kind: 'stream' | 'table'
  readonly root: readonly [number, number]
  readonly size: number
  /** Entries of the trailer that an update repeats. */
  readonly kept: ReadonlyMap<string, string>
  readonly catalog: ReadonlyMap<string, string>
  /** Text of the XMP that is there; null where there is none. */
  readonly metadata: string | null
}

/** Updates of one file; each costs a section to read. */
const mostSections = 1000
/** Of an unpacked stream. */
const longestStream = 33_554_432

type Place =
  | { readonly kind: 'offset'; readonly at: number }
  | { readonly kind: 'packed'; readonly stream: number; readonly index: number }

interface Section {
  readonly kind: PdfEnd['kind']
  readonly trailer: ReadonlyMap<string, string>
  readonly places: ReadonlyMap<number, Place | null>
}

/**
 * Reads the end of a PDF, its bytes as Latin 1.
 *
 * @throws {LabelError} `label/not-pdf`
 */
export function readPdfEnd(text: string): PdfEnd {
  if (!text.startsWith('%PDF-')) throw bad('not a PDF')
  const [, offset] = /startxref\s+(\d{1,10})\s+%%EOF\s*$/.exec(text.slice(-1024)) ?? []
  const startxref = integerOf(offset)
  const sections = readSections(text, startxref)
  const [newest] = sections
  if (!newest) throw bad('no cross-reference section')
  const { trailer, kind } = newest
  if (trailer.has('Encrypt')) throw bad('an encrypted file')
  const root = referenceOf(trailer.get('Root'))
  if (!root) throw bad('no catalog')
  const { entries: catalog } = dictionaryAt(objectText(text, sections, root[0]), 0)
  const metadata = referenceOf(catalog.get('Metadata'))
  return {
    startxref,
    kind,
    root,
    size: integerOf(trailer.get('Size')),
    kept: new Map([...trailer].filter(([key]) => key === 'Info' || key === 'ID')),
    catalog,
    metadata: metadata ? streamText(text, sections, metadata[0]) : null,
  }
}

function readSections(text: string, start: number): readonly Section[] {
  const sections: Section[] = []
  const seen = new Set<number>()
  for (let at: number | null = start; at !== null;) {
    if (seen.has(at) || seen.size >= mostSections) throw bad('sections without an end')
    seen.add(at)
    const section: Section = text.startsWith('xref', at)
      ? readTable(text, at)
      : readStream(text, at)
    if (section.trailer.has('XRefStm')) throw bad('a hybrid file')
    sections.push(section)
    const previous: string | undefined = section.trailer.get('Prev')
    at = previous === undefined ? null : integerOf(previous)
  }
  return sections
}

function readTable(text: string, start: number): Section {
  const places = new Map<number, Place | null>()
  let at = start + 4
  for (;;) {
    const head = sticky(/\s*(\d{1,10})\s+(\d{1,10})\s*/y, text, at)
    if (!head) break
    at += head[0].length
    const [first, count] = [Number(head[1]), Number(head[2])]
    for (let number = first; number < first + count; number++) {
      const entry = sticky(/(\d{10}) (\d{5}) ([nf])\s{1,3}/y, text, at)
      if (!entry) throw bad('no entry where one belongs')
      at += entry[0].length
      if (!places.has(number)) {
        places.set(number, entry[3] === 'n' ? { kind: 'offset', at: Number(entry[1]) } : null)
      }
    }
  }
  const end = sticky(/\s*trailer/y, text, at)
  if (!end) throw bad('no trailer')
  return { kind: 'table', trailer: dictionaryAt(text, at + end[0].length).entries, places }
}

function readStream(text: string, start: number): Section {
  const { dictionary, bytes } = streamAt(text, start)
  const trailer = dictionary.entries
  if (trailer.get('Type') !== '/XRef') throw bad('no cross-reference stream')
  const widths = numbersOf(trailer.get('W'))
  const [type = 0, second = 0, third = 0] = widths
  const width = type + second + third
  if (widths.length !== 3 || Math.max(...widths) > 6 || second === 0) throw bad('widths')
  const index = numbersOf(trailer.get('Index') ?? `[0 ${trailer.get('Size')}]`)
  const places = new Map<number, Place | null>()
  let at = 0
  for (let pair = 0; pair + 1 < index.length; pair += 2) {
    const [first = 0, count = 0] = index.slice(pair, pair + 2)
    if (count * width > bytes.length - at) throw bad('more entries than the stream has')
    for (let number = first; number < first + count; number++, at += width) {
      const kind = type === 0 ? 1 : bytes.readUIntBE(at, type)
      const one = bytes.readUIntBE(at + type, second)
      const two = third === 0 ? 0 : bytes.readUIntBE(at + type + second, third)
      if (places.has(number)) continue
      if (kind === 1) places.set(number, { kind: 'offset', at: one })
      else places.set(number, kind === 2 ? { kind: 'packed', stream: one, index: two } : null)
    }
  }
  return { kind: 'stream', trailer, places }
}

function placeOf(sections: readonly Section[], number: number): Place {
  const place = sections.find(({ places }) => places.has(number))?.places.get(number)
  if (!place) throw bad(`no object ${number}`)
  return place
}

/** The text of an object, from its value on. */
function objectText(text: string, sections: readonly Section[], number: number): string {
  const place = placeOf(sections, number)
  if (place.kind === 'offset') return text.slice(bodyAt(text, place.at, number))
  const holder = placeOf(sections, place.stream)
  if (holder.kind !== 'offset') throw bad('an object stream in an object stream')
  const { dictionary, bytes } = streamAt(text, holder.at)
  const first = integerOf(dictionary.entries.get('First'))
  const unpacked = bytes.toString('latin1')
  const heads = unpacked.slice(0, first).trim().split(/\s+/).map(Number)
  const [found, offset] = heads.slice(2 * place.index, 2 * place.index + 2)
  if (found !== number || offset === undefined) throw bad('an object stream that lies')
  return unpacked.slice(first + offset)
}

function streamText(text: string, sections: readonly Section[], number: number): string {
  const place = placeOf(sections, number)
  if (place.kind !== 'offset') throw bad('a stream in an object stream')
  return streamAt(text, place.at).bytes.toString('utf8')
}

/** Where the value of the object begins that stands at an offset. */
function bodyAt(text: string, at: number, number: number | null): number {
  const head = sticky(/(\d{1,10})\s+\d{1,5}\s+obj/y, text, at)
  if (!head || (number !== null && Number(head[1]) !== number)) throw bad('no object at its offset')
  return at + head[0].length
}

function streamAt(
  text: string,
  at: number,
): { readonly dictionary: Dictionary; readonly bytes: Buffer } {
  const dictionary = dictionaryAt(text, bodyAt(text, at, null))
  const start = sticky(/\s*stream(?:\r\n|\n)/y, text, dictionary.end)
  if (!start) throw bad('no stream where one belongs')
  const begin = dictionary.end + start[0].length
  const end = begin + integerOf(dictionary.entries.get('Length'))
  if (!sticky(/\s*endstream/y, text, end)) throw bad('a length that lies')
  return { dictionary, bytes: unpack(Buffer.from(text.slice(begin, end), 'latin1'), dictionary) }
}

function unpack(packed: Buffer, { entries }: Dictionary): Buffer {
  const filter = entries.get('Filter')?.replaceAll(/[[\]\s]/g, '')
  if (filter === undefined || filter === '') return packed
  if (filter !== '/FlateDecode') throw bad('a filter that is not read')
  let bytes: Buffer
  try {
    bytes = inflateSync(packed, { maxOutputLength: longestStream })
  } catch (cause) {
    throw bad('a stream that cannot be unpacked', { cause })
  }
  const parameters = entries.get('DecodeParms')?.replaceAll(/^\[\s*|\s*\]$/g, '')
  if (parameters === undefined || parameters === 'null') return bytes
  const { entries: how } = dictionaryAt(parameters, 0)
  const predictor = integerOf(how.get('Predictor') ?? '1')
  if (predictor === 1) return bytes
  if (predictor < 10 || how.has('Colors') || how.has('BitsPerComponent')) throw bad('a predictor')
  return unpredict(bytes, integerOf(how.get('Columns') ?? '1'))
}

/** PNG's filters None, Sub and Up, for rows of bytes. */
function unpredict(bytes: Buffer, columns: number): Buffer {
  if (columns < 1 || bytes.length % (columns + 1) !== 0) throw bad('rows')
  const rows = bytes.length / (columns + 1)
  const out = Buffer.alloc(rows * columns)
  for (let row = 0; row < rows; row++) {
    const filter = bytes[row * (columns + 1)] ?? 0
    if (filter > 2) throw bad('a predictor')
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column
      const left = filter === 1 && column > 0 ? (out[at - 1] ?? 0) : 0
      const above = filter === 2 && row > 0 ? (out[at - columns] ?? 0) : 0
      out[at] = (bytes[row * (columns + 1) + 1 + column] ?? 0) + left + above
    }
  }
  return out
}

function numbersOf(array: string | undefined): readonly number[] {
  if (!/^\[[\d\s]*\]$/.test(array ?? '')) throw bad('not a list of numbers')
  return (array ?? '').match(/\d+/g)?.map(Number) ?? []
}

function sticky(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
