/**
 * Writing a document of paragraphs, each with its mark, as plain text: the inverse of `parsePlainText`.
 *
 * @module
 */
import type { Classification, Spif } from '../label/index.ts'

import { MarkingError } from './errors.ts'
import { markOf, parsePlainText, type PlainText } from './marked-text.ts'

/** A report as its author writes it. */
export interface Report {
  readonly title: string
  readonly blocks: readonly ReportBlock[]
}

/** A heading, or a text with the level of each paragraph in it. */
export type ReportBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string; readonly level: Classification }

/** The level of a report: that of its highest paragraph; undefined where there is none. */
export function levelOfReport({ blocks }: Report): Classification | undefined {
  return blocks
    .flatMap((block) => (block.kind === 'paragraph' && block.text.trim() ? [block.level] : []))
    .reduce<Classification | undefined>(
      (high, level) => (high && high.hierarchy >= level.hierarchy ? high : level),
      undefined,
    )
}

/** What stands before a paragraph of a level: `(S) `, `（極秘）`. */
export function paragraphMark(spif: Spif, classification: Classification): string {
  return markOf({ spif, classification, categories: [], privacyMark: null })
}

/**
 * Writes a report. Empty lines part paragraphs, so a text with one becomes two of the same mark.
 *
 * @throws {MarkingError} `marking/unmarked-paragraph` if a reader of the text would not find every mark;
 *   `marking/too-large`
 */
export function formatReport({ title, blocks }: Report, spif: Spif): string {
  const heading = lineOf(title)
  const written = blocks.flatMap((block): readonly Written[] => {
    if (block.kind === 'heading') {
      const line = lineOf(block.text)
      return line === '' ? [] : [{ text: `## ${line}`, level: null }]
    }
    const mark = paragraphMark(spif, block.level)
    return partsOf(block.text).map((part) => ({ text: `${mark}${part}`, level: block.level }))
  })
  const texts = written.map(({ text }) => text)
  const text = `${[...(heading === '' ? [] : [`# ${heading}`]), ...texts].join('\n\n')}\n`
  requireMarks(parsePlainText(text, spif), written)
  return text
}

interface Written {
  readonly text: string
  readonly level: Classification | null
}

function requireMarks({ blocks }: PlainText, written: readonly Written[]): void {
  const isRead =
    blocks.length === written.length &&
    blocks.every((block, at) => {
      const level = block.kind === 'heading' ? null : (block.worth?.classification ?? undefined)
      return level === written[at]?.level
    })
  if (!isRead) throw new MarkingError('marking/unmarked-paragraph', 'a mark would not be read')
}

function lineOf(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

function partsOf(text: string): readonly string[] {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
