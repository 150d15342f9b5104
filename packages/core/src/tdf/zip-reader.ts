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
import type { Bytes } from '../lib/index.ts'

import { type ByteSource, rangeSource, readExactly, readPieces } from './byte-source.ts'
import { crc32 } from './crc32.ts'
import { TdfError } from './errors.ts'
import { parseDirectory } from './zip-directory.ts'
import { readEnd } from './zip-end.ts'
import { type EntryPlace, readEntry } from './zip-local.ts'
import { badZip, entryNames } from './zip-records.ts'

/** The two parts of a container. */
export interface TdfZip {
  /** The manifest's bytes, their CRC checked. */
  readonly manifest: Bytes
  /** Where the payload lies, and the CRC its bytes must have; whoever reads all of them checks it. */
  readonly payload: EntryPlace
}

/** Largest manifest that is read, the same as in stock clients. */
export const maxManifestSize: number = 10 * 1024 * 1024

/**
 * Finds the two parts of a container.
 *
 * @throws {TdfError} `tdf/bad-zip`, `tdf/crc`, `tdf/entries`, `tdf/too-large`, `tdf/truncated`,
 *   `tdf/unsupported`
 */
export async function openZip(source: ByteSource): Promise<TdfZip> {
  const directory = await readEnd(source)
  const bytes = await readExactly(source, directory.offset, directory.size)
  const [one, other] = parseDirectory(bytes)
  const [first, second] = one.offset < other.offset ? [one, other] : [other, one]
  if (first.offset !== 0) throw badZip('the first entry does not stand at the beginning')

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

/**
 * The payload as it lies in the file, in pieces, its CRC checked at the end.
 *
 * @throws {TdfError} `tdf/crc`, `tdf/truncated`
 */
export async function* readPayload(
  source: ByteSource,
  payload: EntryPlace,
): AsyncGenerator<Bytes, void, undefined> {
  let crc = 0
  for await (const piece of readPieces(rangeSource(source, payload))) {
    crc = crc32(piece, crc)
    yield piece
  }
  if (crc !== payload.crc32) throw new TdfError('tdf/crc', 'the payload has another CRC')
}
