/**
 * Terms of the glossary in the texts of the application.
 *
 * @module
 */
import { glossary } from '../../../../docs/glossary.md'

import type { Language } from './language.tsx'

/** A term in both languages, and what it means. */
export type GlossaryEntry = (typeof glossary)[number]

/** A part of a text: a term, or what stands between terms. */
export interface Piece {
  readonly text: string
  readonly entry?: GlossaryEntry
}

/** Words that sentences also use otherwise: only a page that means the term marks them. */
const everyday = new Set(['approval', 'designation', 'document', 'marking', 'release'])

/** The entry of a term, by its English word. */
export function entryOf(name: string): GlossaryEntry {
  const found = glossary.find(({ term }) => term.en === name)
  if (!found) throw new TypeError(`the glossary does not explain ${name}`)
  return found
}

/** Splits a text at the terms in it; those in `seen` are not marked again, and it learns what was. */
export function splitTerms(
  text: string,
  language: Language,
  seen = new Set<string>(),
): readonly Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const match of text.matchAll(patterns[language])) {
    const entry = byWord[language].get(match[0].toLowerCase().replace(/s$/, ''))
    if (!entry || seen.has(entry.term.en)) continue
    seen.add(entry.term.en)
    pieces.push({ text: text.slice(from, match.index) }, { text: match[0], entry })
    from = match.index + match[0].length
  }
  pieces.push({ text: text.slice(from) })
  return pieces.filter((one) => one.text !== '')
}

const marked = glossary.filter(({ term }) => !everyday.has(term.en))

const byWord = {
  en: new Map(marked.map((entry) => [entry.term.en.toLowerCase(), entry])),
  ja: new Map(marked.map((entry) => [entry.term.ja.toLowerCase(), entry])),
} as const

const patterns = {
  en: new RegExp(`\\b(?:${wordsOf('en')})s?\\b`, 'giu'),
  ja: new RegExp(wordsOf('ja'), 'gu'),
} as const

/** The longest first: 鍵管理サービス before 鍵管理. Words are matched that are no terms but hold one. */
function wordsOf(language: Language): string {
  return glossary
    .map(({ term }) => term[language])
    .toSorted((a, b) => b.length - a.length)
    .map((one) => RegExp.escape(one))
    .join('|')
}
