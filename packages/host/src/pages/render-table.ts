/**
 * A marked table as pages of PDF: a register, on paper.
 *
 * @module
 */
import type { Bytes } from '@entente/core/lib'
import {
  breakLines,
  type Language,
  languageOf,
  MarkingError,
  type PageMarking,
  visibleLine,
  type Words,
} from '@entente/core/marking'
import { PDFDocument, type PDFPage } from '@cantoo/pdf-lib'

import { describe } from './describe.ts'
import { ascent, type Typeface } from './fonts.ts'
import { openSheets, type Room, type Sheets } from './sheet.ts'
import type { Part } from './structure.ts'

/** A table; every row has a cell for each column. */
export interface MarkedTable {
  readonly marking: PageMarking
  readonly title: Words
  /** In whose language the heads are, and what of a cell does not tell its own. */
  readonly lang: Language
  readonly columns: readonly {
    readonly head: string
    /** Its part of the page's width, beside the others'. */
    readonly share: number
  }[]
  readonly rows: readonly (readonly string[])[]
}

/** A table to be set in another thread. */
export interface TableOrder {
  readonly table: MarkedTable
  /** RFC 3339. */
  readonly at: string
}

/** A4, lying, in points. */
const [width, height] = [841.89, 595.28]
const size = 7.5
const titleSize = 12
const leading = 1.4
const padding = 3
/** Printers of Japan set this for a character that they have no type for. */
const noType = '〓'
const mostPages = 2000

/** A cell, set. */
interface Cell {
  readonly lines: readonly string[]
  readonly left: number
  readonly part: Part
}

/** A row, set. */
interface Row {
  readonly cells: readonly Cell[]
  readonly height: number
  readonly face: Typeface
}

/**
 * The table on tagged pages of A4, with its heads on each. No row goes over two pages. What the font cannot
 * show becomes 〓.
 *
 * @throws {MarkingError} `marking/no-glyph` for the marking; `marking/too-long` for a row that no page has room
 *   for, `marking/too-large` beyond 2,000 pages
 */
export async function renderTable(table: MarkedTable, at: Date): Promise<Bytes> {
  const pdf = await PDFDocument.create({ updateMetadata: false })
  describe(pdf, table, { at, isUniversal: true })
  const sheets = await openSheets(pdf, table.marking)
  const room = sheets.room({ width, height })
  const pages = setPages(table, sheets, room)
  for (const [index, { title, rows }] of pages.entries()) {
    const page = pdf.addPage([width, height])
    let top = room.bottom + room.height
    if (title) top = drawTitle(page, title, sheets, { ...room, top })
    for (const row of rows) top = drawRow(page, row, sheets, { left: room.left, top })
    await sheets.mark(page, `${index + 1}/${pages.length}`)
  }
  sheets.structure.write()
  return new Uint8Array(await pdf.save())
}

interface Page {
  readonly title: { readonly lines: readonly string[]; readonly part: Part } | undefined
  readonly rows: Row[]
}

function setPages(
  { title, columns, rows, lang }: MarkedTable,
  { faces: { regular, bold }, structure }: Sheets,
  room: Room,
): readonly Page[] {
  const heading = structure.part('H1', title.lang)
  const lines = breakLines(shown(title.text, bold), room.width / titleSize, bold.measure)
  const body = structure.part('Table', lang)
  const shares = columns.reduce((sum, { share }) => sum + share, 0)
  const set = (cells: readonly string[], face: Typeface, kind: 'TD' | 'TH'): Row => {
    const row = structure.part('TR', lang, body)
    let left = 0
    const made = columns.map(({ share }, at): Cell => {
      const text = shown(visibleLine(cells[at] ?? ''), face)
      const own = (room.width * share) / shares
      const part = structure.part(kind, text === '' ? lang : languageOf(text), row)
      const cell = { lines: breakLines(text, (own - 2 * padding) / size, face.measure), left, part }
      left += own
      return cell
    })
    const most = Math.max(...made.map((cell) => cell.lines.length))
    return { cells: made, height: most * size * leading + 2 * padding, face }
  }
  const heads = set(
    columns.map(({ head }) => head),
    bold,
    'TH',
  )
  const first: Page = { title: { lines, part: heading }, rows: [heads] }
  const pages = [first]
  let left = room.height - heightOfTitle(lines) - heads.height
  for (const cells of rows) {
    const row = set(cells, regular, 'TD')
    if (row.height > left) {
      left = room.height - heads.height
      if (row.height > left) throw new MarkingError('marking/too-long', 'a row of over a page')
      pages.push({ title: undefined, rows: [heads] })
      if (pages.length > mostPages) throw new MarkingError('marking/too-large', 'over 2,000 pages')
    }
    pages.at(-1)?.rows.push(row)
    left -= row.height
  }
  return pages
}

function shown(text: string, face: Typeface): string {
  return Array.from(text, (character) => (face.has(character) ? character : noType)).join('')
}

function heightOfTitle(lines: readonly string[]): number {
  return lines.length * titleSize * leading + 2 * padding
}

function drawTitle(
  page: PDFPage,
  { lines, part }: NonNullable<Page['title']>,
  { faces: { bold }, structure }: Sheets,
  { left, top }: Room & { readonly top: number },
): number {
  for (const [at, text] of lines.entries()) {
    const y = top - (at * leading + (leading - 1) / 2 + ascent) * titleSize
    structure.draw(page, part, () =>
      page.drawText(text, { x: left, y, size: titleSize, font: bold.font }),
    )
  }
  return top - heightOfTitle(lines)
}

/** Draws a row from `top` down, and says where the next begins. Heads are read aloud once. */
function drawRow(
  page: PDFPage,
  { cells, height: high, face }: Row,
  { structure }: Sheets,
  { left, top }: { readonly left: number; readonly top: number },
): number {
  for (const { lines, left: from, part } of cells) {
    const again = part.places.length > 0 && part.places[0]?.page !== page
    for (const [at, text] of lines.entries()) {
      if (text === '') continue
      const x = left + from + padding
      const y = top - padding - (at * leading + (leading - 1) / 2 + ascent) * size
      const draw = (): void => page.drawText(text, { x, y, size, font: face.font })
      if (again) structure.drawArtifact(page, draw)
      else structure.draw(page, part, draw)
    }
  }
  const y = top - high
  structure.drawArtifact(page, () =>
    page.drawLine({
      start: { x: left, y },
      end: { x: page.getWidth() - left, y },
      thickness: 0.5,
    }),
  )
  return y
}
