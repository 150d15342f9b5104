/**
 * Text broken into lines, English and Japanese, for renderers that set their own lines.
 *
 * Japanese breaks between any two characters, but not before closing brackets, marks and small kana,
 * nor after opening brackets (the rules of prohibition of JIS X 4051, in their usual short form).
 *
 * @module
 */
import { isWide } from './words.ts'

/** The room that a character takes, in the unit of the width of the line. */
export type Measure = (character: string) => number

const neverFirst =
  /^[、。，．・：；？！」』）］｝〕〉》】ー々〻ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.:;?!)\]}%]/u
const neverLast = /[「『（［｛〔〈《【([{]$/u
const segmenter = new Intl.Segmenter('ja', { granularity: 'grapheme' })

/** The room that a line takes. */
export function widthOfLine(line: string, measure: Measure): number {
  return widthOf(
    Array.from(segmenter.segment(line), ({ segment }) => segment),
    measure,
  )
}

/**
 * Lines of at most `width`. Nothing is lost but the spaces at which a line was broken; a word longer
 * than the line is broken where it must. Each character gets a line at least.
 */
export function breakLines(text: string, width: number, measure: Measure): readonly string[] {
  return text.split('\n').flatMap((line) => breakLine(line, width, measure))
}

function breakLine(text: string, width: number, measure: Measure): readonly string[] {
  const lines: string[] = []
  let line: string[] = []
  let room = width
  const flush = (): void => {
    lines.push(line.join('').trimEnd())
    line = []
    room = width
  }
  for (const word of wordsOf(text)) {
    const visible = widthOf(trimmed(word), measure)
    if (visible > room && line.length > 0) flush()
    if (visible > width) {
      for (const character of word) {
        if (measure(character) > room && line.length > 0) flush()
        line.push(character)
        room -= measure(character)
      }
      continue
    }
    line.push(...word)
    room -= widthOf(word, measure)
  }
  flush()
  return lines
}

/** Characters that stay together, with the spaces after them. */
function wordsOf(text: string): readonly (readonly string[])[] {
  const words: string[][] = []
  let last = ''
  for (const { segment } of segmenter.segment(text)) {
    const isBreak = last === '' || mayBreak(last, segment)
    if (isBreak) words.push([])
    words.at(-1)?.push(segment)
    last = segment
  }
  return words
}

function mayBreak(before: string, after: string): boolean {
  if (after === ' ' || after === '\u3000') return false
  if (before === ' ' || before === '\u3000') return true
  if (!isWide(before) && !isWide(after)) return false
  return !neverFirst.test(after) && !neverLast.test(before)
}

function trimmed(word: readonly string[]): readonly string[] {
  const last = word.findLastIndex((character) => character.trim() !== '')
  return word.slice(0, last + 1)
}

function widthOf(characters: readonly string[], measure: Measure): number {
  return characters.reduce((sum, character) => sum + measure(character), 0)
}
