/**
 * Times as people write them.
 *
 * @module
 */
import { CliError } from './errors.ts'

/**
 * The instant at which a day begins in `zone`, or a time with its offset: `2026-12-01`,
 * `2026-12-01T09:00+09:00`.
 *
 * @throws {CliError} `cli/usage`
 */
export function readDay(name: string, text: string, zone: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return readInstant(name, text)
  return inZone(zone, () =>
    Temporal.PlainDate.from(text)
      .toZonedDateTime(zone)
      .toInstant()
      .toString({ smallestUnit: 'millisecond' }),
  )
}

/**
 * The day of an instant, as a calendar in `zone` has it.
 *
 * @throws {CliError} `cli/usage`
 */
export function dayIn(zone: string, instant: string): string {
  return inZone(zone, () =>
    Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString(),
  )
}

function inZone<T>(zone: string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw new CliError('cli/usage', `no such day, or no such time zone as \`${zone}\``, { cause })
  }
}

/**
 * The instant of the option or field `name`: `2030-01-01` (midnight in UTC) or a time with its offset.
 *
 * @throws {CliError} `cli/usage`: without an offset nobody knows which hour is meant
 */
export function readInstant(name: string, text: string): string {
  try {
    const instant = /^\d{4}-\d\d-\d\d$/.test(text)
      ? Temporal.PlainDate.from(text).toZonedDateTime('UTC').toInstant()
      : Temporal.Instant.from(text)
    return instant.toString({ smallestUnit: 'millisecond' })
  } catch (cause) {
    throw new CliError(
      'cli/usage',
      `${name}: \`${text}\` is neither a date nor a time with an offset`,
      { cause },
    )
  }
}
