/**
 * The central directory of a ZIP file (APPNOTE §4.3.12): its two headers.
 *
 * @module
 */
import { type Bytes, equalBytes, utf8 } from '../lib/index.ts'

import { TdfError } from './errors.ts'
import { parseExtras, type Zip64Field, zip64Fields } from './zip-extras.ts'
import {
  badZip,
  centralHeader,
  checkSupported,
  elsewhere,
  entryNames,
  readRecord,
  signatures,
  sizeOf,
  type Values,
} from './zip-records.ts'

/** An entry as the directory states it, its zip64 values put in. */
export interface CentralEntry {
  readonly name: string
  readonly flags: number
  readonly crc32: number
  readonly size: number
  readonly offset: number
}

/**
 * Reads the directory, which holds two headers and nothing else.
 *
 * @throws {TdfError} `tdf/bad-zip`, `tdf/entries`, `tdf/unsupported`
 */
export function parseDirectory(bytes: Bytes): readonly [CentralEntry, CentralEntry] {
  const first = parseEntry(bytes, 0)
  const second = parseEntry(bytes, first.end)
  if (second.end !== bytes.length) throw badZip('the directory holds more than its entries')
  return [first.entry, second.entry]
}

function parseEntry(
  bytes: Bytes,
  at: number,
): { readonly entry: CentralEntry; readonly end: number } {
  const header = readRecord(centralHeader, bytes, at)
  if (header.signature !== signatures.central) throw badZip('a directory entry lacks its signature')
  if (header.commentLength !== 0) throw badZip('an entry has a comment')
  const nameAt = at + sizeOf(centralHeader)
  const extraAt = nameAt + header.nameLength
  const end = extraAt + header.extraLength
  const entry = parseCentral(header, bytes.subarray(nameAt, extraAt), bytes.subarray(extraAt, end))
  return { entry, end }
}

function parseCentral(
  header: Values<typeof centralHeader>,
  name: Uint8Array,
  extra: Uint8Array,
): CentralEntry {
  checkSupported(header)
  const marked: Record<Zip64Field, boolean> = {
    size: header.size === elsewhere[4],
    compressed: header.compressed === elsewhere[4],
    offset: header.offset === elsewhere[4],
    disk: header.disk === elsewhere[2],
  }
  const wide = parseExtras(extra, marked)
  const value = (field: Zip64Field): number | undefined => {
    const said = wide?.[field]
    if (marked[field]) return said
    if (said !== undefined && said !== header[field]) throw badZip(`${field} is said in two ways`)
    return header[field]
  }
  const [size, compressed, offset, disk] = zip64Fields.map(value)
  if (disk !== 0) throw new TdfError('tdf/unsupported', 'an entry lies on another disk')
  if (size === undefined || offset === undefined || size !== compressed) {
    throw badZip('a stored entry has two sizes, or a number stands nowhere')
  }
  checkOrdinaryFile(header)
  return { name: knownName(name), flags: header.flags, crc32: header.crc32, size, offset }
}

/** Neither a folder nor a link nor a device, where the entry says so in the words of DOS or Unix. */
function checkOrdinaryFile({ madeBy, external }: Values<typeof centralHeader>): void {
  const unixType = madeBy >>> 8 === 3 ? external >>> 28 : 0
  if ((external & 0x18) !== 0 || (unixType !== 0 && unixType !== 8)) {
    throw new TdfError('tdf/entries', 'an entry is not an ordinary file')
  }
}

/** Compares bytes, so that no decoding, case or normal form comes between. */
function knownName(bytes: Uint8Array): string {
  const name = Object.values(entryNames).find((known) => equalBytes(utf8(known), bytes))
  if (name === undefined) throw new TdfError('tdf/entries', 'an entry has a foreign name')
  return name
}
