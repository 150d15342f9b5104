/**
 * The pages of an existing PDF with the marking of the document: each is set, smaller, between the
 * markings of a new page of its size. So nothing on it is covered, nothing of it can cover the
 * marking, and scripts, links and metadata of the old file are not in the new one.
 *
 * What is not on the page but floats above it or hangs behind it (forms, comments, layers, attached
 * files) would be lost or shown unasked: a file with any of these is refused.
 *
 * @module
 */
import type { Bytes } from '@entente/core/lib'
import { MarkingError, type PageMarking } from '@entente/core/marking'
import {
  decodePDFRawStream,
  degrees,
  type PageBoundingBox,
  PDFArray,
  PDFDict,
  PDFDocument,
  type PDFEmbeddedPage,
  PDFName,
  type PDFPage,
  PDFRawStream,
} from '@cantoo/pdf-lib'

import { describe } from './describe.ts'
import { bad, largest, requireMarkable } from './gate.ts'
import { openSheets, type Room } from './sheet.ts'
import type { PageSize } from './watermark.ts'

/** What is true of the file beside its pages. */
export interface StampOptions {
  readonly at: Date
  /** Whether a binding in the file was verified: the rendition has none, and needs its own. */
  readonly isVerified: boolean
}

/** Most pages, and their shortest and longest side in points. */
const limits = { pages: 2000, shortest: 200, longest: 14_400 }

/** Entries of the catalog for what is not on the pages. */
const unseen = ['AcroForm', 'Collection', 'OCProperties', 'AF']

/**
 * Makes a marked rendition of a PDF.
 *
 * @throws {MarkingError} `marking/too-large` beyond 32 MiB, 256 MiB unpacked or 2,000 pages,
 *   `marking/bad-pdf`, `marking/pdf-bound`, `marking/too-long`, `marking/no-glyph`
 */
export async function stampPdf(
  file: Uint8Array,
  marking: PageMarking,
  { at, isVerified }: StampOptions,
): Promise<Bytes> {
  requireMarkable(file, isVerified)
  return reading(() => stamp(file, marking, at))
}

/** Whatever the library says of a stranger's file, it is the file that is bad. */
async function reading<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw cause instanceof MarkingError ? cause : bad('not readable', { cause })
  }
}

async function stamp(file: Uint8Array, marking: PageMarking, at: Date): Promise<Bytes> {
  const options = { updateMetadata: false, throwOnInvalidObject: true }
  const source = await PDFDocument.load(file, options)
  const pages = requireOnlyPages(source)
  const pdf = await PDFDocument.create({ updateMetadata: false })
  describe(pdf, { marking, title: null }, { at, isUniversal: false })
  const sheets = await openSheets(pdf, marking)
  const shown = pages.filter((page) => contentsOf(page).length > 0)
  // All at once: what pages share, fonts for one, is copied once.
  const embedded = await pdf.embedPages([...shown], shown.map(boxOf))
  for (const [index, page] of pages.entries()) {
    const size = sizeOf(page)
    const target = pdf.addPage([size.width, size.height])
    const room = sheets.room(size)
    const content = embedded[shown.indexOf(page)]
    if (content) {
      const where = { room, angle: angleOf(page), size }
      // What it holds is not known: it is read aloud as one piece, in the language of the marking.
      const part = sheets.structure.part('P', marking.lines[0]?.lang ?? 'en')
      sheets.structure.draw(target, part, () => place(target, content, where))
    }
    await sheets.mark(target, `${index + 1}/${pages.length}`)
  }
  sheets.structure.write()
  return new Uint8Array(await pdf.save())
}

/** The pages, where there is nothing else and not too much. */
function requireOnlyPages(source: PDFDocument): readonly PDFPage[] {
  const { catalog } = source
  requireFewNodes(source)
  const pages = source.getPages()
  if (pages.length === 0) throw bad('no pages')
  if (pages.length > limits.pages) throw new MarkingError('marking/too-large', 'over 2,000 pages')
  const attached = catalog
    .lookupMaybe(PDFName.of('Names'), PDFDict)
    ?.has(PDFName.of('EmbeddedFiles'))
  if (attached === true || unseen.some((key) => catalog.has(PDFName.of(key)))) {
    throw bad('forms, layers or attached files')
  }
  for (const page of pages) {
    const notes = page.node.lookup(PDFName.of('Annots'))
    const kinds = notes instanceof PDFArray ? notes.asArray().map((_, at) => kindOf(notes, at)) : []
    if (kinds.some((kind) => kind !== '/Link')) throw bad('comments or forms on a page')
  }
  requireSmallContent(pages)
  return pages
}

/** A tree of pages whose branches are one another has more pages than any file could hold. */
function requireFewNodes({ catalog }: PDFDocument): void {
  let nodes = 0
  catalog.Pages().traverse(() => {
    nodes++
    if (nodes > 2 * limits.pages) throw new MarkingError('marking/too-large', 'over 2,000 pages')
  })
}

/** Pages may share what they show: each of them is counted. */
function requireSmallContent(pages: readonly PDFPage[]): void {
  const sizes = new Map<unknown, number>()
  let all = 0
  for (const page of pages) {
    for (const stream of contentsOf(page)) {
      const size = sizes.get(stream) ?? decodePDFRawStream(stream).decode().length
      sizes.set(stream, size)
      all += size
      if (all > largest.all) throw new MarkingError('marking/too-large', 'over 256 MiB of content')
    }
  }
}

function contentsOf(page: PDFPage): readonly PDFRawStream[] {
  const contents = page.node.lookup(PDFName.of('Contents'))
  const streams =
    contents instanceof PDFArray
      ? contents.asArray().map((_, at) => contents.lookup(at))
      : [contents]
  return streams.filter((stream) => stream instanceof PDFRawStream)
}

function kindOf(notes: PDFArray, at: number): string | undefined {
  const note = notes.lookup(at)
  return note instanceof PDFDict ? note.lookup(PDFName.of('Subtype'))?.toString() : undefined
}

/** What is visible of a page, in its own coordinates. */
function boxOf(page: PDFPage): PageBoundingBox {
  const { x, y, width, height } = page.getCropBox()
  const [shortest, longest] = [Math.min(width, height), Math.max(width, height)]
  if (!(shortest >= limits.shortest && longest <= limits.longest)) throw bad('a page of no size')
  return { left: x, bottom: y, right: x + width, top: y + height }
}

/** How far a page is turned clockwise when it is shown. */
function angleOf(page: PDFPage): number {
  return ((page.getRotation().angle % 360) + 360) % 360
}

/** A page as it is shown. */
function sizeOf(page: PDFPage): PageSize {
  const { left, bottom, right, top } = boxOf(page)
  const [width, height] = [right - left, top - bottom]
  return angleOf(page) % 180 === 0 ? { width, height } : { width: height, height: width }
}

/** Sets a page into the room, as large as it fits and turned as it was shown. */
function place(
  target: PDFPage,
  content: PDFEmbeddedPage,
  { room, angle, size }: { readonly room: Room; readonly angle: number; readonly size: PageSize },
): void {
  const scale = Math.min(room.width / size.width, room.height / size.height)
  const [width, height] = [size.width * scale, size.height * scale]
  const left = room.left + (room.width - width) / 2
  const bottom = room.bottom + (room.height - height) / 2
  // The corner that the page's own lower left comes to when it is turned clockwise.
  const corner = {
    x: angle === 180 || angle === 270 ? left + width : left,
    y: angle === 90 || angle === 180 ? bottom + height : bottom,
  }
  target.drawPage(content, { ...corner, xScale: scale, yScale: scale, rotate: degrees(-angle) })
}
