/**
 * Sentences that stand on the front of a document, and what is said of its reader.
 *
 * @module
 */
import { translationStatement } from '../label/index.ts'

import { formatMoment, type Zone } from './moment.ts'
import { type InBoth, type Language, visibleLine, type Words } from './words.ts'

/** Who looks at the document, and when. */
export interface Viewing {
  readonly reader: { readonly id: string; readonly name: string | null }
  readonly at: Date
  readonly zone: Zone
}

/** Longest id, name or number that is shown of a person or copy. */
const longest = 100

/** Whose document it is: `Provided by the Government of Japan`, `ニュージーランド政府から提供`. */
export function receivedNotice(provider: InBoth, lang: Language): Words {
  const name = short(provider[lang])
  const text = { en: `Provided by the Government of ${name}`, ja: `${name}政府から提供` }
  return { text: text[lang], lang }
}

/**
 * What a translation says of itself, in the language it was made in (Czech Republic–Latvia Article
 * 6(2), Austria–Finland Article 8(2), Japan–Korea Article 15).
 */
export function translationNotice(provider: InBoth, lang: Language): Words {
  return { text: translationStatement(short(provider[lang]), lang), lang }
}

/** The number of the copy, as accountable material bears it on its front. */
export function copyNotice(copy: string, lang: Language): Words {
  return { text: { en: `COPY No. ${short(copy)}`, ja: `写し番号　${short(copy)}` }[lang], lang }
}

/** Who looks at it, when, and at which copy: what a photograph of the page would show. */
export function viewingNotice(
  { reader, at, zone }: Viewing,
  copy: string | null,
  lang: Language,
): Words {
  const id = short(reader.id)
  const name = reader.name === null ? null : short(reader.name)
  const who = {
    en: name === null ? id : `${name} (${id})`,
    ja: name === null ? id : `${name}（${id}）`,
  }
  const parts = [
    { en: `Opened by ${who.en}`, ja: `閲覧者　${who.ja}` }[lang],
    formatMoment(at, zone),
    ...(copy === null ? [] : [{ en: `copy ${short(copy)}`, ja: `写し番号　${short(copy)}` }[lang]]),
  ]
  return { text: parts.join({ en: ', ', ja: '　' }[lang]), lang }
}

function short(text: string): string {
  const line = visibleLine(text)
  return line.length > longest ? `${line.slice(0, longest)}…` : line
}
