/**
 * ZIP files that a reader must refuse, each with the code that says why.
 *
 * @module
 */
import { concatBytes, utf8 } from '../lib/index.ts'

import type { TdfErrorCode } from './errors.ts'
import {
  buildZip,
  descriptor,
  type EntrySpec,
  extra,
  wide,
  type ZipCase,
  type ZipSpec,
} from './zip-builder.fixture.ts'
import {
  allElsewhere,
  endElsewhere,
  inner,
  manifest,
  ones,
  payload,
  plain,
  streamed,
  zip64,
} from './zip-valid.fixture.ts'
import { flag } from './zip-records.ts'

const none = new Uint8Array()

/** Both entries, the payload with a fault; or the manifest. */
function first(fault: Partial<EntrySpec>): ZipSpec {
  return { entries: [{ ...payload, ...fault }, manifest] }
}
function second(fault: Partial<EntrySpec>): ZipSpec {
  return { entries: [payload, { ...manifest, ...fault }] }
}

const doubleSize = extra(1, wide(payload.data.length + 1, payload.data.length + 1))
const hostile: Readonly<Record<string, readonly [TdfErrorCode, ZipSpec]>> = {
  'an end record without its signature': ['tdf/bad-zip', { ...plain, end: { signature: 0 } }],
  'bytes between the directory and the zip64 end record': [
    'tdf/bad-zip',
    { ...zip64, afterDirectory: utf8('hidden') },
  ],
  'a comment length without a comment on an entry': [
    'tdf/bad-zip',
    second({ central: { commentLength: 5 } }),
  ],
  'bytes counted to the directory that are no entry': [
    'tdf/bad-zip',
    { ...plain, afterDirectory: utf8('hidden'), end: { directorySize: 116 + 6 } },
  ],
  'another disk in the local header': [
    'tdf/unsupported',
    first({
      localExtra: extra(
        1,
        concatBytes(wide(payload.data.length, payload.data.length, 0), Uint8Array.of(1, 0, 0, 0)),
      ),
    }),
  ],
  'a time twice': [
    'tdf/bad-zip',
    first({ localExtra: concatBytes(extra(0x5455, none), extra(0x5455, none)) }),
  ],
  'no entry': ['tdf/entries', { entries: [] }],
  'a missing manifest': ['tdf/entries', { entries: [payload] }],
  'a missing payload': ['tdf/entries', { entries: [manifest] }],
  'a third entry': ['tdf/entries', { entries: [payload, manifest, { name: 'x', data: none }] }],
  'the payload twice': ['tdf/entries', { entries: [payload, payload] }],
  'the manifest twice': ['tdf/entries', { entries: [manifest, manifest] }],
  'a payload twice and a manifest': ['tdf/entries', { entries: [payload, payload, manifest] }],
  'a name in capitals': ['tdf/entries', first({ name: '0.PAYLOAD' })],
  'a name with a look-alike letter': ['tdf/entries', first({ name: '0.р\u0430yload' })],
  'a name with a full-width letter': ['tdf/entries', first({ name: '0.ｐayload' })],
  'a name with a path': ['tdf/entries', first({ name: './0.payload' })],
  'a name with a NUL': ['tdf/entries', first({ name: '0.payload\0' })],
  'a name with a line end': ['tdf/entries', first({ name: '0.payload\n' })],
  'no name': ['tdf/entries', first({ name: '' })],
  'a folder': ['tdf/entries', first({ central: { external: 0x10 } })],
  'a symbolic link': ['tdf/entries', first({ central: { madeBy: 0x0314, external: 0xa1ff0000 } })],
  'another name in the local header': ['tdf/bad-zip', first({ localName: '0.pbyload' })],
  'names exchanged in the local headers': [
    'tdf/bad-zip',
    {
      entries: [
        { ...payload, localName: '0.manifest.json' },
        { ...manifest, localName: '0.payload' },
      ],
    },
  ],
  'another CRC in the local header': ['tdf/bad-zip', first({ local: { crc32: 1 } })],
  'another size in the local header': ['tdf/bad-zip', first({ local: { size: 1, compressed: 1 } })],
  'another size in the zip64 field of the local header': [
    'tdf/bad-zip',
    first({ localExtra: doubleSize }),
  ],
  'sizes left open without a descriptor': [
    'tdf/bad-zip',
    first({ local: { size: 0, compressed: 0 } }),
  ],
  'sizes pointing to a field that is not there': [
    'tdf/bad-zip',
    first({ local: { size: ones, compressed: ones } }),
  ],
  'another offset in the local header': [
    'tdf/bad-zip',
    {
      entries: [
        { ...payload, localExtra: extra(1, wide(payload.data.length, payload.data.length, 9)) },
        manifest,
      ],
    },
  ],
  'a descriptor flag in the local header only': [
    'tdf/bad-zip',
    first({ local: { flags: flag.descriptor } }),
  ],
  'a descriptor flag in the directory only': [
    'tdf/bad-zip',
    first({ central: { flags: flag.descriptor } }),
  ],
  'a descriptor flag without a descriptor': [
    'tdf/bad-zip',
    { entries: [{ ...streamed(payload, 'narrow', true), after: none }, manifest] },
  ],
  'a descriptor without its flag': [
    'tdf/bad-zip',
    first({ after: descriptor(payload.data, 'narrow', true) }),
  ],
  'a descriptor with another signature': [
    'tdf/bad-zip',
    {
      entries: [
        {
          ...streamed(payload, 'narrow', true),
          after: concatBytes(utf8('PK\u0003\u0004'), descriptor(payload.data, 'narrow', false)),
        },
        manifest,
      ],
    },
  ],
  'a descriptor with another CRC or size': [
    'tdf/bad-zip',
    {
      entries: [
        { ...streamed(payload, 'narrow', true), after: descriptor(manifest.data, 'narrow', true) },
        manifest,
      ],
    },
  ],
  'two sizes in one entry': [
    'tdf/bad-zip',
    first({ central: { compressed: payload.data.length - 1 } }),
  ],
  'a method for bombs': [
    'tdf/unsupported',
    first({ local: { method: 8 }, central: { method: 8 } }),
  ],
  'a method in the local header only': ['tdf/unsupported', first({ local: { method: 8 } })],
  'an unknown method': ['tdf/unsupported', first({ central: { method: 99 } })],
  encryption: ['tdf/unsupported', first({ local: { flags: 1 }, central: { flags: 1 } })],
  'encryption in the local header only': ['tdf/unsupported', first({ local: { flags: 1 } })],
  'strong encryption': ['tdf/unsupported', first({ central: { flags: 1 << 6 } })],
  'masked headers': ['tdf/unsupported', first({ central: { flags: 1 << 13 } })],
  'patch data': ['tdf/unsupported', first({ central: { flags: 1 << 5 } })],
  'a version from the future': ['tdf/unsupported', first({ central: { version: 63 } })],
  'an entry on another disk': ['tdf/unsupported', first({ central: { disk: 1 } })],
  'several disks': ['tdf/unsupported', { ...plain, end: { disk: 1, directoryDisk: 1 } }],
  'several disks, zip64': ['tdf/bad-zip', { ...zip64, locator: { disks: 2 } }],
  'a Unicode name beside the name': [
    'tdf/unsupported',
    {
      entries: [
        { ...payload, centralExtra: () => extra(0x7075, utf8('\u0001\0\0\0\0other')) },
        manifest,
      ],
    },
  ],
  'an extra field that says encryption': [
    'tdf/unsupported',
    first({ localExtra: extra(0x9901, new Uint8Array(7)) }),
  ],
  'an extra field that runs past its place': [
    'tdf/bad-zip',
    first({ localExtra: extra(0x5455, none, 4) }),
  ],
  'half an extra field': ['tdf/bad-zip', first({ localExtra: Uint8Array.of(0x55, 0x54) })],
  'an extra field twice': [
    'tdf/bad-zip',
    {
      entries: [
        {
          ...payload,
          central: { version: 45, size: ones, compressed: ones },
          centralExtra: () =>
            concatBytes(extra(1, wide(payload.data.length, payload.data.length)), doubleSize),
        },
        manifest,
      ],
    },
  ],
  'a zip64 field too short for what points to it': [
    'tdf/bad-zip',
    {
      entries: [
        { ...payload, central: allElsewhere, centralExtra: () => extra(1, wide(1).subarray(0, 7)) },
        manifest,
      ],
    },
  ],
  'a zip64 field that contradicts the header': [
    'tdf/bad-zip',
    first({ centralExtra: () => doubleSize }),
  ],
  'a number beyond all proportion': [
    'tdf/bad-zip',
    {
      entries: [
        payload,
        {
          ...manifest,
          central: allElsewhere,
          centralExtra: () => extra(1, new Uint8Array(24).fill(0xff)),
        },
      ],
    },
  ],
  'a size beyond the file': [
    'tdf/bad-zip',
    {
      entries: [
        {
          ...payload,
          local: { size: 1e9, compressed: 1e9 },
          central: { size: 1e9, compressed: 1e9 },
        },
        manifest,
      ],
    },
  ],
  'an offset beyond the file': ['tdf/bad-zip', second({ central: { offset: 1e9 } })],
  'an offset into another record': ['tdf/bad-zip', second({ central: { offset: 3 } })],
  'both entries at one place': ['tdf/bad-zip', second({ central: { offset: 0 } })],
  'an entry that reaches into the next': [
    'tdf/bad-zip',
    {
      entries: [
        {
          ...payload,
          local: { size: payload.data.length + 5, compressed: payload.data.length + 5 },
          central: { size: payload.data.length + 5, compressed: payload.data.length + 5 },
        },
        manifest,
      ],
    },
  ],
  'a payload that swallows the manifest': [
    'tdf/bad-zip',
    (() => {
      const size = payload.data.length + 45 + manifest.data.length
      return {
        entries: [
          {
            ...payload,
            local: { size, compressed: size },
            central: { size, compressed: size },
          },
          manifest,
        ],
      }
    })(),
  ],
  'bytes between the entries': ['tdf/bad-zip', second({ before: utf8('hidden') })],
  'an entry that the directory does not know': [
    'tdf/bad-zip',
    { ...plain, beforeDirectory: inner.subarray(0, 45) },
  ],
  'bytes before the directory': ['tdf/bad-zip', { ...plain, beforeDirectory: utf8('hidden') }],
  'bytes after the directory': ['tdf/bad-zip', { ...plain, afterDirectory: utf8('hidden') }],
  'a third entry that the count does not count': [
    'tdf/bad-zip',
    {
      entries: [payload, manifest, { name: 'x', data: none }],
      end: { entries: 2, diskEntries: 2 },
    },
  ],
  'a count above the entries': ['tdf/entries', { ...plain, end: { entries: 3, diskEntries: 3 } }],
  'two counts': ['tdf/entries', { ...plain, end: { diskEntries: 1 } }],
  'a huge count in zip64': [
    'tdf/entries',
    { ...zip64, end64: { entries: 2 ** 50, diskEntries: 2 ** 50 } },
  ],
  'bytes before the first entry': ['tdf/bad-zip', { ...plain, prefix: utf8('#!/bin/sh\n') }],
  'bytes before the first entry, offsets kept right': [
    'tdf/bad-zip',
    { ...plain, entries: [{ ...payload, before: utf8('GIF89a') }, manifest] },
  ],
  'bytes after the end': ['tdf/bad-zip', { ...plain, after: utf8('x') }],
  'a comment': ['tdf/bad-zip', { ...plain, end: { commentLength: 2 }, after: utf8('hi') }],
  'a comment that holds another end': [
    'tdf/bad-zip',
    { ...plain, end: { commentLength: inner.length }, after: inner },
  ],
  'a comment length without a comment': ['tdf/bad-zip', { ...plain, end: { commentLength: 5 } }],
  'a comment on an entry': ['tdf/bad-zip', first({ comment: utf8('hi') })],
  'a second archive before it': ['tdf/bad-zip', { ...plain, prefix: inner }],
  'a second archive before it, offsets kept right': ['tdf/bad-zip', first({ before: inner })],
  'a second archive after it': ['tdf/bad-zip', { ...plain, after: inner }],
  'a directory elsewhere': ['tdf/bad-zip', { ...plain, end: { directoryOffset: 1 } }],
  'a directory of another size': ['tdf/bad-zip', { ...plain, end: { directorySize: 92 } }],
  'an end that points to zip64 records that are not there': [
    'tdf/bad-zip',
    { ...plain, end: { directoryOffset: ones } },
  ],
  'two end records that differ': [
    'tdf/bad-zip',
    { ...zip64, end: { ...endElsewhere, directorySize: 1 } },
  ],
  'a zip64 end record whose locator points elsewhere': [
    'tdf/bad-zip',
    { ...zip64, locator: { offset: 7 } },
  ],
  'a zip64 end record with an extension': ['tdf/bad-zip', { ...zip64, end64: { recordSize: 60 } }],
  'a zip64 end record for a directory elsewhere': [
    'tdf/bad-zip',
    { ...zip64, end64: { directoryOffset: 0 } },
  ],
  'an end record of zip64 without its signature': [
    'tdf/bad-zip',
    { ...zip64, end64: { signature: 0 } },
  ],
  'a directory entry without its signature': ['tdf/bad-zip', first({ central: { signature: 0 } })],
  'a local header without its signature': ['tdf/bad-zip', first({ local: { signature: 0 } })],
  'a name that runs past the directory': [
    'tdf/bad-zip',
    second({ central: { nameLength: 60_000 } }),
  ],
  'a manifest with another CRC': [
    'tdf/crc',
    second({ local: { crc32: 1 }, central: { crc32: 1 } }),
  ],
  'a manifest beyond the limit': [
    'tdf/too-large',
    second({ data: new Uint8Array(10 * 1024 * 1024 + 1) }),
  ],
  'a payload with another CRC': ['tdf/crc', first({ local: { crc32: 1 }, central: { crc32: 1 } })],
}

/** Files that are to be refused, with the code. */
export const hostileZips: readonly ZipCase[] = [
  ...Object.entries(hostile).map(([why, [expect, spec]]) => ({ why, zip: buildZip(spec), expect })),
  { why: 'nothing', zip: none, expect: 'tdf/bad-zip' },
  { why: 'only an end record', zip: inner.slice(-22), expect: 'tdf/bad-zip' },
  { why: 'the end cut off', zip: inner.slice(0, -1), expect: 'tdf/bad-zip' },
  { why: 'the beginning cut off', zip: inner.slice(1), expect: 'tdf/bad-zip' },
]
