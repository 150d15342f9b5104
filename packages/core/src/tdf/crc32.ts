/**
 * CRC-32 as ZIP uses it (APPNOTE 4.4.7). It finds accidents, not attackers.
 *
 * @module
 */

const polynomial = 0xedb88320

/** Entry `k` × 256 + `b` is the CRC of byte `b` followed by `k` zero bytes. */
const table = makeTable()

/** The CRC-32 of `bytes`, going on from the CRC of what came before them. */
export function crc32(bytes: Uint8Array, before = 0): number {
  const t = table
  let crc = ~before
  let at = 0
  // Eight bytes a turn; the masks keep every index inside the table.
  for (const end = bytes.length - 7; at < end; at += 8) {
    const low =
      crc ^
      (byte(bytes, at) |
        (byte(bytes, at + 1) << 8) |
        (byte(bytes, at + 2) << 16) |
        (byte(bytes, at + 3) << 24))
    crc =
      look(t, 7, low) ^
      look(t, 6, low >>> 8) ^
      look(t, 5, low >>> 16) ^
      look(t, 4, low >>> 24) ^
      look(t, 3, byte(bytes, at + 4)) ^
      look(t, 2, byte(bytes, at + 5)) ^
      look(t, 1, byte(bytes, at + 6)) ^
      look(t, 0, byte(bytes, at + 7))
  }
  for (; at < bytes.length; at++) crc = look(t, 0, crc ^ byte(bytes, at)) ^ (crc >>> 8)
  return ~crc >>> 0
}

/** A part of a whole: its CRC-32 and its number of bytes. */
export interface CrcPart {
  readonly crc32: number
  readonly length: number
}

/**
 * The CRC-32 of parts one after another, from those of the parts, which so can be read in any order.
 * What came before a part is moved on by as many zero bytes as the part is long.
 */
export function combineCrc32(parts: readonly CrcPart[]): number {
  // Segments are nearly all of one length.
  const moves = new Map<number, BitMatrix>()
  return parts.reduce((before, part) => {
    const move = moves.get(part.length) ?? zeroBytes(part.length)
    moves.set(part.length, move)
    return (apply(move, before) ^ part.crc32) >>> 0
  }, 0)
}

/** A linear map of 32 bits: row `i` is where bit `i` goes. */
type BitMatrix = readonly number[]

const identity: BitMatrix = Array.from({ length: 32 }, (_, bit) => (1 << bit) >>> 0)

/** What `count` zero bytes do to a CRC, by squaring what one does. */
function zeroBytes(count: number): BitMatrix {
  let move: BitMatrix = identity
  let power: BitMatrix = identity.map((crc) => (look(table, 0, crc) ^ (crc >>> 8)) >>> 0)
  for (let left = count; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) move = product(power, move)
    power = product(power, power)
  }
  return move
}

function product(second: BitMatrix, first: BitMatrix): BitMatrix {
  return first.map((row) => apply(second, row))
}

function apply(matrix: BitMatrix, bits: number): number {
  let sum = 0
  for (const [bit, row] of matrix.entries()) if ((bits >>> bit) & 1) sum ^= row
  return sum >>> 0
}

function makeTable(): Int32Array {
  const entries = new Int32Array(8 * 256)
  for (let index = 0; index < entries.length; index++) {
    let crc = index < 256 ? index : (entries[index - 256] ?? 0)
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1
    entries[index] = crc
  }
  return entries
}

function look(entries: Int32Array, zeros: number, index: number): number {
  return entries[(zeros << 8) | (index & 0xff)] ?? 0
}

function byte(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0
}
