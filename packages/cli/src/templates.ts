/**
 * The terms that a pact is drafted from: those that ship with Entente, by name, and those of a file.
 *
 * @module
 */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
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
  const entries = await readdir(shipped, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  if (!names.includes(name)) {
    throw new CliError('cli/no-profile', `no \`${name}\`; there are: ${names.join(', ')}`)
  }
  return readJson(terminal, join(shipped, name, 'terms.json'))
}
