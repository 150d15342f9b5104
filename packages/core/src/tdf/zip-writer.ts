/**
 * Writes the two entries of a container around a payload that somebody else streams:
 * {@link zipHead}, the payload, {@link zipTail}. Written as stock clients write it: stored, payload
 * first, its sizes after it in a data descriptor.
 *
 * @module
 */
import { type Bytes, concatBytes, utf8 } from '../lib/index.ts'

import { crc32 } from './crc32.ts'
import {
  centralHeader,
  descriptors,
  elsewhere,
  end64,
  endRecord,
  entryNames,
  flag,
  formatRecord,
  localHeader,
  locator64,
  maxVersion,
  signatures,
  sizeOf,
  zip64Tag,
} from './zip-records.ts'

/** What a payload turned out to be. */
export interface PayloadFacts {
  readonly size: number
  readonly crc32: number
}

// 1 January 1980, 00:00: a container tells nobody when it was made.
const timestamp = { time: 0, date: 0x0021 } as const

/** Whether a payload needs zip64. Some stock readers take 32-bit numbers as signed, hence 2 GiB. */
function needsZip64(size: number | undefined): boolean {
  return size === undefined || size > 0x7fff0000
}

/** All before the payload; leave out the size if it is not known yet. */
export function zipHead(payloadSize?: number): Bytes {
  const name = utf8(entryNames.payload)
  const zip64 = needsZip64(payloadSize)
  const extra = zip64 ? zip64Extra(0, 0) : new Uint8Array()
  return concatBytes(
    formatRecord(localHeader, {
      signature: signatures.local,
      version: maxVersion,
      flags: flag.descriptor,
      method: 0,
      ...timestamp,
      crc32: 0,
      compressed: zip64 ? elsewhere[4] : 0,
      size: zip64 ? elsewhere[4] : 0,
      nameLength: name.length,
      extraLength: extra.length,
    }),
    name,
    extra,
  )
}

/**
 * All after the payload: its descriptor, the manifest, the directory.
 *
 * @param announcedSize what {@link zipHead} was given
 */
export function zipTail(
  payload: PayloadFacts,
  manifest: Uint8Array,
  announcedSize?: number,
): Bytes {
  const zip64 = needsZip64(announcedSize)
  if (announcedSize !== undefined && announcedSize !== payload.size) {
    throw new RangeError(`payload of ${payload.size} bytes was announced as ${announcedSize}`)
  }
  const sizes = { compressed: payload.size, size: payload.size, crc32: payload.crc32 }
  const descriptor = concatBytes(
    Uint8Array.of(0x50, 0x4b, 0x07, 0x08),
    formatRecord(zip64 ? descriptors.wide : descriptors.narrow, sizes),
  )
  const manifestOffset = zipHead(announcedSize).length + payload.size + descriptor.length
  const entries: readonly Entry[] = [
    { name: entryNames.payload, ...payload, offset: 0, flags: flag.descriptor },
    {
      name: entryNames.manifest,
      size: manifest.length,
      crc32: crc32(manifest),
      offset: manifestOffset,
      flags: 0,
    },
  ]
  const manifestHeader = formatManifestHeader(manifest)
  const directory = concatBytes(...entries.map((entry) => formatEntry(entry, zip64)))
  const directoryOffset = manifestOffset + manifestHeader.length + manifest.length
  const end = formatEnd(directory.length, directoryOffset, entries.length, zip64)
  return concatBytes(descriptor, manifestHeader, manifest, directory, end)
}

interface Entry extends PayloadFacts {
  readonly name: string
  readonly offset: number
  readonly flags: number
}

function formatManifestHeader(manifest: Uint8Array): Bytes {
  const name = utf8(entryNames.manifest)
  return concatBytes(
    formatRecord(localHeader, {
      signature: signatures.local,
      version: maxVersion,
      flags: 0,
      method: 0,
      ...timestamp,
      crc32: crc32(manifest),
      compressed: manifest.length,
      size: manifest.length,
      nameLength: name.length,
      extraLength: 0,
    }),
    name,
  )
}

function formatEntry(entry: Entry, zip64: boolean): Bytes {
  const name = utf8(entry.name)
  const extra = zip64 ? zip64Extra(entry.size, entry.size, entry.offset) : new Uint8Array()
  return concatBytes(
    formatRecord(centralHeader, {
      signature: signatures.central,
      madeBy: maxVersion,
      version: maxVersion,
      flags: entry.flags,
      method: 0,
      ...timestamp,
      crc32: entry.crc32,
      compressed: zip64 ? elsewhere[4] : entry.size,
      size: zip64 ? elsewhere[4] : entry.size,
      nameLength: name.length,
      extraLength: extra.length,
      commentLength: 0,
      disk: 0,
      internal: 0,
      external: 0,
      offset: zip64 ? elsewhere[4] : entry.offset,
    }),
    name,
    extra,
  )
}

function formatEnd(size: number, offset: number, entries: number, zip64: boolean): Bytes {
  const end = formatRecord(endRecord, {
    signature: signatures.end,
    disk: 0,
    directoryDisk: 0,
    diskEntries: zip64 ? elsewhere[2] : entries,
    entries: zip64 ? elsewhere[2] : entries,
    directorySize: zip64 ? elsewhere[4] : size,
    directoryOffset: zip64 ? elsewhere[4] : offset,
    commentLength: 0,
  })
  if (!zip64) return end
  return concatBytes(
    formatRecord(end64, {
      signature: signatures.end64,
      recordSize: sizeOf(end64) - 12,
      madeBy: maxVersion,
      version: maxVersion,
      disk: 0,
      directoryDisk: 0,
      diskEntries: entries,
      entries,
      directorySize: size,
      directoryOffset: offset,
    }),
    formatRecord(locator64, {
      signature: signatures.locator64,
      disk: 0,
      offset: offset + size,
      disks: 1,
    }),
    end,
  )
}

function zip64Extra(...values: readonly number[]): Bytes {
  return concatBytes(
    formatRecord({ tag: 2, length: 2 }, { tag: zip64Tag, length: values.length * 8 }),
    ...values.map((value) => formatRecord({ value: 8 }, { value })),
  )
}
