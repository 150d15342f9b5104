/**
 * Moments as people read them, always with their zone.
 *
 * @module
 */
import type { ReactNode } from 'react'

import { type Language, useText } from '../text/language.tsx'

import { useSetting } from './settings.ts'

/** An instant in the zone of this machine; `language` where its words are not those of the page. */
export function Moment({
  at,
  language,
}: {
  readonly at: string
  readonly language?: Language
}): ReactNode {
  return <time dateTime={at}>{useDates(language).moment(at)}</time>
}

/** Dates as sentences hold them. */
export interface Dates {
  /** Date, time to the minute, and the zone. */
  readonly moment: (at: string) => string
  /** A day of the calendar, `2026-11-29`, which has no zone. */
  readonly day: (day: string) => string
  /** Year and month of a moment. */
  readonly month: (at: string) => string
}

/** Dates in a language, that of the page unless said otherwise, by the calendar that the person has set. */
export function useDates(other?: Language): Dates {
  const { language: ofPage } = useText()
  const [calendar] = useSetting('calendar')
  const language = other ?? ofPage
  const isJapanese = language === 'ja' && calendar === 'japanese'
  const locale = isJapanese ? 'ja-JP-u-ca-japanese' : locales[language]
  const date: Intl.DateTimeFormatOptions = isJapanese
    ? { era: 'long', year: 'numeric', month: 'long', day: 'numeric' }
    : { dateStyle: 'medium' }
  const time: Intl.DateTimeFormatOptions = isJapanese
    ? { hour: '2-digit', minute: '2-digit' }
    : { timeStyle: 'short' }
  const write = (at: Date, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, options).format(at)
  return {
    moment(at) {
      const moment = new Date(at)
      return `${write(moment, { ...date, ...time, hourCycle: 'h23' })} ${zoneName(moment)}`
    },
    day: (day) => write(new Date(`${day}T00:00:00Z`), { ...date, timeZone: 'UTC' }),
    month: (at) =>
      write(new Date(at), {
        ...(isJapanese && { era: 'long' }),
        year: 'numeric',
        month: 'long',
      }),
  }
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
