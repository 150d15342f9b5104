/**
 * What tests read out of Markdown.
 *
 * @module
 */

/** A fenced block. */
export interface Block {
  /** What follows the opening fence. */
  readonly info: string
  readonly text: string
}

/** Fenced blocks, in order. */
export function blocksOf(text: string): readonly Block[] {
  return [...text.matchAll(/^```(.*)\n([^]*?)^```$/gm)].map(([, info = '', body = '']) => ({
    info: info.trim(),
    text: body,
  }))
}
