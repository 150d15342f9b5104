/**
 * A growing tree that holds nothing but its right edge.
 *
 * Written in base 256, digit l of the size counts the hashes in the partial tile of level l; those
 * hashes are the edge. They give the root, and all that an append needs.
 *
 * @module
 */
import { mergeHashes, type TreeHash } from './tree-hash.ts'

/** Hashes in a full tile (C2SP tlog-tiles). */
export const tileWidth = 256

/** A tree of `size` entries by the partial tiles of its right edge, level 0 first. */
export interface Tree {
  readonly size: number
  readonly edge: readonly (readonly TreeHash[])[]
}

/** The hash of the full subtree of 256^level entries that starts at entry index * 256^level. */
export interface StoredHash {
  readonly level: number
  readonly index: number
  readonly hash: TreeHash
}

/** The hashes of one tile, from its left end; full if there are 256. */
export interface Tile {
  readonly level: number
  readonly index: number
  readonly hashes: readonly TreeHash[]
}

/** A tree after an append, with what the append made: the same hashes one by one and as tiles. */
export interface Growth {
  readonly tree: Tree
  readonly hashes: readonly StoredHash[]
  /** Whole tiles; one that grew replaces the partial one of its level and index. */
  readonly tiles: readonly Tile[]
}

/** The tree without entries. */
export const emptyTree: Tree = { size: 0, edge: [] }

/** Root of the tree. */
export function treeRoot({ edge }: Tree): TreeHash {
  let right: readonly TreeHash[] = []
  for (const row of edge) {
    const hashes = [...row, ...right]
    if (hashes.length > 0) right = [mergeHashes(hashes)]
  }
  return mergeHashes(right)
}

/** Appends `leaves`, which are leaf hashes in order. */
export function appendLeaves(tree: Tree, leaves: readonly TreeHash[]): Growth {
  const edge: (readonly TreeHash[])[] = []
  const hashes: (readonly StoredHash[])[] = []
  const tiles: (readonly Tile[])[] = []
  let arriving = leaves
  for (let level = 0; arriving.length > 0 || level < tree.edge.length; level++) {
    const count = Math.floor(tree.size / tileWidth ** level)
    hashes.push(arriving.map((hash, at) => ({ level, index: count + at, hash })))

    const row = [...(tree.edge[level] ?? []), ...arriving]
    const grown = arriving.length === 0 ? [] : cut(row)
    const first = Math.floor(count / tileWidth)
    tiles.push(grown.map((part, at) => ({ level, index: first + at, hashes: part })))

    arriving = grown.filter((part) => part.length === tileWidth).map(mergeHashes)
    edge.push(row.slice(arriving.length * tileWidth))
  }
  const size = tree.size + leaves.length
  return { tree: { size, edge }, hashes: hashes.flat(), tiles: tiles.flat() }
}

function cut(row: readonly TreeHash[]): readonly (readonly TreeHash[])[] {
  const count = Math.ceil(row.length / tileWidth)
  return Array.from({ length: count }, (_, at) => row.slice(at * tileWidth, (at + 1) * tileWidth))
}
