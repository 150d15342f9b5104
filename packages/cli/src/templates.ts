/**
 * The terms that a pact is drafted from: those that ship with Entente, by name, and those of a file.
 *
 * @module
 */
import { glob } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { Json } from '@entente/core/lib'

import { CliError } from './errors.ts'
import { readJson } from './files.ts'
import type { Terminal } from './terminal.ts'

const shipped = fileURLToPath(new URL('../../../profiles/', import.meta.url))

/**
 * Reads terms without keys. A name without a dot or slash is one of those that ship; all else is a path.
 *
 * @throws {CliError} `cli/no-profile` (names those that ship), `cli/no-file`; {FormatError}
 */
export async function readTemplate(terminal: Terminal, name: string): Promise<Json> {
  if (!/^[a-z0-9-]+$/.test(name)) return readJson(terminal, name)
  const files = await Array.fromAsync(glob('*/terms.json', { cwd: shipped }))
  const names = files.map((file) => dirname(file))
  if (!names.includes(name)) {
    throw new CliError('cli/no-profile', `no \`${name}\`; there are: ${names.join(', ')}`)
  }
  return readJson(terminal, join(shipped, name, 'terms.json'))
}
