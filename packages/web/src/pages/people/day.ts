/**
 * Days as people choose them.
 *
 * @module
 */

/** The last moment of a day in the zone of this machine; undefined, for now, where no day is chosen. */
export function endOf(day: string): string | undefined {
  const end = new Date(`${day}T23:59:59.999`)
  return Number.isNaN(end.getTime()) ? undefined : end.toISOString()
}

/** Year and month of a moment, as people of a language write them. */
export function monthOf(at: string, language: 'en' | 'ja'): string {
  const locale = language === 'ja' ? 'ja-JP' : 'en-NZ'
  return new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long' }).format(new Date(at))
}
