/**
 * Words that stand on a page: in which language they are, and free of what a reader cannot see.
 *
 * @module
 */

/** Languages in which pages are marked. */
export type Language = 'en' | 'ja'

/** A text in both. */
export type InBoth = Readonly<Record<Language, string>>

/** A line of words with its language. */
export interface Words {
  readonly text: string
  readonly lang: Language
}

/** Invisible, reordering, private, unassigned or ignorable characters; only these two spaces stay. */
const unseen = /(?![ \u3000])[\p{C}\p{Z}\p{DI}]/gu
/** A heap of marks on one letter paints over the lines above and below it. */
const heap = /(?<=\p{M}{4})\p{M}/gu
const japanese = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\uFF01-\uFF60]+/gu
const latin = /\p{scx=Latin}(?:[\p{scx=Latin}\p{Nd}\p{P} ]*[\p{scx=Latin}\p{Nd}])?/gu
const wide =
  /^[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\u3000-\u303F\uFF01-\uFF60\uFFE0-\uFFE6]/u

/**
 * A line without any character that a reader cannot see, or that moves or covers others: tabs and
 * foreign spaces become spaces, everything else of the kind becomes its number, `[U+202E]`.
 */
export function visibleLine(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\t\n\r\p{Zl}\p{Zp}]|(?!\u3000)\p{Zs}/gu, ' ')
    .replaceAll(unseen, numbered)
    .replaceAll(heap, numbered)
}

/** The same for a text of several lines, which stay apart. */
export function visibleLines(text: string): string {
  return text
    .split(/\r\n|[\n\r\p{Zl}\p{Zp}]/u)
    .map(visibleLine)
    .join('\n')
}

/** The language that most of a text is written in, by its scripts. */
export function languageOf(text: string): Language {
  const [ja, en] = [japanese, latin].map((script) => (text.match(script) ?? []).join('').length)
  // A Japanese text holds more Latin letters than the other way round, and one letter says more.
  return (ja ?? 0) * 2 > (en ?? 0) ? 'ja' : 'en'
}

/** A line in pieces of one language, for readers that speak it. */
export function languageRuns({ text, lang }: Words): readonly Words[] {
  const foreign: Language = lang === 'en' ? 'ja' : 'en'
  const runs: Words[] = []
  let end = 0
  for (const { 0: found, index } of text.matchAll(foreign === 'ja' ? japanese : latin)) {
    if (index > end) runs.push({ text: text.slice(end, index), lang })
    runs.push({ text: found, lang: foreign })
    end = index + found.length
  }
  if (end < text.length) runs.push({ text: text.slice(end), lang })
  return runs
}

/** Whether a character takes the room of two Latin ones, as Japanese ones do. */
export function isWide(character: string): boolean {
  return wide.test(character)
}

function numbered(character: string): string {
  const number = character.codePointAt(0) ?? 0
  return `[U+${number.toString(16).toUpperCase().padStart(4, '0')}]`
}
