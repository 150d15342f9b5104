/**
 * Times as people write them.
 *
 * @module
 */
import { CliError } from './errors.ts'

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
