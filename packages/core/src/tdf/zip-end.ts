/**
 * The end of a ZIP file (APPNOTE §4.3.14 to §4.3.16): where the central directory lies.
 *
 * @module
 */
import { type ByteRange, type ByteSource, readExactly } from './byte-source.ts'
import { TdfError } from './errors.ts'
import {
  badZip,
  centralHeader,
  elsewhere,
  end64,
  endRecord,
  locator64,
  maxVersion,
  readRecord,
  signatures,
  sizeOf,
} from './zip-records.ts'

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
 * Finds the central directory. The end record is the last 22 bytes: nothing is searched for.
 *
 * @throws {TdfError} `tdf/bad-zip`, `tdf/entries`, `tdf/truncated`, `tdf/unsupported`
 */
export async function readEnd(source: ByteSource): Promise<ByteRange> {
  const sizes = { end: sizeOf(endRecord), locator: sizeOf(locator64), end64: sizeOf(end64) }
  const tailSize = Math.min(source.size, sizes.end + sizes.locator + sizes.end64)
  const tail = await readExactly(source, source.size - tailSize, tailSize)
  const endAt = tail.length - sizes.end
  const end = readRecord(endRecord, tail, endAt)
  if (end.signature !== signatures.end) throw badZip('no end record, or bytes after it')
  if (end.commentLength !== 0) throw badZip('the file has a comment')

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
    throw badZip('the directory does not end where the end record stands')
  }
  if (locator.offset !== wideEnd || locator.disk !== 0 || locator.disks !== 1) {
    throw badZip('the zip64 locator points elsewhere')
  }
  if (wide.recordSize !== sizes.end64 - 12 || wide.version > maxVersion) {
    throw badZip('the zip64 end record has parts of an unknown kind')
  }
  const differing = stated.find((field) => end[field] !== wide[field])
  if (differing) throw badZip(`the two end records differ in ${differing}`)
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
    throw badZip('the directory does not end where the end record stands')
  }
  if (end.directorySize > 2 * (sizeOf(centralHeader) + 3 * 0xffff))
    throw badZip('the directory is too large')
  return { offset: end.directoryOffset, size: end.directorySize }
}
