/**
 * An entry at its place in a ZIP file: local header (APPNOTE §4.3.7), data, data descriptor (§4.3.9).
 *
 * @module
 */
import { equalBytes, utf8 } from '../lib/index.ts'

import { type ByteRange, type ByteSource, readExactly } from './byte-source.ts'
import { TdfError } from './errors.ts'
import type { CentralEntry } from './zip-directory.ts'
import { parseExtras } from './zip-extras.ts'
import {
  badZip,
  checkSupported,
  descriptors,
  elsewhere,
  flag,
  localHeader,
  readRecord,
  signatures,
  sizeOf,
  type Values,
} from './zip-records.ts'

/** Where an entry's data lies, and the CRC it must have. */
export interface EntryPlace extends ByteRange {
  readonly crc32: number
}

/**
 * Checks an entry's local header and descriptor against the directory, and that the entry ends
 * exactly at `end`.
 *
 * @throws {TdfError} `tdf/bad-zip`, `tdf/truncated`, `tdf/unsupported`
 */
export async function readEntry(
  source: ByteSource,
  entry: CentralEntry,
  end: number,
): Promise<EntryPlace> {
  const headerSize = sizeOf(localHeader)
  const fixed = await readExactly(source, entry.offset, headerSize)
  const header = readRecord(localHeader, fixed, 0)
  if (header.signature !== signatures.local) throw badZip('a local header lacks its signature')
  checkSupported(header)
  // Stock writers set the UTF-8 bit in one header only; the names are ASCII, so it says nothing.
  if (((header.flags ^ entry.flags) & ~flag.utf8) !== 0) throw badZip('the headers differ in flags')

  const rest = await readExactly(
    source,
    entry.offset + headerSize,
    header.nameLength + header.extraLength,
  )
  if (!equalBytes(rest.subarray(0, header.nameLength), utf8(entry.name))) {
    throw badZip('the headers differ in name')
  }
  checkLocalNumbers(header, rest.subarray(header.nameLength), entry)

  const offset = entry.offset + headerSize + rest.length
  const dataEnd = offset + entry.size
  await checkDescriptor(source, dataEnd, end - dataEnd, entry)
  return { offset, size: entry.size, crc32: entry.crc32 }
}

/** Under the descriptor flag a local header may leave its numbers open: 0, or all ones. */
function checkLocalNumbers(
  header: Values<typeof localHeader>,
  extra: Uint8Array,
  entry: CentralEntry,
): void {
  const open = (entry.flags & flag.descriptor) !== 0
  const agrees = (said: number, value: number): boolean => said === value || (open && said === 0)
  const marked = {
    size: header.size === elsewhere[4],
    compressed: header.compressed === elsewhere[4],
    offset: false,
    disk: false,
  }
  const wide = parseExtras(extra, marked)
  for (const field of ['size', 'compressed'] as const) {
    const said = marked[field] ? (wide?.[field] ?? (open ? 0 : undefined)) : header[field]
    if (
      said === undefined ||
      !agrees(said, entry.size) ||
      !agrees(wide?.[field] ?? said, entry.size)
    ) {
      throw badZip('the headers differ in size')
    }
  }
  if (!agrees(header.crc32, entry.crc32)) throw badZip('the headers differ in CRC')
  // A stock writer puts an offset here, where the standard has none, and leaves it 0.
  if ((wide?.offset ?? 0) !== 0 && wide?.offset !== entry.offset)
    throw badZip('the headers differ in offset')
  if ((wide?.disk ?? 0) !== 0)
    throw new TdfError('tdf/unsupported', 'an entry lies on another disk')
}

/** The four forms of a descriptor differ in length, so the room it has says which one it must be. */
async function checkDescriptor(
  source: ByteSource,
  at: number,
  room: number,
  entry: CentralEntry,
): Promise<void> {
  if ((entry.flags & flag.descriptor) === 0) {
    if (room !== 0) throw badZip('an entry does not end where the next begins')
    return
  }
  // A negative room, an entry that reaches into the next, has no form either.
  const form = descriptorForms.get(room)
  if (!form) throw badZip('what follows an entry is not a descriptor')
  const bytes = await readExactly(source, at, room)
  const { crc32: crc, compressed, size } = readRecord(form.layout, bytes, form.signed ? 4 : 0)
  const signed =
    !form.signed || readRecord({ signature: 4 }, bytes, 0).signature === signatures.descriptor
  if (!signed || crc !== entry.crc32 || size !== entry.size || compressed !== entry.size) {
    throw badZip('a descriptor says something else than the directory')
  }
}

const descriptorForms: ReadonlyMap<
  number,
  { readonly layout: typeof descriptors.narrow | typeof descriptors.wide; readonly signed: boolean }
> = new Map([
  [12, { layout: descriptors.narrow, signed: false }],
  [16, { layout: descriptors.narrow, signed: true }],
  [20, { layout: descriptors.wide, signed: false }],
  [24, { layout: descriptors.wide, signed: true }],
])
