/**
 * A ledger as static files, and the keys that people believe it by.
 *
 * @module
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import {
  formatBundle,
  formatTilePath,
  openCheckpoint,
  parseBundle,
  parseVerifierKey,
  type SignedCheckpoint,
  type TileName,
  type VerifierKey,
  verifyLog,
} from '@entente/core/ledger'
import { fromUtf8 } from '@entente/core/lib'

import type { Command } from './command.ts'
import { CliError } from './errors.ts'

/** The option that names whom to believe. */
export const verifierKeyOption: Command['options'] = {
  key: {
    value: 'KEY',
    text: {
      en: 'verifier key of the ledger, NAME+ID+BASE64, from somebody you believe',
      ja: '台帳の検証鍵（名前+ID+BASE64。信頼できる相手から得たもの）',
    },
  },
}

/**
 * The verifier key that was typed.
 *
 * @throws {CliError} `cli/usage` if there is none; {LedgerError} `ledger/bad-key`
 */
export function readVerifierKey(text: string | undefined): VerifierKey {
  if (text === undefined) throw new CliError('cli/usage', '--key is missing')
  return parseVerifierKey(text)
}

/**
 * Verifies an exported ledger from its entries up.
 *
 * @throws {LedgerError} what is wrong with the checkpoint, or `ledger/corrupt` naming the first tile
 * @throws {CliError} `cli/no-file` if there is no checkpoint
 */
export async function verifyFolder(folder: string, key: VerifierKey): Promise<SignedCheckpoint> {
  const signed = await readIfThere(join(folder, 'checkpoint'))
  if (!signed) throw new CliError('cli/no-file', `there is no checkpoint in \`${folder}\``)
  const opened = await openCheckpoint(fromUtf8(signed), key)
  await verifyLog(opened.checkpoint, (name) => readTile(folder, name))
  return opened
}

const fullWidth = 256
const hashBytes = 32

/** A log may drop a partial tile once the full one is there: its beginning is the partial one. */
async function readTile(folder: string, name: TileName): Promise<Uint8Array | undefined> {
  const exact = await readIfThere(join(folder, formatTilePath(name)))
  if (exact || name.width === fullWidth) return exact
  const full = await readIfThere(join(folder, formatTilePath({ ...name, width: fullWidth })))
  if (!full) return undefined
  return name.level === 'entries'
    ? formatBundle(parseBundle(full, fullWidth).slice(0, name.width))
    : full.subarray(0, name.width * hashBytes)
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path)
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw new CliError('cli/no-file', `\`${path}\` cannot be read`, { cause })
  }
}
