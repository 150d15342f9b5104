/**
 * The ledger as others read it: C2SP tiles under a signed checkpoint, over HTTP or as a folder.
 *
 * @module
 */
import { dirname, join } from 'node:path'

import {
  formatTilePath,
  LedgerError,
  parseTilePath,
  type TileName,
  type TileReader,
  tilesOf,
  tileWidth,
} from '@entente/core/ledger'
import { utf8 } from '@entente/core/lib'

import { files, makeFolder } from '../files/index.ts'

import type { SignedHead } from './rows.ts'

/** One resource of the published ledger. */
export interface LedgerResource {
  readonly bytes: Uint8Array
  readonly type: 'text/plain; charset=utf-8' | 'application/octet-stream'
  /** Whether it stays as it is for ever. The checkpoint alone does not. */
  readonly immutable: boolean
}

/**
 * What stands under `checkpoint`, `tile/<L>/<N>[.p/<W>]` or `tile/entries/<N>[.p/<W>]`; `undefined` for
 * anything else, and for what is not signed yet.
 */
export async function readResource(
  path: string,
  { size, signed }: SignedHead,
  readTile: TileReader,
): Promise<LedgerResource | undefined> {
  if (path === 'checkpoint') {
    return { bytes: utf8(signed), type: 'text/plain; charset=utf-8', immutable: false }
  }
  const name = nameOf(path)
  if (!name || !liesBelow(name, size)) return undefined
  const bytes = await readTile(name)
  return bytes && { bytes, type: 'application/octet-stream', immutable: true }
}

/**
 * Writes the ledger into a folder, the checkpoint last: a reader never sees one that leads to a tile
 * that is missing. Tiles that are there are not read again. `progress` is told how many are there.
 */
export async function writeStatic(
  folder: string,
  { size, signed }: SignedHead,
  readTile: TileReader,
  progress: (done: number, total: number) => void = () => undefined,
): Promise<void> {
  const names = [...tilesOf(size)]
  for (const [done, name] of names.entries()) {
    progress(done, names.length)
    const path = join(folder, formatTilePath(name))
    if (await files.read(path)) continue
    const bytes = await readTile(name)
    if (!bytes) throw new LedgerError('ledger/corrupt', `\`${formatTilePath(name)}\` is missing`)
    await makeFolder(dirname(path))
    await files.write(path, bytes)
  }
  await makeFolder(folder)
  await files.write(join(folder, 'checkpoint'), signed)
  progress(names.length, names.length)
}

function nameOf(path: string): TileName | undefined {
  try {
    return parseTilePath(path)
  } catch (error) {
    if (error instanceof LedgerError) return undefined
    throw error
  }
}

function liesBelow({ level, index, width }: TileName, size: number): boolean {
  const count = level === 'entries' ? size : Math.floor(size / tileWidth ** level)
  return index * tileWidth + width <= count
}
