/**
 * Marks of paragraphs, `(S) The vessel …`: a document is as high as its highest paragraph
 * (Classification handbook, 29 April 2025).
 *
 * @module
 */
import { bad, type NzClassification, nzClassifications } from './rules.ts'
import { isNzClassification } from './text.ts'

/** Lowest first. */
const levels = Object.keys(nzClassifications).filter(isNzClassification)

/** Puts the mark of a classification before a paragraph. */
export function markNzParagraph(classification: NzClassification, text: string): string {
  return `(${nzClassifications[classification].mark}) ${text}`
}

/**
 * Takes the mark off a paragraph, in any case. A paragraph without one is refused: nobody said what it
 * is worth.
 *
 * @throws {LabelError} `label/bad-marking`
 */
export function parseNzParagraph(paragraph: string): {
  readonly classification: NzClassification
  readonly text: string
} {
  const [whole, mark] = /^\(([A-Za-z]{1,3})\)[ \t]*/.exec(paragraph) ?? []
  const classification = levels.find(
    (one) => nzClassifications[one].mark.toUpperCase() === mark?.toUpperCase(),
  )
  if (whole === undefined || !classification) throw bad('a paragraph without a mark')
  return { classification, text: paragraph.slice(whole.length) }
}

/**
 * The classification of a document of marked paragraphs.
 *
 * @throws {LabelError} `label/bad-marking` where one has no mark, or there is none
 */
export function highestNzParagraph(paragraphs: readonly string[]): NzClassification {
  const found = new Set(paragraphs.map((one) => parseNzParagraph(one).classification))
  const highest = levels.findLast((level) => found.has(level))
  if (highest === undefined) throw bad('a document without paragraphs')
  return highest
}
