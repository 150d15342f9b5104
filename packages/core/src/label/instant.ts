/**
 * Moments as XML Schema writes them, made comparable.
 *
 * @module
 */
import { LabelError } from './errors.ts'

/** A moment in UTC with milliseconds, `2026-11-25T01:02:03.004Z`: text order is time order. */
export type Instant = string

const dateTime =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,3})\d{0,9})?(?:Z|([+-])(\d\d):([0-5]\d))$/

/**
 * Reads an `xs:dateTime`. It must name its time zone: without one it is another moment in Tokyo
 * than in Wellington. Digits below the millisecond are cut.
 *
 * @throws {LabelError} `label/bad-time`
 */
export function parseInstant(text: string): Instant {
  const parts = dateTime.exec(text)
  if (!parts) throw refused('not a date and time with its time zone')
  const [, local = '', fraction = '', sign, hours = '00', minutes = '00'] = parts
  const offset = Number(hours) * 60 + Number(minutes)
  const asUtc = new Date(`${local}.${fraction.padEnd(3, '0')}Z`)
  // A day that does not exist either fails to parse or comes back as another.
  if (Number.isNaN(asUtc.getTime()) || !asUtc.toISOString().startsWith(local)) {
    throw refused('not a moment of the calendar')
  }
  if (offset > 14 * 60) throw refused('not a time zone')
  const instant = new Date(asUtc.getTime() + (sign === '-' ? 1 : -1) * offset * 60_000)
  const written = instant.toISOString()
  if (written.length !== 24) throw refused('a year beyond four digits')
  return written
}

/** The earlier of two moments, where there are two. */
export function earliest(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null || b === null) return a ?? b
  return a < b ? a : b
}

function refused(reason: string): LabelError {
  return new LabelError('label/bad-time', reason)
}
