/**
 * Reads a container's ZIP, strictly: it is a border, and what two readers understand differently is
 * a way to smuggle. Accepted is a file of exactly two stored entries, `0.payload` and
 * `0.manifest.json`, in which every byte belongs to exactly one record and every number that is said
 * twice is said alike. `spec/container.md` §2 lists the rules.
 *
 * Time and memory do not depend on what the file claims: at most seven reads, of the end, the
 * directory, two headers, two descriptors and the manifest.
 *
 * @module
 */
import { type Bytes, equalBytes, utf8 } from '../lib/index.ts'

import {
  type ByteRange,
  type ByteSource,
  rangeSource,
  readExactly,
  readPieces,
} from './byte-source.ts'
import { crc32 } from './crc32.ts'
import { TdfError } from './errors.ts'
import { parseExtras, type Zip64Field, zip64Fields } from './zip-extras.ts'
import {
  centralHeader,
  descriptors,
  elsewhere,
  end64,
  endRecord,
  flag,
  localHeader,
  locator64,
  readRecord,
  signatures,
  sizeOf,
  type Values,
} from './zip-records.ts'
import { entryNames } from './zip-writer.ts'

/** The two parts of a container. */
export interface TdfZip {
  /** The manifest's bytes, their CRC checked. */
  readonly manifest: Bytes
  /** Where the payload lies, and the CRC its bytes must have; whoever reads all of them checks it. */
  readonly payload: ByteRange & { readonly crc32: number }
}

/** Largest manifest that is read, the same as in stock clients. */
export const maxManifestSize: number = 10 * 1024 * 1024

const maxVersion = 45

/**
 * Finds the two parts of a container.
 *
 * @throws {TdfError} `tdf/bad-zip`, `tdf/crc`, `tdf/entries`, `tdf/too-large`, `tdf/truncated`,
 *   `tdf/unsupported`
 */
export async function openZip(source: ByteSource): Promise<TdfZip> {
  const directory = await readEnd(source)
  const bytes = await readExactly(source, directory.offset, directory.size)
  const [first, second] = inFileOrder(parseDirectory(bytes))
  if (first.offset !== 0) throw bad('the first entry does not stand at the beginning')

  const places = new Map([
    [first.name, await readEntry(source, first, second.offset)],
    [second.name, await readEntry(source, second, directory.offset)],
  ])
  const manifest = places.get(entryNames.manifest)
  const payload = places.get(entryNames.payload)
  if (!manifest || !payload) throw new TdfError('tdf/entries', 'an entry stands there twice')
  if (manifest.size > maxManifestSize) {
    throw new TdfError('tdf/too-large', `manifest of ${manifest.size} bytes`)
  }

  const manifestBytes = await readExactly(source, manifest.offset, manifest.size)
  if (crc32(manifestBytes) !== manifest.crc32) {
    throw new TdfError('tdf/crc', 'the manifest has another CRC')
  }
  return { manifest: manifestBytes, payload }
}

/** The fields that both end records have. */
const endFields = [
  'disk',
  'directoryDisk',
  'diskEntries',
  'entries',
  'directorySize',
  'directoryOffset',
] as const

type End = Readonly<Record<(typeof endFields)[number], number>>

/**
 * The payload as it lies in the file, in pieces, its CRC checked at the end.
 *
 * @throws {TdfError} `tdf/crc`, `tdf/truncated`
 */
export async function* readPayload(
  source: ByteSource,
  payload: TdfZip['payload'],
): AsyncGenerator<Bytes, void, undefined> {
  let crc = 0
  for await (const piece of readPieces(rangeSource(source, payload))) {
    crc = crc32(piece, crc)
    yield piece
  }
  if (crc !== payload.crc32) throw new TdfError('tdf/crc', 'the payload has another CRC')
}

/** Finds the central directory. The end record is the last 22 bytes: nothing is searched for. */
async function readEnd(source: ByteSource): Promise<ByteRange> {
  const sizes = { end: sizeOf(endRecord), locator: sizeOf(locator64), end64: sizeOf(end64) }
  const tailSize = Math.min(source.size, sizes.end + sizes.locator + sizes.end64)
  const tail = await readExactly(source, source.size - tailSize, tailSize)
  const endAt = tail.length - sizes.end
  const end = readRecord(endRecord, tail, endAt)
  if (end.signature !== signatures.end) throw bad('no end record, or bytes after it')
  if (end.commentLength !== 0) throw bad('the file has a comment')

  const plainEnd = source.size - sizes.end
  const stated = endFields.filter((field) => end[field] !== elsewhere[endRecord[field]])
  const allStated = stated.length === endFields.length
  if (allStated && end.directoryOffset + end.directorySize === plainEnd) {
    return checkedEnd(end, plainEnd)
  }

  const locator = readRecord(locator64, tail, endAt - sizes.locator)
  const wide = readRecord(end64, tail, endAt - sizes.locator - sizes.end64)
  const wideEnd = plainEnd - sizes.locator - sizes.end64
  if (locator.signature !== signatures.locator64 || wide.signature !== signatures.end64) {
    throw bad('the directory does not end where the end record stands')
  }
  if (locator.offset !== wideEnd || locator.disk !== 0 || locator.disks !== 1) {
    throw bad('the zip64 locator points elsewhere')
  }
  if (wide.recordSize !== sizes.end64 - 12 || wide.version > maxVersion) {
    throw bad('the zip64 end record has parts of an unknown kind')
  }
  const differing = stated.find((field) => end[field] !== wide[field])
  if (differing) throw bad(`the two end records differ in ${differing}`)
  return checkedEnd(wide, wideEnd)
}

