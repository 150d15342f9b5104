/**
 * Tiles and entry bundles: how they are named and spelled (C2SP tlog-tiles).
 *
 * @module
 */
import { type Bytes, concatBytes } from '../lib/index.ts'

import { malformed } from './text.ts'
import { tileWidth } from './tree.ts'
import { hashBytes, toTreeHash, type TreeHash } from './tree-hash.ts'

/** Names a tile of hashes, or a bundle of entries; `width` is 256 where it is full. */
export interface TileName {
  readonly level: number | 'entries'
  readonly index: number
  readonly width: number
}

const entryLimit = 0xffff
const pathForm = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*)(\d{3})(?:\.p\/([1-9]\d{0,2}))?$/

/** `tile/<L>/<N>[.p/<W>]` or `tile/entries/<N>[.p/<W>]`. */
export function formatTilePath({ level, index, width }: TileName): string {
  const groups = [String(index % 1000).padStart(3, '0')]
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`)
  }
  const part = width === tileWidth ? '' : `.p/${width}`
  return `tile/${level}/${groups.join('/')}${part}`
}

/**
 * Reads the path of a tile, in its one spelling.
 *
 * @throws {LedgerError} `ledger/malformed`
 */
export function parseTilePath(path: string): TileName {
  const [, level = '', upper = '', lower = '', part] = pathForm.exec(path.slice(0, 64)) ?? []
  const name: TileName = {
    level: level === 'entries' ? level : Number(level),
    index: Number(upper.replaceAll(/[x/]/g, '') + lower),
    width: part === undefined ? tileWidth : Number(part),
  }
  const inRange = Number.isSafeInteger(name.index) && (name.level === 'entries' || name.level <= 63)
  if (
    !inRange ||
    (part !== undefined && name.width >= tileWidth) ||
    formatTilePath(name) !== path
  ) {
    throw malformed('not the path of a tile')
  }
  return name
}

/** The bytes of a tile. */
export function formatTile(hashes: readonly TreeHash[]): Bytes {
  return concatBytes(...hashes)
}

/**
 * The hashes of a tile that has to be `width` wide.
 *
 * @throws {LedgerError} `ledger/malformed`
 */
export function parseTile(bytes: Uint8Array, width: number): readonly TreeHash[] {
  if (bytes.length !== width * hashBytes) {
    throw malformed(`${bytes.length} bytes are no tile of width ${width}`)
  }
  return Array.from({ length: width }, (_, at) =>
    toTreeHash(bytes.subarray(at * hashBytes, (at + 1) * hashBytes)),
  )
}

/**
 * The bytes of an entry bundle: each entry behind its length as a big-endian uint16.
 *
 * @throws {LedgerError} `ledger/malformed` if an entry is longer than 65,535 bytes
 */
export function formatBundle(entries: readonly Uint8Array[]): Bytes {
  return concatBytes(
    ...entries.flatMap((entry) => {
      if (entry.length > entryLimit) throw malformed('the entry is too long for a bundle')
      return [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry]
    }),
  )
}

/**
 * The entries of a bundle that has to be `width` wide.
 *
 * @throws {LedgerError} `ledger/malformed`
 */
export function parseBundle(bytes: Uint8Array, width: number): readonly Uint8Array[] {
  const entries: Uint8Array[] = []
  let at = 0
  while (at < bytes.length && entries.length < width) {
    const [high, low] = [bytes[at], bytes[at + 1]]
    if (high === undefined || low === undefined) throw malformed('the bundle ends in a length')
    const end = at + 2 + (high << 8) + low
    if (end > bytes.length) throw malformed('the bundle ends in an entry')
    entries.push(bytes.slice(at + 2, end))
    at = end
  }
  if (at !== bytes.length || entries.length !== width) {
    throw malformed(`the bundle does not hold ${width} entries`)
  }
  return entries
}
