/**
 * Who looks at the document, pale and aslant across each page, often enough that no photograph of a
 * part is without it. It is drawn and not written: programs that search a page or read it aloud find
 * the same words once, at its foot, and not among those of the document.
 *
 * @module
 */
import { type PageMarking, widthOfLine } from '@entente/core/marking'
import { degrees, grayscale, PDFDocument, type PDFEmbeddedPage } from '@cantoo/pdf-lib'

import { type Typeface, unitsPerEm } from './fonts.ts'

/** Size of a page in points. */
export interface PageSize {
  readonly width: number
  readonly height: number
}

/** The watermark for pages of a size; undefined where nobody looks. */
export type Watermark = (size: PageSize) => Promise<PDFEmbeddedPage | undefined>

const largest = 16
const opacity = 0.14
/** At these eighths of the height. */
const places = [1, 3, 5, 7]

/** Makes watermarks for the pages of a document, one for each size that they have. */
export function openWatermark(
  pdf: PDFDocument,
  { watermark }: PageMarking,
  face: Typeface,
): Watermark {
  const [first] = watermark
  const made = new Map<string, Promise<PDFEmbeddedPage>>()
  if (!first) return async () => undefined
  face.requireGlyphs(first.text)
  return (size) => {
    const key = `${size.width} ${size.height}`
    const found = made.get(key) ?? draw(pdf, first.text, size, face)
    made.set(key, found)
    return found
  }
}

async function draw(
  pdf: PDFDocument,
  text: string,
  { width, height }: PageSize,
  { outline, measure }: Typeface,
): Promise<PDFEmbeddedPage> {
  const page = (await PDFDocument.create()).addPage([width, height])
  const length = widthOfLine(text, measure)
  const angle = Math.atan2(height / 4, width)
  const size = Math.min(largest, (Math.hypot(width, height / 4) * 0.9) / length)
  for (const place of places) {
    page.drawSvgPath(outline(text), {
      x: (width - length * size * Math.cos(angle)) / 2,
      y: (height * place) / 8 - (length * size * Math.sin(angle)) / 2,
      scale: size / unitsPerEm,
      rotate: degrees((angle * 180) / Math.PI),
      color: grayscale(0),
      opacity,
    })
  }
  return pdf.embedPage(page)
}
