/**
 * Names that people choose and statements carry.
 *
 * @module
 */
import { CliError } from './errors.ts'

/**
 * The id of a member or a person as typed: one that no statement could name is refused before anything
 * is made with it.
 *
 * @throws {CliError} `cli/usage`
 */
export function requireId(what: string, text: string): string {
  if (/^[a-z0-9][a-z0-9-]{0,62}$/.test(text)) return text
  throw new CliError(
    'cli/usage',
    `${what} takes small letters, digits and hyphens, not \`${text}\``,
  )
}
