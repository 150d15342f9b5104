/**
 * Ports as people type them.
 *
 * @module
 */
import { CliError } from './errors.ts'

/**
 * A port.
 *
 * @throws {CliError} `cli/usage`
 */
export function portOf(text: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535) {
    throw new CliError('cli/usage', `\`${text}\` is no port`)
  }
  return port
}
