/**
 * Plain text: nothing in it is anything but text, whatever it looks like.
 *
 * @module
 */
import { visibleLines } from '@entente/core/words'

import { decodeText } from './charset.ts'
import { el } from './paper.ts'
import type { Given, Outcome } from './port.ts'

/** Shows a text; one of paragraphs that are all marked with what they are worth, as such. */
export function showText({ bytes, mediaType, paper, sheet }: Given): Outcome {
  const { text, guessed } = decodeText(bytes, mediaType)
  const blocks = blocksOf(visibleLines(text))
  const marks = new Set(sheet.marks.map((mark) => mark.toUpperCase()))
  const paragraphs = blocks.filter((block) => !isHeading(block))
  const marked = paragraphs.filter((block) => marks.has(markOf(block).toUpperCase()))
  if (marked.length > 0 && marked.length === paragraphs.length) {
    paper.append(...blocks.map((block, at) => shownBlock(block, at)))
  } else {
    paper.append(el('div', { class: 'text' }, visibleLines(text)))
  }
  const isPart = marked.length > 0 && marked.length < paragraphs.length
  return {
    encoding: guessed,
    remarks: [
      ...(guessed === '' ? [] : (['guessed-encoding'] as const)),
      ...(isPart ? (['marks-incomplete'] as const) : []),
    ],
  }
}

/** As `core/marking` reads a text: blocks between empty lines. */
function blocksOf(text: string): readonly string[] {
  return text
    .split(/\n[ \t]*(?:\n[ \t]*)+/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
}

function isHeading(block: string): boolean {
  return /^##? /.test(block) && !block.includes('\n')
}

function markOf(block: string): string {
  return /^[(（]([^()（）\n]{1,60})[)）]/.exec(block)?.[1] ?? ''
}

function shownBlock(block: string, at: number): HTMLElement {
  if (isHeading(block)) {
    const isTitle = at === 0 && block.startsWith('# ')
    return el(isTitle ? 'h1' : 'h2', { class: 'text' }, block.replace(/^##? /, ''))
  }
  const mark = /^[(（][^()（）\n]{1,60}[)）]/.exec(block)?.[0] ?? ''
  const rest = block.slice(mark.length).trimStart()
  return el('p', { class: 'text' }, el('b', { class: 'mark' }, mark), rest)
}
