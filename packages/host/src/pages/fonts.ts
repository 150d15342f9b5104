/**
 * The font of the pages: BIZ UDPGothic, drawn for official documents to be read without mistake, with
 * Latin letters (macrons of Māori among them) and Japanese in one file. Only the characters that a
 * document has are put into it.
 *
 * @module
 */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import { MarkingError, type Measure } from '@entente/core/marking'
import * as fontkit from '@cantoo/fontkit'
import type { PDFDocument, PDFFont } from '@cantoo/pdf-lib'

/** A weight of the font in a document. */
export interface Typeface {
  readonly font: PDFFont
  /** Room of one character at size 1. */
  readonly measure: Measure
  /** The outline of a line as an SVG path, {@link unitsPerEm} to the size, downwards. */
  readonly outline: (text: string) => string
  /** Whether the font can show a character. */
  readonly has: (character: string) => boolean
  /**
   * @throws {MarkingError} `marking/no-glyph` for what the font cannot show
   */
  readonly requireGlyphs: (text: string) => void
}

/** Both weights. */
export interface Typefaces {
  readonly regular: Typeface
  readonly bold: Typeface
}

/** Height of the characters above the line at size 1; with what is below it, exactly 1. */
export const ascent = 1802 / 2048

/** How finely the font is drawn. */
export const unitsPerEm = 2048

const files = {
  regular: '@expo-google-fonts/biz-udpgothic/400Regular/BIZUDPGothic_400Regular.ttf',
  bold: '@expo-google-fonts/biz-udpgothic/700Bold/BIZUDPGothic_700Bold.ttf',
}

/** Puts the font into a document. */
export async function openTypefaces(pdf: PDFDocument): Promise<Typefaces> {
  pdf.registerFontkit(fontkit)
  return { regular: await openWeight(pdf, files.regular), bold: await openWeight(pdf, files.bold) }
}

async function openWeight(pdf: PDFDocument, file: string): Promise<Typeface> {
  const bytes = await readFile(fileURLToPath(import.meta.resolve(file)))
  // Without features each character is one glyph, so that a line is as wide as its characters.
  const features = { kern: false, liga: false, clig: false, calt: false }
  const font = await pdf.embedFont(bytes, { subset: true, features })
  const known = new Set(font.getCharacterSet())
  const drawn = fontkit.create(bytes)
  if (!drawn || !('glyphForCodePoint' in drawn)) throw new Error('the font is not one font')
  const widths = new Map<string, number>()
  return {
    font,
    measure(character) {
      const found = widths.get(character) ?? font.widthOfTextAtSize(character, 1)
      widths.set(character, found)
      return found
    },
    outline(text) {
      let left = 0
      const paths = Array.from(text, (character) => {
        const glyph = drawn.glyphForCodePoint(character.codePointAt(0) ?? 0)
        if (!glyph) return ''
        const path = glyph.path.scale(1, -1).translate(left, 0).toSVG()
        left += glyph.advanceWidth
        return path
      })
      return paths.join('')
    },
    has: (character) => known.has(character.codePointAt(0) ?? 0),
    requireGlyphs(text) {
      for (const character of text) {
        const number = character.codePointAt(0) ?? 0
        if (character !== '\n' && !known.has(number)) {
          throw new MarkingError('marking/no-glyph', `the font has no U+${number.toString(16)}`)
        }
      }
    },
  }
}
