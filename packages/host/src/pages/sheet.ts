/**
 * One sheet of paper with its marking: top and bottom alike, the watermark across, and between them
 * the room for the document.
 *
 * @module
 */
import {
  breakLines,
  MarkingError,
  markingSize,
  type Measure,
  type PageMarking,
  type Words,
} from '@entente/core/marking'
import { type PDFDocument, type PDFPage, rgb } from '@cantoo/pdf-lib'

import { ascent, openTypefaces, type Typeface, type Typefaces } from './fonts.ts'
import { createStructure, type Part, type Structure } from './structure.ts'
import { openWatermark, type PageSize } from './watermark.ts'

/** Room in points, from the lower left. */
export interface Room {
  readonly left: number
  readonly bottom: number
  readonly width: number
  readonly height: number
}

/** A marking, set for pages of one size. */
interface SetMarking {
  readonly lines: readonly SetLine[]
  readonly viewing: readonly SetLine[]
  /** From the edge of the page to where the document may begin, and end. */
  readonly top: number
  readonly bottom: number
}

/** A line, and which of the marking's it is of. */
interface SetLine {
  readonly text: string
  /** Null for the number of the page. */
  readonly of: Words | null
}

/** Margins in points: 12 mm above and below, 18 mm at the sides. */
const edge = 34
const side = 51
const leading = 1.35
const gap = 12
const viewingSize = 8
const framePadding = 5
/** The least part of a page that is left to the document. */
const leastRoom = 0.5

/** The sheets of a document. */
export interface Sheets {
  readonly faces: Typefaces
  readonly structure: Structure
  /**
   * The room between the markings of a page of a size.
   *
   * @throws {MarkingError} `marking/too-long`
   */
  readonly room: (size: PageSize) => Room
  /** Draws the marking onto a page, above whatever is there; `count` is `3/30`. */
  readonly mark: (page: PDFPage, count: string) => Promise<void>
}

/**
 * Makes ready to mark the pages of a document, all alike.
 *
 * @throws {MarkingError} `marking/no-glyph`
 */
export async function openSheets(pdf: PDFDocument, marking: PageMarking): Promise<Sheets> {
  const faces = await openTypefaces(pdf)
  for (const { text } of marking.lines) faces.bold.requireGlyphs(text)
  const watermark = openWatermark(pdf, marking, faces.regular)
  const structure = createStructure(pdf)
  const said = new Map<Words, Part>()
  for (const line of [...marking.lines, ...marking.watermark]) {
    said.set(line, structure.part('P', line.lang))
  }
  return {
    faces,
    structure,
    room: (size) => roomOn(size, setMarking(size, marking, faces)),
    async mark(page, count) {
      const across = await watermark(page.getSize())
      if (across) structure.drawArtifact(page, () => page.drawPage(across))
      drawMarking(page, marking, faces, { count, structure, said })
      // Once is enough for ears.
      said.clear()
    },
  }
}

function roomOn({ width, height }: PageSize, { top, bottom }: SetMarking): Room {
  const room = { left: side, bottom, width: width - 2 * side, height: height - top - bottom }
  if (room.height < height * leastRoom || room.width < width * leastRoom) {
    throw new MarkingError('marking/too-long', 'the marking takes more than half of the page')
  }
  return room
}

interface Saying {
  /** `3/30` */
  readonly count: string
  readonly structure: Structure
  /** What is to be read aloud on this page, as which part. */
  readonly said: ReadonlyMap<Words, Part>
}

function drawMarking(
  page: PDFPage,
  marking: PageMarking,
  faces: Typefaces,
  { count, structure, said }: Saying,
): void {
  const write = (parts: Saying['said']) => (of: Words | null, draw: () => void) => {
    const part = of && parts.get(of)
    if (part) structure.draw(page, part, draw)
    else structure.drawArtifact(page, draw)
  }
  const [first, again] = [write(said), write(new Map())]
  const size = page.getSize()
  const { lines, viewing } = setMarking(size, marking, faces)
  const block = lines.length * markingSize * leading
  for (const [start, as] of [
    [size.height - edge, first],
    [edge + block, again],
  ] as const) {
    const style = { face: faces.bold, size: markingSize, start, colour: marking.colour }
    drawLines(page, lines, style, as)
    if (marking.framed) structure.drawArtifact(page, () => drawFrame(page, lines, style))
  }
  const small = { face: faces.regular, size: viewingSize, colour: '#404040' }
  const start = edge + block + gap + viewingHeight(viewing)
  drawLines(page, viewing, { ...small, start }, first)
  drawLines(page, [{ text: count, of: null }], { ...small, start: edge - gap / 2 }, first)
}

function setMarking(
  { width }: PageSize,
  { lines, watermark, framed }: PageMarking,
  { bold, regular }: Typefaces,
): SetMarking {
  const fit = (words: readonly Words[], face: Typeface, size: number): readonly SetLine[] =>
    words.flatMap((of) =>
      breakEvenly(of.text, (width - 2 * side) / size, face.measure).map((text) => ({ text, of })),
    )
  const set = fit(lines, bold, markingSize)
  const viewing = fit(watermark, regular, viewingSize)
  const block = set.length * markingSize * leading + (framed ? framePadding : 0)
  return {
    lines: set,
    viewing,
    top: edge + block + gap,
    bottom: edge + block + gap + (viewing.length > 0 ? viewingHeight(viewing) + gap / 2 : 0),
  }
}

/** As few lines as fit, and these about as long as each other. */
function breakEvenly(text: string, width: number, measure: Measure): readonly string[] {
  let lines = breakLines(text, width, measure)
  const { length } = lines
  for (let narrower = width * 0.95; narrower > width / 2; narrower *= 0.95) {
    const next = breakLines(text, narrower, measure)
    if (next.length > length) break
    lines = next
  }
  return lines
}

function viewingHeight(viewing: readonly SetLine[]): number {
  return viewing.length * viewingSize * leading
}

interface LineStyle {
  readonly face: Typeface
  readonly size: number
  /** Upper edge of the first line. */
  readonly start: number
  readonly colour: string
}

function drawLines(
  page: PDFPage,
  lines: readonly SetLine[],
  { face, size, start, colour }: LineStyle,
  write: (of: Words | null, draw: () => void) => void,
): void {
  for (const [at, { text, of }] of lines.entries()) {
    write(of, () =>
      page.drawText(text, {
        x: (page.getWidth() - face.font.widthOfTextAtSize(text, size)) / 2,
        y: start - (at * leading + (leading - 1) / 2 + ascent) * size,
        size,
        font: face.font,
        color: colourOf(colour),
      }),
    )
  }
}

function drawFrame(
  page: PDFPage,
  lines: readonly SetLine[],
  { face, start, colour }: Omit<LineStyle, 'size'>,
): void {
  const width = Math.max(...lines.map(({ text }) => face.font.widthOfTextAtSize(text, markingSize)))
  const height = lines.length * markingSize * leading
  page.drawRectangle({
    x: (page.getWidth() - width) / 2 - 2 * framePadding,
    y: start - height - framePadding / 2,
    width: width + 4 * framePadding,
    height: height + framePadding,
    borderColor: colourOf(colour),
    borderWidth: 1.5,
  })
}

/** A colour as PDF has it, from `#RRGGBB`. */
function colourOf(colour: string): ReturnType<typeof rgb> {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(
    (at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255,
  )
  return rgb(red, green, blue)
}
