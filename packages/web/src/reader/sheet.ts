/**
 * The words that stand on each page of a document that is shown: its marking, its notices, its watermark.
 *
 * @module
 */
import { nzClassifications } from '@entente/core/label'
import { receivedNotice, viewingNotice, type Words, type Zone } from '@entente/core/marking'
import { findMember, type Terms } from '@entente/core/pact'
import type { RegisterEntry } from '@entente/sdk'

import type { Language } from '../text/language.tsx'

import type { Sheet } from './protocol.ts'

/** Who looks at what, and when. */
export interface Showing {
  readonly line: RegisterEntry
  readonly terms: readonly Terms[]
  /** Our member. */
  readonly member: string
  readonly person: string
  readonly language: Language
  readonly at: Date
  /** As the machine calls its zone. */
  readonly zone: string
}

/** The sheet. The language of the application leads; words that are the same in both stand once. */
export function sheetOf(showing: Showing): Sheet {
  const { line, terms, member, person, language, at } = showing
  const languages: readonly Language[] = language === 'ja' ? ['ja', 'en'] : ['en', 'ja']
  const copy = line.copy === null ? null : String(line.copy)
  const provider = nameOf(terms, line.originator)
  const reading = nameOf(terms, member)
  const viewing = { reader: { id: person, name: null }, at, zone: zoneOf(showing.zone) }
  const inEach = (make: (lang: Language) => Words): readonly Words[] =>
    distinct(languages.map(make))
  return {
    language,
    title: line.title,
    lines: inEach((lang) => ({ text: line.marking[lang].toUpperCase(), lang })),
    front:
      line.direction === 'received' && provider
        ? inEach((lang) => receivedNotice(provider, lang))
        : [],
    watermark: inEach((lang) => {
      const notice = viewingNotice(viewing, copy, lang)
      const name = reading?.[lang] ?? member
      return { lang, text: [notice.text, name].join(lang === 'ja' ? '　' : ', ') }
    }),
    marks: [
      ...Object.values(nzClassifications).map(({ mark }) => mark),
      ...terms.flatMap(({ regimes }) =>
        regimes.flatMap(({ levels }) =>
          levels.flatMap(({ level, name }) => [level, name.en, name.ja]),
        ),
      ),
    ],
  }
}

function nameOf(terms: readonly Terms[], id: string): Terms['members'][number]['name'] | undefined {
  return terms.map((one) => findMember(one, id)).findLast(Boolean)?.name
}

/** A zone whose times have a name; any other clock is read in UTC, which nobody takes for theirs. */
function zoneOf(name: string): Zone {
  return name === 'Asia/Tokyo' || name === 'Pacific/Auckland' ? name : 'UTC'
}

function distinct(lines: readonly Words[]): readonly Words[] {
  return lines.filter(({ text }, at) => lines.findIndex((one) => one.text === text) === at)
}
