/**
 * Moments as people read them, always with their zone.
 *
 * @module
 */
import type { ReactNode } from 'react'

import { type Language, useText } from '../text/language.tsx'

/** An instant in the zone of this machine. */
export function Moment({ at }: { readonly at: string }): ReactNode {
  const { language } = useText()
  return <time dateTime={at}>{formatMoment(at, language)}</time>
}

/** Date, time to the minute, and the zone. */
export function formatMoment(at: string, language: Language): string {
  const date = new Date(at)
  const written = new Intl.DateTimeFormat(locales[language], {
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
  }).format(date)
  return `${written} ${zoneName(date)}`
}

/** The zone of this machine as people call it: JST, NZST, UTC; an offset where there is no such name. */
export function zoneName(at: Date): string {
  const zone = new Intl.DateTimeFormat('en-NZ').resolvedOptions().timeZone
  // Each of these locales knows the short names of its own zones alone.
  const locale = zone === 'Asia/Tokyo' ? 'ja-JP' : 'en-NZ'
  const parts = new Intl.DateTimeFormat(locale, { timeZoneName: 'short' }).formatToParts(at)
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone
}

const locales: Readonly<Record<Language, string>> = { en: 'en-NZ', ja: 'ja-JP' }
