/**
 * MACs of a manifest: the root signature over the segment table, and how MACs are spelled.
 *
 * @module
 */
import { hmacSha256 } from '../crypto/index.ts'
import { type Bytes, equalBytes, fromBase64, fromHex, toBase64, toHex, utf8 } from '../lib/index.ts'

import { TdfError } from './errors.ts'
import { joinBytes } from './join-bytes.ts'
import type { Manifest, ManifestVersion } from './manifest.ts'

/** A MAC in the spelling of a version. */
function encodeMac(mac: Uint8Array, version: ManifestVersion): string {
  return toBase64(version === '4.3.0' ? mac : utf8(toHex(mac)))
}

/** The bytes of a MAC, or `undefined` if it is not in the spelling of the version. */
function decodeMac(text: string, version: ManifestVersion): Bytes | undefined {
  try {
    const bytes = fromBase64(text)
    return version === '4.3.0' ? bytes : fromHex(new TextDecoder('latin1').decode(bytes))
  } catch {
    // Whoever compares finds nothing to compare with, and refuses.
    return undefined
  }
}

/**
 * The bytes of the segment hashes.
 *
 * @throws {TdfError} `tdf/segment-table` if one is not in the spelling of the version
 */
export function segmentHashes({ segments, segmentHash, version }: TableOf): readonly Bytes[] {
  const length = segmentHash === 'GMAC' ? 16 : 32
  return segments.map(({ hash }, index) => {
    const bytes = decodeMac(hash, version)
    // With hashes of one length, a table cannot be cut in another way under the same root.
    if (bytes?.length !== length) {
      throw new TdfError('tdf/segment-table', `the hash of segment ${index} cannot be read`)
    }
    return bytes
  })
}

/**
 * The segment hashes one after another, as the root signature and the assertions cover them.
 *
 * @throws {TdfError} `tdf/segment-table`
 */
export function segmentAggregate(table: TableOf): Bytes {
  const hashes = segmentHashes(table)
  return joinBytes(table.version === '4.3.0' ? hashes : hashes.map((hash) => utf8(toHex(hash))))
}

/** Signs a segment table. */
export async function signRoot(payloadKey: Bytes, table: TableOf): Promise<string> {
  return encodeMac(await hmacSha256(payloadKey, segmentAggregate(table)), table.version)
}

/**
 * Checks that the segment table is the one that was signed under the payload key. It covers hashes,
 * not sizes; those are bound by the tags of the segments.
 *
 * @throws {TdfError} `tdf/root-signature`, `tdf/segment-table`
 */
export async function verifyRoot(payloadKey: Bytes, manifest: Manifest): Promise<void> {
  const stated = decodeMac(manifest.rootSignature, manifest.version)
  const actual = await hmacSha256(payloadKey, segmentAggregate(manifest))
  if (!stated || !equalBytes(actual, stated)) {
    throw new TdfError('tdf/root-signature', 'the segment table is not the one that was signed')
  }
}

type TableOf = Pick<Manifest, 'segments' | 'segmentHash' | 'version'>
