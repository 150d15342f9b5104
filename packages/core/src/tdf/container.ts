/**
 * A container as a whole: what sealing leaves as its manifest, and opening one.
 *
 * @module
 */
import { type Bytes, toBase64 } from '../lib/index.ts'

import { type AssertionKey, verifyAssertions } from './assertions.ts'
import { type ByteSource, rangeSource } from './byte-source.ts'
import { TdfError } from './errors.ts'
import { signRoot, verifyRoot } from './integrity.ts'
import { type KeySource, resolveKey } from './key-access.ts'
import { type KeyAccess, type Manifest, parseManifest } from './manifest.ts'
import type { SegmentCipher } from './segment-cipher.ts'
import {
  defaultSegmentSize,
  openSegments,
  type PayloadSummary,
  type SegmentRecord,
} from './segments.ts'
import { openZip, type TdfZip } from './zip-reader.ts'

/** What a manifest is made of beside the segments. */
export interface ManifestParts {
  readonly mimeType: string
  readonly policy: string
  readonly keyAccess: readonly KeyAccess[]
  readonly segmentSize?: number
}

/** The manifest of segments that have been sealed, without assertions. */
export async function manifestOf(
  records: readonly SegmentRecord[],
  payloadKey: Bytes,
  { mimeType, policy, keyAccess, segmentSize = defaultSegmentSize }: ManifestParts,
): Promise<Manifest> {
  const table = {
    version: '4.3.0',
    segmentHash: 'GMAC',
    segments: records.map(({ tag, size }) => ({ hash: toBase64(tag), size })),
  } as const
  return {
    ...table,
    mimeType,
    policy,
    keyAccess,
    segmentSize,
    rootSignature: await signRoot(payloadKey, table),
    assertions: [],
  }
}

/** The manifest of a release: the same payload, key, root and assertions, bound to another policy. */
export function rebindManifest(
  home: Manifest,
  { policy, keyAccess }: Pick<Manifest, 'keyAccess' | 'policy'>,
): Manifest {
  return { ...home, policy, keyAccess }
}

/** A container whose key was had and whose table and assertions are verified. */
export interface OpenedContainer {
  readonly manifest: Manifest
  readonly payloadKey: Bytes
  /** The plaintext, segment by segment; the summary says which payload it was. */
  readonly plaintext: AsyncGenerator<Bytes, PayloadSummary, undefined>
}

/** What opening needs. */
export interface OpenOptions {
  readonly keys: KeySource
  readonly cipher: (payloadKey: Bytes) => Promise<SegmentCipher>
  readonly assertionKeys?: ReadonlyMap<string, AssertionKey>
}

/**
 * Opens the container in `source`.
 *
 * @throws {TdfError} whatever can be wrong with it; nothing of the plaintext was given then
 */
export async function openContainer(
  source: ByteSource,
  options: OpenOptions,
): Promise<OpenedContainer> {
  const { manifest, payload }: TdfZip = await openZip(source)
  const opened = await openParts(parseManifest(manifest), rangeSource(source, payload), options)
  return { ...opened, plaintext: withCrc(opened.plaintext, payload.crc32) }
}

/** Opens a payload by a manifest that lies beside it, as a member's server keeps them. */
export async function openParts(
  manifest: Manifest,
  payload: ByteSource,
  { keys, cipher, assertionKeys }: OpenOptions,
): Promise<OpenedContainer> {
  const payloadKey = await resolveKey(manifest.keyAccess, manifest.policy, keys)
  await verifyRoot(payloadKey, manifest)
  await verifyAssertions(manifest, payloadKey, assertionKeys)
  const plaintext = openSegments(payload, manifest, payloadKey, await cipher(payloadKey))
  return { manifest, payloadKey, plaintext }
}

/** A ZIP also has a CRC of its payload. It guards against accidents, and other readers do check it. */
async function* withCrc(
  plaintext: OpenedContainer['plaintext'],
  crc32: number,
): OpenedContainer['plaintext'] {
  const summary = yield* plaintext
  if (summary.crc32 !== crc32) throw new TdfError('tdf/crc', 'the CRC of the payload is another')
  return summary
}
