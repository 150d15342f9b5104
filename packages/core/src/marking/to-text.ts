/**
 * A marked document as plain text: one long page, the marking above and below.
 *
 * @module
 */
import { breakLines, widthOfLine } from './break-lines.ts'
import type { MarkedText } from './marked-text.ts'
import { isWide, type Words } from './words.ts'

/** Columns of a line; a Japanese character takes two. */
const width = 78
const rule = '─'.repeat(width)

/** The document as text, ending in a line feed. The marking is in capitals; text knows no colour. */
export function renderText({ marking, title, blocks }: MarkedText): string {
  const lines = marking.lines.flatMap((line) => wrap(line).map(centred))
  const paragraphs = blocks.map(({ text, mark }) =>
    breakLines(mark === null ? text : `${mark}${text}`, width, columnsOf).join('\n'),
  )
  return `${[
    ...lines,
    rule,
    ...marking.watermark.flatMap(wrap),
    ...marking.front.flatMap(wrap),
    ...(title === null ? [] : ['', ...wrap(title)]),
    ...paragraphs.flatMap((paragraph) => ['', paragraph]),
    '',
    ...marking.watermark.flatMap(wrap),
    rule,
    ...lines,
  ].join('\n')}\n`
}

function wrap({ text }: Words): readonly string[] {
  return breakLines(text, width, columnsOf)
}

function centred(line: string): string {
  const taken = widthOfLine(line, columnsOf)
  return ' '.repeat(Math.max(0, Math.floor((width - taken) / 2))) + line
}

function columnsOf(character: string): number {
  return isWide(character) ? 2 : 1
}
