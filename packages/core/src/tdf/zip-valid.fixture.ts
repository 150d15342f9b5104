/**
 * ZIP files that a reader must read, as the writers of other clients make them.
 *
 * @module
 */
import { type Bytes, concatBytes, utf8 } from '../lib/index.ts'

import {
  buildZip,
  descriptor,
  type EntrySpec,
  extra,
  wide,
  type ZipCase,
  type ZipSpec,
} from './zip-builder.fixture.ts'
import { elsewhere, flag } from './zip-records.ts'

const none = new Uint8Array()
const manifestData = utf8('{"m":1}')
const payloadData = utf8('0123456789 payload')

/** A part of many cases. */
export const payload: EntrySpec = { name: '0.payload', data: payloadData }
/** A part of many cases. */
export const manifest: EntrySpec = { name: '0.manifest.json', data: manifestData }
/** The number that points to zip64. */
export const ones: number = elsewhere[4]
/** A directory entry that points to its zip64 field. */
export const allElsewhere: {
  readonly compressed: number
  readonly size: number
  readonly offset: number
} = { compressed: ones, size: ones, offset: ones }
/** An end record that points to the zip64 one. */
export const endElsewhere: NonNullable<ZipSpec['end']> = {
  diskEntries: elsewhere[2],
  entries: elsewhere[2],
  directorySize: ones,
  directoryOffset: ones,
}

/** The entry with a descriptor after it. */
export function streamed(entry: EntrySpec, form: 'narrow' | 'wide', signed: boolean): EntrySpec {
  return {
    ...entry,
    local: { flags: flag.descriptor, crc32: 0, compressed: 0, size: 0 },
    central: { flags: flag.descriptor },
    after: descriptor(entry.data, form, signed),
  }
}

/** The entry with all its numbers in the directory's zip64 field. */
function wideEntry(entry: EntrySpec): EntrySpec {
  const { length } = entry.data
  return {
    ...entry,
    central: { ...entry.central, version: 45, ...allElsewhere },
    centralExtra: (offset) => extra(1, wide(length, length, offset)),
  }
}

/** As a JavaScript client writes: times that differ, an offset in the local header, old version. */
function javascript(entry: EntrySpec): EntrySpec {
  const flags = flag.descriptor | flag.utf8
  return {
    ...wideEntry(entry),
    local: { flags, crc32: 0, compressed: ones, size: ones, time: 7 },
    localExtra: extra(1, wide(0, 0, 0)),
    central: { flags, version: 45, madeBy: 0x033f, external: 0x81b40000, ...allElsewhere },
    after: descriptor(entry.data, 'wide', true),
  }
}

/** As a Java client writes: sizes left open without an extra field. */
function java(entry: EntrySpec): EntrySpec {
  const flags = flag.descriptor | flag.utf8
  return {
    ...wideEntry(entry),
    local: { version: 45, flags, crc32: 0, compressed: ones, size: ones },
    central: { version: 45, flags, ...allElsewhere },
    after: descriptor(entry.data, 'wide', true),
  }
}

/** A part of many cases. */
export const plain: ZipSpec = { entries: [payload, manifest] }
/** A part of many cases. */
export const zip64: ZipSpec = {
  entries: [wideEntry(payload), wideEntry(manifest)],
  end64: {},
  end: endElsewhere,
}
/** A whole file, to be hidden in another. */
export const inner: Bytes = buildZip(plain)