function checkedEnd(end: End, directoryEnd: number): ByteRange {
  if (end.disk !== 0 || end.directoryDisk !== 0) {
    throw new TdfError('tdf/unsupported', 'the file is one of several disks')
  }
  if (end.entries !== 2 || end.diskEntries !== 2) {
    throw new TdfError('tdf/entries', `the file has ${end.entries} entries, not two`)
  }
  if (end.directoryOffset + end.directorySize !== directoryEnd) {
    throw bad('the directory does not end where the end record stands')
  }
  if (end.directorySize > 2 * (sizeOf(centralHeader) + 3 * 0xffff))
    throw bad('the directory is too large')
  return { offset: end.directoryOffset, size: end.directorySize }
}

interface CentralEntry {
  readonly name: string
  readonly flags: number
  readonly crc32: number
  readonly size: number
  readonly offset: number
}

function parseDirectory(bytes: Bytes): readonly CentralEntry[] {
  const entries: CentralEntry[] = []
  let at = 0
  while (entries.length < 2) {
    const header = readRecord(centralHeader, bytes, at)
    if (header.signature !== signatures.central) throw bad('a directory entry lacks its signature')
    const nameAt = at + sizeOf(centralHeader)
    const extraAt = nameAt + header.nameLength
    at = extraAt + header.extraLength
    if (at > bytes.length) throw bad('a directory entry runs past the directory')
    if (header.commentLength !== 0) throw bad('an entry has a comment')
    entries.push(parseCentral(header, bytes.subarray(nameAt, extraAt), bytes.subarray(extraAt, at)))
  }
  if (at !== bytes.length) throw bad('the directory holds more than its entries')
  return entries
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
  const value = (field: Zip64Field): number => {
    const said = wide?.[field]
    if (marked[field]) {
      if (said === undefined) throw bad(`${field} stands neither here nor in an extra field`)
      return said
    }
    if (said !== undefined && said !== header[field]) throw bad(`${field} is said in two ways`)
    return header[field]
  }
  const [size, compressed, offset, disk] = zip64Fields.map(value)
  if (disk !== 0) throw new TdfError('tdf/unsupported', 'an entry lies on another disk')
  if (size === undefined || offset === undefined || size !== compressed) {
    throw bad('a stored entry has two sizes')
  }
  checkOrdinaryFile(header)
  return { name: knownName(name), flags: header.flags, crc32: header.crc32, size, offset }
}

function checkSupported(header: {
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

function inFileOrder(entries: readonly CentralEntry[]): readonly [CentralEntry, CentralEntry] {
  const [first, second] = entries.toSorted((a, b) => a.offset - b.offset)
  if (!first || !second) throw new TdfError('tdf/entries', 'an entry is missing')
  return [first, second]
}

/**
 * Checks an entry's local header and descriptor against the directory, and that the entry ends
 * exactly at `end`. Returns where its data lies.
 */
async function readEntry(
  source: ByteSource,
  entry: CentralEntry,
  end: number,
): Promise<TdfZip['payload']> {
  const headerSize = sizeOf(localHeader)
  const fixed = await readExactly(source, entry.offset, headerSize)
  const header = readRecord(localHeader, fixed, 0)
  if (header.signature !== signatures.local) throw bad('a local header lacks its signature')
  checkSupported(header)
  // Stock writers set the UTF-8 bit in one header only; the names are ASCII, so it says nothing.
  if (((header.flags ^ entry.flags) & ~flag.utf8) !== 0) throw bad('the headers differ in flags')

  const rest = await readExactly(
    source,
    entry.offset + headerSize,
    header.nameLength + header.extraLength,
  )
  if (!equalBytes(rest.subarray(0, header.nameLength), utf8(entry.name))) {
    throw bad('the headers differ in name')
  }
  checkLocalNumbers(header, rest.subarray(header.nameLength), entry)

  const offset = entry.offset + headerSize + rest.length
  const dataEnd = offset + entry.size
  if (dataEnd > end) throw bad('an entry overlaps what follows it')
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
      throw bad('the headers differ in size')
    }
  }
  if (!agrees(header.crc32, entry.crc32)) throw bad('the headers differ in CRC')
  // A stock writer puts an offset here, where the standard has none, and leaves it 0.
  if ((wide?.offset ?? 0) !== 0 && wide?.offset !== entry.offset)
    throw bad('the headers differ in offset')
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
    if (room !== 0) throw bad('bytes stand between the entries')
    return
  }
  const form = descriptorForms.get(room)
  if (!form) throw bad('what follows an entry is not a descriptor')
  const bytes = await readExactly(source, at, room)
  const { crc32: crc, compressed, size } = readRecord(form.layout, bytes, form.signed ? 4 : 0)
  const signed =
    !form.signed || readRecord({ signature: 4 }, bytes, 0).signature === signatures.descriptor
  if (!signed || crc !== entry.crc32 || size !== entry.size || compressed !== entry.size) {
    throw bad('a descriptor says something else than the directory')
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

function bad(reason: string): TdfError {
  return new TdfError('tdf/bad-zip', reason)
}
