/**
 * Parts of an office document (OPC, ISO/IEC 29500-2): found by the directory, unpacked one by one, and never
 * further than the directory says. What two readers could see differently is refused: bytes that belong to
 * no part, parts that lie over each other, two of one name. Names and sizes are APPNOTE 6.3.10 §4.3.
 *
 * @module
 */
import { Unshown } from '../port.ts'

/** The parts of a document, unpacked when they are asked for. */
export interface Package {
  /** UTF-8 text of a part; undefined where there is none of that name. */
  readonly read: (name: string) => Promise<string | undefined>
}

const mostParts = 10_000
/** Of all parts together that are read, unpacked. */
const mostBytes = 64 << 20

/** Only these flags: a data descriptor, names in UTF-8, and hints of the compressor. */
const knownFlags = 0x080e

interface Entry {
  readonly name: string
  readonly flags: number
  readonly method: number
  readonly packed: number
  readonly size: number
  readonly offset: number
}

/**
 * Reads the directory of a document.
 *
 * @throws {Unshown} `not-what-it-says` for what is no such package
 */
export function openPackage(bytes: Uint8Array<ArrayBuffer>): Package {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = readDirectory(bytes, view)
  let left = mostBytes
  return {
    async read(name) {
      const entry = entries.get(name.toLowerCase())
      if (!entry) return undefined
      left -= entry.size
      if (left < 0) throw new Unshown('too-much')
      const start = dataStart(view, entry)
      const packed = bytes.subarray(start, start + entry.packed)
      const whole = entry.method === 0 ? packed : await inflate(packed, entry.size)
      if (whole.length !== entry.size) throw bad()
      return decode(whole)
    },
  }
}

function readDirectory(bytes: Uint8Array<ArrayBuffer>, view: DataView): ReadonlyMap<string, Entry> {
  const end = bytes.length - 22
  if (end < 0 || view.getUint32(end, true) !== 0x0605_4b50) throw bad()
  const [count, size, start] = [
    view.getUint16(end + 10, true),
    view.getUint32(end + 12, true),
    view.getUint32(end + 16, true),
  ]
  if (count === 0 || count > mostParts || start + size !== end) throw bad()
  if (view.getUint16(end + 20, true) !== 0 || view.getUint32(end + 4, true) !== 0) throw bad()
  const entries: Entry[] = []
  let at = start
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x0201_4b50) throw bad()
    const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)]
    const [named, extra, comment] = [28, 30, 32].map((one) => view.getUint16(at + one, true))
    const next = at + 46 + (named ?? 0) + (extra ?? 0) + (comment ?? 0)
    if (next > end || comment !== 0 || (flags & ~knownFlags) !== 0) throw bad()
    if (method !== 0 && method !== 8) throw bad()
    entries.push({
      name: decode(bytes.subarray(at + 46, at + 46 + (named ?? 0))),
      flags,
      method,
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    })
    at = next
  }
  if (at !== end) throw bad()
  requireSideBySide(view, entries, start)
  const byName = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]))
  if (byName.size !== entries.length) throw bad()
  return byName
}

/** Every byte before the directory belongs to one part. */
function requireSideBySide(view: DataView, entries: readonly Entry[], start: number): void {
  const placed = entries.toSorted((a, b) => a.offset - b.offset)
  for (const [index, entry] of placed.entries()) {
    if (index === 0 && entry.offset !== 0) throw bad()
    const next = placed[index + 1]?.offset ?? start
    const rest = next - (dataStart(view, entry) + entry.packed)
    const descriptors = (entry.flags & 8) === 0 ? [0] : [12, 16]
    if (!descriptors.includes(rest)) throw bad()
  }
}

function dataStart(view: DataView, { offset, name }: Entry): number {
  if (offset + 30 > view.byteLength || view.getUint32(offset, true) !== 0x0403_4b50) throw bad()
  const [named, extra] = [view.getUint16(offset + 26, true), view.getUint16(offset + 28, true)]
  if (named !== new TextEncoder().encode(name).length) throw bad()
  return offset + 30 + named + extra
}

/** Stops at one byte more than was said, however much would follow. */
async function inflate(packed: Uint8Array<ArrayBuffer>, size: number): Promise<Uint8Array> {
  const whole = new Uint8Array(size)
  let filled = 0
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  try {
    for await (const part of stream) {
      if (filled + part.length > size) throw bad()
      whole.set(part, filled)
      filled += part.length
    }
  } catch {
    throw bad()
  }
  return whole.subarray(0, filled)
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw bad()
  }
}

function bad(): Unshown {
  return new Unshown('not-what-it-says')
}
