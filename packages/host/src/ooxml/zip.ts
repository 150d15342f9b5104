/**
 * Packages of office documents (OPC, ISO/IEC 29500-2) as ZIP: read whole, written whole.
 *
 * A package is a stranger's file. What two readers could see differently is refused: bytes outside of
 * entries, names that differ between the headers or only by case, and every feature that no office
 * program needs. Names and sizes are APPNOTE 6.3.10 §4.3.
 *
 * @module
 */
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'

import { LabelError } from '@entente/core/label'
import { type Bytes, fromUtf8, utf8 } from '@entente/core/lib'

/** A part of a package. */
export interface Part {
  /** Without a leading slash: `word/document.xml`. */
  readonly name: string
  readonly bytes: Bytes
}

/** More than any document has; each costs an entry and a digest. */
const mostParts = 10_000
/** Of all parts together, unpacked. */
const mostBytes = 1_073_741_824

const localMagic = 0x0403_4b50
const centralMagic = 0x0201_4b50
const endMagic = 0x0605_4b50
const descriptorMagic = 0x0807_4b50

/** Only these flags: a data descriptor, names in UTF-8, and hints of the compressor. */
const knownFlags = 0x080e

/**
 * Reads all parts, in the order of the file. Work is bounded by what the file holds and claims, and
 * that is bounded beforehand.
 *
 * @throws {LabelError} `label/not-package`
 */
export function readParts(file: Uint8Array): readonly Part[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const end = file.length - 22
  if (end < 0 || view.getUint32(end, true) !== endMagic) throw bad('no end of the directory')
  const [count, size, start] = [u16(view, end + 10), u32(view, end + 12), u32(view, end + 16)]
  const disks = u16(view, end + 4) + u16(view, end + 6)
  if (disks !== 0 || u16(view, end + 8) !== count || u16(view, end + 20) !== 0) throw bad('disks')
  if (count === 0 || count > mostParts || start + size !== end) throw bad('a directory that lies')

  const entries: Entry[] = []
  let at = start
  for (let index = 0; index < count; index++) {
    const entry = readEntry(file, view, at, end)
    entries.push(entry)
    at = entry.next
  }
  if (at !== end) throw bad('bytes after the directory')
  if (entries.reduce((sum, one) => sum + one.size, 0) > mostBytes) throw bad('too large')
  const folded = entries.map(({ name }) => name.toLowerCase())
  if (new Set(folded).size !== folded.length) throw bad('two parts of one name')

  const placed = entries.toSorted((a, b) => a.offset - b.offset)
  let done = 0
  const parts = placed.map((entry) => {
    if (entry.offset !== done) throw bad('bytes between the parts')
    const read = readPart(file, view, entry, start)
    done = read.end
    return read.part
  })
  if (done !== start) throw bad('bytes before the directory')
  return parts.filter(({ name }) => !name.endsWith('/'))
}

/** Writes a package, each part deflated, at the beginning of time as ZIP knows it. */
export function writeParts(parts: readonly Part[]): Bytes {
  const local: Uint8Array[] = []
  const central: Uint8Array[] = []
  let offset = 0
  for (const { name, bytes } of parts) {
    const encoded = utf8(name)
    const packed = deflateRawSync(bytes)
    const fields = [0x0800, 8, 0, 0x21] as const
    const sizes = [crc32(bytes), packed.length, bytes.length] as const
    const header = record(localMagic, [20, ...fields], sizes, [encoded.length, 0])
    const entry = record(
      centralMagic,
      [20, 20, ...fields],
      sizes,
      [encoded.length, 0, 0, 0, 0],
      [0, offset],
    )
    local.push(header, encoded, packed)
    central.push(entry, encoded)
    offset += header.length + encoded.length + packed.length
  }
  const size = central.reduce((sum, { length }) => sum + length, 0)
  const tail = record(endMagic, [0, 0, parts.length, parts.length], [size, offset], [0])
  return new Uint8Array(Buffer.concat([...local, ...central, tail]))
}

interface Entry {
  readonly name: string
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly offset: number
  /** Where the next entry of the directory is. */
  readonly next: number
}

