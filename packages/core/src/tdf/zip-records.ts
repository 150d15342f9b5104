/**
 * The records of a ZIP file as tables of their fields, in order and with their widths in bytes;
 * reader and writer use the same ones. Section numbers are those of PKWARE's APPNOTE 6.3.10.
 *
 * @module
 */
import type { Bytes } from '../lib/index.ts'

import { TdfError } from './errors.ts'

type Layout = Readonly<Record<string, 2 | 4 | 8>>

/** The fields of a record and their values. */
export type Values<L extends Layout> = { readonly [Field in keyof L]: number }

/** Local file header (§4.3.7), before name and extra fields. */
export const localHeader = {
  signature: 4,
  version: 2,
  flags: 2,
  method: 2,
  time: 2,
  date: 2,
  crc32: 4,
  compressed: 4,
  size: 4,
  nameLength: 2,
  extraLength: 2,
} as const

/** Central directory header (§4.3.12), before name, extra fields and comment. */
export const centralHeader = {
  signature: 4,
  madeBy: 2,
  version: 2,
  flags: 2,
  method: 2,
  time: 2,
  date: 2,
  crc32: 4,
  compressed: 4,
  size: 4,
  nameLength: 2,
  extraLength: 2,
  commentLength: 2,
  disk: 2,
  internal: 2,
  external: 4,
  offset: 4,
} as const

/** Data descriptor (§4.3.9), in the wide and in the narrow form, after its optional signature. */
export const descriptors = {
  narrow: { crc32: 4, compressed: 4, size: 4 },
  wide: { crc32: 4, compressed: 8, size: 8 },
} as const

/** Zip64 end of central directory record (§4.3.14). */
export const end64 = {
  signature: 4,
  recordSize: 8,
  madeBy: 2,
  version: 2,
  disk: 4,
  directoryDisk: 4,
  diskEntries: 8,
  entries: 8,
  directorySize: 8,
  directoryOffset: 8,
} as const

/** Zip64 end of central directory locator (§4.3.15). */
export const locator64 = { signature: 4, disk: 4, offset: 8, disks: 4 } as const

/** End of central directory record (§4.3.16), before its comment. */
export const endRecord = {
  signature: 4,
  disk: 2,
  directoryDisk: 2,
  diskEntries: 2,
  entries: 2,
  directorySize: 4,
  directoryOffset: 4,
  commentLength: 2,
} as const

/** The first four bytes of the records. */
export const signatures = {
  local: 0x04034b50,
  central: 0x02014b50,
  descriptor: 0x08074b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
  end: 0x06054b50,
} as const

/** Bits of the general purpose flags (§4.4.4) that a container may have. */
export const flag = { descriptor: 0x0008, utf8: 0x0800 } as const

/** "The value stands in the zip64 record or extra field" (§4.4.8). */
export const elsewhere = { 2: 0xffff, 4: 0xffffffff } as const

/** Tag of the zip64 extra field (§4.5.3). */
export const zip64Tag = 0x0001

/** Names of the two entries. */
export const entryNames = { payload: '0.payload', manifest: '0.manifest.json' } as const

/** The newest version of the format that is understood (§4.4.3): 4.5, with zip64. */
export const maxVersion = 45

/** What is no ZIP file, or one that can be understood in two ways. */
export function badZip(reason: string): TdfError {
  return new TdfError('tdf/bad-zip', reason)
}

/**
 * Checks what both headers of an entry say of how it is stored.
 *
 * @throws {TdfError} `tdf/unsupported`
 */
export function checkSupported(header: {
  readonly flags: number
  readonly method: number
  readonly version: number
}): void {
  if (header.method !== 0) {
    throw new TdfError('tdf/unsupported', `compression method ${header.method}`)
  }
  if ((header.flags & ~(flag.descriptor | flag.utf8)) !== 0) {
    throw new TdfError('tdf/unsupported', `flags 0x${header.flags.toString(16)}`)
  }
  if (header.version > maxVersion) {
    throw new TdfError('tdf/unsupported', `an entry needs version ${header.version}`)
  }
}

/** Number of bytes of a record. */
export function sizeOf(layout: Layout): number {
  return Object.values(layout).reduce((sum, width) => sum + width, 0)
}

/**
 * Reads the record at `at`.
 *
 * @throws {TdfError} `tdf/bad-zip` if it does not fit
 */
export function readRecord<L extends Layout>(layout: L, bytes: Uint8Array, at: number): Values<L> {
  if (at < 0 || at + sizeOf(layout) > bytes.length) {
    throw badZip('a record runs past its place')
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + at)
  let position = 0
  const entries = Object.entries(layout).map(([field, width]) => {
    const value = readers[width](view, position)
    position += width
    return [field, value] as const
  })
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys are those of the layout
  return Object.fromEntries(entries) as Values<L>
}

/** Writes a record. */
export function formatRecord<L extends Layout>(layout: L, values: Values<L>): Bytes {
  const bytes = new Uint8Array(sizeOf(layout))
  const view = new DataView(bytes.buffer)
  let position = 0
  for (const [field, width] of Object.entries(layout)) {
    writers[width](view, position, values[field] ?? 0)
    position += width
  }
  return bytes
}

const readers = {
  2: (view: DataView, at: number) => view.getUint16(at, true),
  4: (view: DataView, at: number) => view.getUint32(at, true),
  // Above 2^53 this rounds. No file is so large that such a number could be true in it.
  8: (view: DataView, at: number) => Number(view.getBigUint64(at, true)),
} as const

const writers = {
  2: (view: DataView, at: number, value: number) => {
    view.setUint16(at, value, true)
  },
  4: (view: DataView, at: number, value: number) => {
    view.setUint32(at, value, true)
  },
  8: (view: DataView, at: number, value: number) => {
    view.setBigUint64(at, BigInt(value), true)
  },
} as const
