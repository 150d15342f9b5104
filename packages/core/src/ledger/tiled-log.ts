/**
 * A log as its tiles: which there are, how a tree is taken up from them, how all of it is verified.
 *
 * @module
 */
import { equalBytes } from '../lib/index.ts'

import { LedgerError } from './errors.ts'
import type { HashReader } from './prove.ts'
import { formatTile, formatTilePath, parseBundle, parseTile, type TileName } from './tile.ts'
import { appendLeaves, emptyTree, type Tile, tileWidth, type Tree, treeRoot } from './tree.ts'
import { leafHash, mergeHashes, type TreeHash } from './tree-hash.ts'

/**
 * Gives the bytes of exactly the named tile or bundle, or `undefined` if there is none. Where a tile
 * is stored wider than asked for, a partial one is its beginning.
 */
export type TileReader = (
  name: TileName,
) => Uint8Array | undefined | Promise<Uint8Array | undefined>

/** All tiles and bundles of a log of `size` entries, bundles first. */
export function* tilesOf(size: number): Generator<TileName> {
  yield* rowOf('entries', size)
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / tileWidth)) {
    yield* rowOf(level, count)
  }
}

/**
 * Takes a tree up again from the partial tiles of its right edge.
 *
 * @throws {LedgerError} `ledger/corrupt` if one is missing or has not its width
 */
export async function loadTree(size: number, readTile: TileReader): Promise<Tree> {
  const edge: (readonly TreeHash[])[] = []
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / tileWidth)) {
    const width = count % tileWidth
    const name = { level, index: Math.floor(count / tileWidth), width }
    edge.push(width === 0 ? [] : await hashesOf(name, readTile))
  }
  return { size, edge }
}

/**
 * Stored hashes of a log of `size` entries, out of its tiles; each tile is read once.
 *
 * @throws {LedgerError} from the reader: `ledger/corrupt` if a tile is missing or has not its width
 */
export function hashesInTiles(size: number, readTile: TileReader): HashReader {
  const tiles = new Map<string, Promise<readonly TreeHash[]>>()
  return async (level, index) => {
    const row = Math.floor(level / 8)
    const span = 2 ** (level % 8)
    const first = index * span
    const tile = Math.floor(first / tileWidth)
    const width = Math.min(Math.floor(size / tileWidth ** row) - tile * tileWidth, tileWidth)
    const name = { level: row, index: tile, width }
    const path = formatTilePath(name)
    const reading = tiles.get(path) ?? hashesOf(name, readTile)
    tiles.set(path, reading)
    const offset = first % tileWidth
    const hashes = (await reading).slice(offset, offset + span)
    if (hashes.length < span) throw corrupt(name, 'does not hold the hash')
    return mergeHashes(hashes)
  }
}

/**
 * Recomputes a whole log from its entries up and compares every tile and the root, 256 entries at a
 * time. `seen` is told each entry in order, with its index.
 *
 * @throws {LedgerError} `ledger/corrupt`, naming the first tile that is missing or differs
 */
export async function verifyLog(
  { size, root }: { readonly size: number; readonly root: TreeHash },
  readTile: TileReader,
  seen: (entry: Uint8Array, index: number) => void = () => undefined,
): Promise<void> {
  let tree = emptyTree
  for (const name of rowOf('entries', size)) {
    const entries = await entriesOf(name, readTile)
    entries.forEach((entry, at) => {
      seen(entry, name.index * tileWidth + at)
    })
    const grown = appendLeaves(tree, entries.map(leafHash))
    tree = grown.tree
    for (const tile of grown.tiles) {
      if (tile.hashes.length === tileWidth) await compare(tile, readTile)
    }
  }
  for (const [level, hashes] of tree.edge.entries()) {
    const index = Math.floor(size / tileWidth ** (level + 1))
    if (hashes.length > 0) await compare({ level, index, hashes }, readTile)
  }
  if (!equalBytes(treeRoot(tree), root)) {
    throw new LedgerError('ledger/corrupt', 'the entries lead to another root')
  }
}

function* rowOf(level: TileName['level'], count: number): Generator<TileName> {
  const full = Math.floor(count / tileWidth)
  for (let index = 0; index < full; index++) yield { level, index, width: tileWidth }
  if (count % tileWidth > 0) yield { level, index: full, width: count % tileWidth }
}

async function compare({ level, index, hashes }: Tile, readTile: TileReader): Promise<void> {
  const name = { level, index, width: hashes.length }
  const bytes = await readTile(name)
  if (!bytes || !equalBytes(bytes, formatTile(hashes))) {
    throw corrupt(name, bytes ? 'is not made of its entries' : 'is missing')
  }
}

async function hashesOf(name: TileName, readTile: TileReader): Promise<readonly TreeHash[]> {
  return parsed(name, parseTile, await readTile(name))
}

async function entriesOf(name: TileName, readTile: TileReader): Promise<readonly Uint8Array[]> {
  return parsed(name, parseBundle, await readTile(name))
}

function parsed<T>(
  name: TileName,
  parse: (bytes: Uint8Array, width: number) => T,
  bytes: Uint8Array | undefined,
): T {
  if (!bytes) throw corrupt(name, 'is missing')
  try {
    return parse(bytes, name.width)
  } catch (cause) {
    throw corrupt(name, 'cannot be read', cause)
  }
}

function corrupt(name: TileName, what: string, cause?: unknown): LedgerError {
  return new LedgerError('ledger/corrupt', `${formatTilePath(name)} ${what}`, { cause })
}