const valid: Readonly<Record<string, ZipSpec>> = {
  'the payload first, all numbers known': plain,
  'the manifest first': { entries: [manifest, payload] },
  'a directory in another order than the entries': { ...plain, directory: [1, 0] },
  'an empty payload': { entries: [{ ...payload, data: none }, manifest] },
  'a descriptor with signature': { entries: [streamed(payload, 'narrow', true), manifest] },
  'a descriptor without signature': { entries: [streamed(payload, 'narrow', false), manifest] },
  'a wide descriptor with signature': { entries: [streamed(payload, 'wide', true), manifest] },
  'a wide descriptor without signature': { entries: [streamed(payload, 'wide', false), manifest] },
  'descriptors after both, the manifest first': {
    entries: [streamed(manifest, 'narrow', false), streamed(payload, 'narrow', true)],
  },
  'a descriptor, and the numbers in the header too': {
    entries: [
      { ...streamed(payload, 'narrow', true), local: { flags: flag.descriptor } },
      manifest,
    ],
  },
  'zip64 throughout': zip64,
  'zip64 from a stream of unknown length': {
    ...zip64,
    entries: [
      {
        ...wideEntry(payload),
        local: { version: 45, flags: flag.descriptor, crc32: 0, compressed: ones, size: ones },
        localExtra: extra(1, wide(0, 0)),
        central: { version: 45, flags: flag.descriptor, ...allElsewhere },
        after: descriptor(payloadData, 'wide', true),
      },
      wideEntry(manifest),
    ],
    end: { disk: elsewhere[2], directoryDisk: elsewhere[2], ...endElsewhere },
  },
  'zip64 as the JavaScript client writes it': {
    ...zip64,
    entries: [javascript(payload), javascript(manifest)],
  },
  'zip64 as the Java client writes it': {
    ...zip64,
    entries: [java(payload), { ...manifest, central: { flags: flag.utf8 } }],
  },
  'sizes in the local zip64 field': {
    entries: [
      {
        ...payload,
        local: { version: 45, compressed: ones, size: ones },
        localExtra: extra(1, wide(payloadData.length, payloadData.length)),
      },
      manifest,
    ],
  },
  'only the offset in the zip64 field': {
    entries: [
      payload,
      {
        ...manifest,
        central: { version: 45, offset: ones },
        centralExtra: (offset) => extra(1, wide(offset)),
      },
    ],
  },
  'a zip64 field that repeats what is known': {
    entries: [
      payload,
      {
        ...manifest,
        central: { version: 45 },
        centralExtra: (offset) => extra(1, wide(manifestData.length, manifestData.length, offset)),
      },
    ],
  },
  'a disk number in the zip64 field': {
    entries: [
      payload,
      {
        ...manifest,
        central: { version: 45, ...allElsewhere, disk: elsewhere[2] },
        centralExtra: (offset) =>
          extra(
            1,
            concatBytes(wide(manifestData.length, manifestData.length, offset), new Uint8Array(4)),
          ),
      },
    ],
  },
  'a zip64 end record that nothing needs': { ...plain, end64: {} },
  'only the count in the zip64 end record': {
    ...plain,
    end64: {},
    end: { diskEntries: elsewhere[2], entries: elsewhere[2] },
  },
  'times and owners before the zip64 field': {
    ...zip64,
    entries: [
      {
        ...wideEntry(payload),
        localExtra: extra(0x5455, Uint8Array.of(1, 0, 0, 0, 0)),
        centralExtra: (offset) =>
          concatBytes(
            extra(0x5455, Uint8Array.of(1, 0, 0, 0, 0)),
            extra(0x7875, Uint8Array.of(1, 1, 0, 1, 0)),
            extra(1, wide(payloadData.length, payloadData.length, offset)),
          ),
      },
      wideEntry(manifest),
    ],
  },
  'a whole ZIP as the payload': { entries: [{ ...payload, data: inner }, manifest] },
  'a whole ZIP as a streamed payload': {
    entries: [streamed({ ...payload, data: inner }, 'narrow', false), manifest],
  },
  'a payload that ends like a descriptor': {
    entries: [
      { ...payload, data: concatBytes(payloadData, descriptor(payloadData, 'narrow', true)) },
      manifest,
    ],
  },
  'signatures in the manifest': {
    entries: [payload, { ...manifest, data: utf8('{"PK\u0001\u0002":"PK\u0005\u0006"}') }],
  },
}

/** Files that are to be read. */
export const validZips: readonly ZipCase[] = Object.entries(valid).map(([why, spec]) => ({
  why,
  zip: buildZip(spec),
  expect: 'ok',
}))
