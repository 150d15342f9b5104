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
import { findLabelAssertion, type LabelAssertion } from './label-assertion.ts'
import { type KeyAccess, type Manifest, parseManifest, storedSize } from './manifest.ts'
import { keyCommitment } from './payload-digest.ts'
import type { SegmentCipher } from './segment-cipher.ts'
import {
  defaultSegmentSize,
  openSegments,
  type PayloadSummary,
  type SegmentRecord,
} from './segments.ts'
import { openZip } from './zip-reader.ts'

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

/** A manifest whose key was had, and all of which that key can vouch for has been verified. */
export interface Unlocked {
  readonly manifest: Manifest
  readonly payloadKey: Bytes
  /** Its label, if it has one of ours. Who gave it says the statement inside, not checked here. */
  readonly label: LabelAssertion | undefined
}

/** What unlocking needs. */
export interface UnlockOptions {
  readonly keys: KeySource
  /** Keys of those assertions that are not bound by the payload key, by assertion id. */
  readonly assertionKeys?: ReadonlyMap<string, AssertionKey>
}

/** What opening needs. */
export interface OpenOptions extends UnlockOptions {
  readonly cipher: (payloadKey: Bytes) => Promise<SegmentCipher>
}

/** An unlocked container and its content. */
export interface OpenedContainer extends Unlocked {
  /**
   * The plaintext, segment by segment. Each segment is genuine when it is yielded; that all of them
   * are the payload of the label is known when the generator returns.
   */
  readonly plaintext: AsyncGenerator<Bytes, PayloadSummary, undefined>
}

/**
 * Gets the key of a manifest and verifies everything that hangs on it, in the order in which each
 * check can be believed: policy bindings, root signature, assertions, the label's commitment.
 *
 * @param payloadSize bytes of the stored payload, which the segment table must account for
 * @throws {TdfError} whatever is wrong with it; and what the key source throws
 */
export async function unlockManifest(
  manifest: Manifest,
  payloadSize: number,
  { keys, assertionKeys }: UnlockOptions,
): Promise<Unlocked> {
  if (storedSize(manifest) !== payloadSize) {
    throw new TdfError('tdf/segment-table', 'the payload is longer or shorter than its table')
  }
  const payloadKey = await resolveKey(manifest.keyAccess, manifest.policy, keys)
  await verifyRoot(payloadKey, manifest)
  await verifyAssertions(manifest, payloadKey, assertionKeys)
  const label = findLabelAssertion(manifest)
  if (label && label.commitment !== (await keyCommitment(payloadKey))) {
    throw new TdfError('tdf/commitment', 'the label was made for another key')
  }
  return { manifest, payloadKey, label }
}

/**
 * Checks that the payload that went by is the one meant.
 *
 * @param crc32 the CRC the ZIP states, if the payload came in one: other readers do check it
 * @throws {TdfError} `tdf/payload-digest`, `tdf/crc`
 */
export function checkPayload(
  summary: PayloadSummary,
  { label }: Pick<Unlocked, 'label'>,
  crc32?: number,
): void {
  if (label && label.payload !== summary.digest) {
    throw new TdfError('tdf/payload-digest', 'the label was given to another payload')
  }
  if (crc32 !== undefined && crc32 !== summary.crc32) {
    throw new TdfError('tdf/crc', 'the payload has another CRC')
  }
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
  const { manifest, payload } = await openZip(source)
  return openParts(parseManifest(manifest), rangeSource(source, payload), options, payload.crc32)
}

/** Opens a payload by a manifest that lies beside it, as a member's server keeps them. */
export async function openParts(
  manifest: Manifest,
  payload: ByteSource,
  { cipher, ...options }: OpenOptions,
  crc32?: number,
): Promise<OpenedContainer> {
  const unlocked = await unlockManifest(manifest, payload.size, options)
  const { payloadKey } = unlocked
  const segments = openSegments(payload, manifest, payloadKey, await cipher(payloadKey))
  return { ...unlocked, plaintext: checkedAtEnd(segments, unlocked, crc32) }
}

async function* checkedAtEnd(
  segments: OpenedContainer['plaintext'],
  unlocked: Unlocked,
  crc32: number | undefined,
): OpenedContainer['plaintext'] {
  const summary = yield* segments
  checkPayload(summary, unlocked, crc32)
  return summary
}
