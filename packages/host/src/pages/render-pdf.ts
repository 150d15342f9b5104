/**
 * A marked document as pages of PDF.
 *
 * @module
 */
import type { Bytes } from '@entente/core/lib'
import { breakLines, type MarkedText, MarkingError, type Words } from '@entente/core/marking'
import { PDFDocument, type PDFPage } from '@cantoo/pdf-lib'

import { describe } from './describe.ts'
import { ascent, type Typeface } from './fonts.ts'
import { openSheets, type Sheets } from './sheet.ts'
import type { Part, Structure } from './structure.ts'

/** A line of the document, set. */
interface Line {
  readonly text: string
  /** What it is a line of. */
  readonly part: Part
  readonly face: Typeface
  readonly size: number
  /** Room above the line, in points; none at the head of a page. */
  readonly above: number
  /** Whether the line may not be the last of its page: a heading. */
  readonly stays: boolean
}

/** How a text is set. */
type Setting = Pick<Line, 'above' | 'face' | 'size'> & { readonly stays?: boolean }

/** A4, in points. */
const a4: readonly [number, number] = [595.28, 841.89]
const leading = 1.65
/** Most pages of a document. */
const mostPages = 2000

/**
 * The document on tagged pages of A4 (PDF/UA-1). The same document and moment give the same bytes.
 *
 * @throws {MarkingError} `marking/no-glyph`, `marking/too-long`, `marking/too-large` beyond 2,000 pages
 */
export async function renderPdf(document: MarkedText, at: Date): Promise<Bytes> {
  const pdf = await PDFDocument.create({ updateMetadata: false })
  describe(pdf, document, { at, isUniversal: true })
  const sheets = await openSheets(pdf, document.marking)
  const [width, height] = a4
  const room = sheets.room({ width, height })
  const pages = paginate(setLines(document, sheets, room.width), room.height)
  if (pages.length > mostPages) throw new MarkingError('marking/too-large', 'over 2,000 pages')
  for (const [index, lines] of pages.entries()) {
    const page = pdf.addPage([width, height])
    drawLines(page, lines, sheets.structure, {
      left: room.left,
      top: room.bottom + room.height,
    })
    await sheets.mark(page, `${index + 1}/${pages.length}`)
  }
  sheets.structure.write()
  return new Uint8Array(await pdf.save())
}

function setLines(
  { marking, title, blocks }: MarkedText,
  { faces: { regular, bold }, structure }: Sheets,
  width: number,
): readonly Line[] {
  const set = (
    { text, lang }: Words,
    kind: Part['kind'],
    { face, size, above, stays = false }: Setting,
  ): Line[] => {
    face.requireGlyphs(text)
    const part = structure.part(kind, lang)
    return breakLines(text, width / size, face.measure).map((line, at) => ({
      text: line,
      part,
      face,
      size,
      above: at === 0 ? above : 0,
      stays,
    }))
  }
  return [
    ...marking.front.flatMap((line) => set(line, 'P', { face: bold, size: 10.5, above: 0 })),
    ...(title === null ? [] : set(title, 'H1', { face: bold, size: 16, above: 14 })),
    ...blocks.flatMap(({ kind, text, lang, mark }) =>
      kind === 'heading'
        ? set({ text, lang }, title === null ? 'H1' : 'H2', {
            face: bold,
            size: 12.5,
            above: 12,
            stays: true,
          })
        : set({ text: `${mark ?? ''}${text}`, lang }, 'P', { face: regular, size: 10.5, above: 7 }),
    ),
  ]
}

/** Lines on pages; a document without any has one page, which is marked. */
function paginate(lines: readonly Line[], height: number): readonly (readonly Line[])[] {
  const pages: Line[][] = [[]]
  let left = height
  for (const line of lines) {
    const page = pages.at(-1) ?? []
    if (line.above + line.size * leading > left && page.length > 0) {
      const kept = page.findLastIndex(({ stays }) => !stays) + 1
      // A heading goes with what it heads, unless the page is nothing but headings.
      const next = kept === 0 ? [] : page.splice(kept)
      pages.push(next)
      left = height - heightOf(next)
    }
    pages.at(-1)?.push(line)
    left = height - heightOf(pages.at(-1) ?? [])
  }
  return pages
}

function heightOf(lines: readonly Line[]): number {
  return lines.reduce(
    (sum, { above, size }, at) => sum + (at === 0 ? 0 : above) + size * leading,
    0,
  )
}

function drawLines(
  page: PDFPage,
  lines: readonly Line[],
  structure: Structure,
  { left, top }: { readonly left: number; readonly top: number },
): void {
  let start = top
  for (const [at, { text, part, face, size, above }] of lines.entries()) {
    start -= at === 0 ? 0 : above
    const y = start - ((leading - 1) / 2 + ascent) * size
    structure.draw(page, part, () => page.drawText(text, { x: left, y, size, font: face.font }))
    start -= size * leading
  }
}