function readEntry(file: Uint8Array, view: DataView, at: number, end: number): Entry {
  if (at + 46 > end || u32(view, at) !== centralMagic) throw bad('no entry of the directory')
  const [flags, method] = [u16(view, at + 8), u16(view, at + 10)]
  const lengths = [u16(view, at + 28), u16(view, at + 30), u16(view, at + 32)] as const
  const next = at + 46 + lengths[0] + lengths[1] + lengths[2]
  if (next > end || lengths[2] !== 0 || u16(view, at + 34) !== 0) throw bad('an entry that lies')
  if ((flags & ~knownFlags) !== 0 || (method !== 0 && method !== 8)) throw bad('a feature of ZIP')
  return {
    name: partName(file.subarray(at + 46, at + 46 + lengths[0])),
    flags,
    method,
    crc: u32(view, at + 16),
    packed: u32(view, at + 20),
    size: u32(view, at + 24),
    offset: u32(view, at + 42),
    next,
  }
}

/** A name that means one part to everybody. */
function partName(bytes: Uint8Array): string {
  let name: string
  try {
    name = fromUtf8(bytes)
  } catch (cause) {
    throw bad('a name that is not UTF-8', { cause })
  }
  const segments = name.replace(/\/$/, '').split('/')
  if (segments.some((one) => !/^[\p{L}\p{N}[\]_.() -]+$/u.test(one) || /^\.+$/.test(one))) {
    throw bad('a name that is no part’s')
  }
  return name
}

function readPart(
  file: Uint8Array,
  view: DataView,
  entry: Entry,
  limit: number,
): { readonly part: Part; readonly end: number } {
  const { offset, flags, method } = entry
  if (offset + 30 > limit || u32(view, offset) !== localMagic)
    throw bad('no part where one belongs')
  const nameEnd = offset + 30 + u16(view, offset + 26)
  const data = nameEnd + u16(view, offset + 28)
  const done = data + entry.packed
  if (done > limit || partName(file.subarray(offset + 30, nameEnd)) !== entry.name) {
    throw bad('two names of one part')
  }
  const isStreamed = (flags & 8) !== 0
  const same = [offset + 14, offset + 18, offset + 22].map((field) => u32(view, field))
  const known = [entry.crc, entry.packed, entry.size]
  const isAlike = same.every((value, at) => value === known[at] || (isStreamed && value === 0))
  if (u16(view, offset + 6) !== flags || u16(view, offset + 8) !== method || !isAlike) {
    throw bad('two headers that differ')
  }
  const bytes = unpack(file.subarray(data, done), entry)
  if (crc32(bytes) !== entry.crc) throw bad('a part that is damaged')
  const end = isStreamed ? descriptorEnd(view, done, entry, limit) : done
  return { part: { name: entry.name, bytes }, end }
}

function unpack(packed: Uint8Array, { method, size }: Entry): Bytes {
  if (method === 0) return new Uint8Array(packed)
  try {
    const bytes = inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) })
    if (bytes.length !== size) throw bad('a size that lies')
    return new Uint8Array(bytes)
  } catch (cause) {
    throw bad('a part that cannot be unpacked', { cause })
  }
}

function descriptorEnd(view: DataView, at: number, entry: Entry, limit: number): number {
  const values = [entry.crc, entry.packed, entry.size]
  for (const from of [at + 4, at]) {
    if (from + 12 > limit || (from === at + 4 && u32(view, at) !== descriptorMagic)) continue
    if (values.every((value, index) => u32(view, from + 4 * index) === value)) return from + 12
  }
  throw bad('no data descriptor')
}

/** A record: a magic number, then shorts, longs, and shorts and longs again. */
function record(
  magic: number,
  shorts: readonly number[],
  longs: readonly number[],
  last: readonly number[],
  rest: readonly number[] = [],
): Uint8Array {
  const size = 4 + 2 * (shorts.length + last.length) + 4 * (longs.length + rest.length)
  const view = new DataView(new ArrayBuffer(size))
  let at = 0
  const long = (value: number): void => {
    view.setUint32(at, value, true)
    at += 4
  }
  const short = (value: number): void => {
    view.setUint16(at, value, true)
    at += 2
  }
  long(magic)
  for (const value of shorts) short(value)
  for (const value of longs) long(value)
  for (const value of last) short(value)
  for (const value of rest) long(value)
  return new Uint8Array(view.buffer)
}

function u16(view: DataView, at: number): number {
  return view.getUint16(at, true)
}

function u32(view: DataView, at: number): number {
  return view.getUint32(at, true)
}

function bad(reason: string, options?: ErrorOptions): LabelError {
  return new LabelError('label/not-package', reason, options)
}
