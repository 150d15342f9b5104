/**
 * Sizes and times as people read them.
 *
 * @module
 */
import type { Language } from '../../text/language.tsx'

const units = ['B', 'KiB', 'MiB', 'GiB'] as const

/** Bytes with three digits and their unit. */
export function formatBytes(bytes: number, language: Language): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10))
  const number = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 })
  return `${number.format(bytes / 2 ** (10 * power))} ${units[power] ?? ''}`
}

/** Seconds, or minutes where there are many. */
export function formatSeconds(seconds: number, language: Language): string {
  const [value, unit] =
    seconds < 90 ? [Math.ceil(seconds), 'second'] : [Math.ceil(seconds / 60), 'minute']
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(value)
}
