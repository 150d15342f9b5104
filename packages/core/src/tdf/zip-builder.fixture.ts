/**
 * Builds ZIP files in which every number can be made to lie.
 *
 * @module
 */
import { type Bytes, concatBytes, utf8 } from '../lib/index.ts'

import { crc32 } from './crc32.ts'
import type { TdfErrorCode } from './errors.ts'
import {
  centralHeader,
  descriptors,
  end64,
  endRecord,
  formatRecord,
  localHeader,
  locator64,
  signatures,
  sizeOf,
  type Values,
} from './zip-records.ts'

/** An entry to build; whatever is not said is made to fit. */
export interface EntrySpec {
  readonly name: string
  readonly data: Bytes
  readonly local?: Partial<Values<typeof localHeader>>
  readonly central?: Partial<Values<typeof centralHeader>>
  readonly localName?: string
  readonly localExtra?: Bytes
  /** Given the entry's offset. */
  readonly centralExtra?: (offset: number) => Bytes
  readonly comment?: Bytes
  /** Bytes before the local header, and after the data. */
  readonly before?: Bytes
  readonly after?: Bytes
}

/** A file to build. */
export interface ZipSpec {
  readonly entries: readonly EntrySpec[]
  /** Order of the directory, as indexes of `entries`. */
  readonly directory?: readonly number[]
  readonly beforeDirectory?: Bytes
  readonly afterDirectory?: Bytes
  readonly end?: Partial<Values<typeof endRecord>>
  /** Present: a zip64 end record and locator are written. */
  readonly end64?: Partial<Values<typeof end64>>
  readonly locator?: Partial<Values<typeof locator64>>
  /** After the end record. */
  readonly after?: Bytes
  readonly prefix?: Bytes
}

/** A case and what is to come of it. */
export interface ZipCase {
  readonly why: string
  readonly zip: Bytes
  readonly expect: 'ok' | TdfErrorCode
}

const none = new Uint8Array()

/** Builds a file. */
export function buildZip(spec: ZipSpec): Bytes {
  const parts: Bytes[] = [spec.prefix ?? none]
  const length = (): number => parts.reduce((sum, part) => sum + part.length, 0)
  const offsets: number[] = []
  for (const entry of spec.entries) {
    parts.push(entry.before ?? none)
    offsets.push(length())
    parts.push(local(entry), entry.data, entry.after ?? none)
  }
  parts.push(spec.beforeDirectory ?? none)
  const directoryOffset = length()
  for (const index of spec.directory ?? spec.entries.keys()) {
    const entry = spec.entries[index]
    if (entry) parts.push(central(entry, offsets[index] ?? 0))
  }
  const directorySize = length() - directoryOffset
  parts.push(spec.afterDirectory ?? none)
  const entries = spec.entries.length
  const place = { diskEntries: entries, entries, directorySize, directoryOffset }
  if (spec.end64) {
    const at = length()
    parts.push(
      formatRecord(end64, {
        signature: signatures.end64,
        recordSize: sizeOf(end64) - 12,
        madeBy: 45,
        version: 45,
        disk: 0,
        directoryDisk: 0,
        ...place,
        ...spec.end64,
      }),
      formatRecord(locator64, {
        signature: signatures.locator64,
        disk: 0,
        offset: at,
        disks: 1,
        ...spec.locator,
      }),
    )
  }
  parts.push(
    formatRecord(endRecord, {
      signature: signatures.end,
      disk: 0,
      directoryDisk: 0,
      ...place,
      commentLength: 0,
      ...spec.end,
    }),
    spec.after ?? none,
  )
  return concatBytes(...parts)
}

function local({ name, data, local: said, localName, localExtra = none }: EntrySpec): Bytes {
  const nameBytes = utf8(localName ?? name)
  return concatBytes(
    formatRecord(localHeader, {
      signature: signatures.local,
      version: 20,
      flags: 0,
      method: 0,
      time: 0,
      date: 33,
      crc32: crc32(data),
      compressed: data.length,
      size: data.length,
      nameLength: nameBytes.length,
      extraLength: localExtra.length,
      ...said,
    }),
    nameBytes,
    localExtra,
  )
}

function central(entry: EntrySpec, offset: number): Bytes {
  const { name, data, central: said, centralExtra, comment = none } = entry
  const extras = centralExtra?.(offset) ?? none
  const nameBytes = utf8(name)
  return concatBytes(
    formatRecord(centralHeader, {
      signature: signatures.central,
      madeBy: 20,
      version: 20,
      flags: 0,
      method: 0,
      time: 0,
      date: 33,
      crc32: crc32(data),
      compressed: data.length,
      size: data.length,
      nameLength: nameBytes.length,
      extraLength: extras.length,
      commentLength: comment.length,
      disk: 0,
      internal: 0,
      external: 0,
      offset,
      ...said,
    }),
    nameBytes,
    extras,
    comment,
  )
}

/** An extra field. */
export function extra(tag: number, data: Bytes, length: number = data.length): Bytes {
  return concatBytes(formatRecord({ tag: 2, length: 2 }, { tag, length }), data)
}

/** 64-bit numbers one after another. */
export function wide(...values: readonly number[]): Bytes {
  return concatBytes(...values.map((value) => formatRecord({ value: 8 }, { value })))
}

/** A data descriptor. */
export function descriptor(data: Bytes, form: 'narrow' | 'wide', signed: boolean): Bytes {
  const signature = signed
    ? formatRecord({ signature: 4 }, { signature: signatures.descriptor })
    : none
  const values = { crc32: crc32(data), compressed: data.length, size: data.length }
  return concatBytes(signature, formatRecord(descriptors[form], values))
}
