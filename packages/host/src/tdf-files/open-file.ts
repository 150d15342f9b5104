/**
 * Looks at, checks and recovers containers for an operator, without any server.
 *
 * @module
 */
import { CryptoError, type Hash, unwrapKey } from '@entente/core/crypto'
import { type Label, parseBothForms } from '@entente/core/label'
import { utf8 } from '@entente/core/lib'
import {
  type AssertionKey,
  checkPayload,
  digestStored,
  findLabelAssertion,
  type KeyAccess,
  type KeySource,
  type LabelAssertion,
  type Manifest,
  openZip,
  parseManifest,
  parsePolicy,
  rangeSource,
  segmentPlaces,
  storedSize,
  summarise,
  TdfError,
  unlockManifest,
} from '@entente/core/tdf'

import { writeOutput } from '../files/output.ts'
import { openSource } from '../files/source.ts'
import { type Progress, workOnSegments } from '../segments/file-segments.ts'

/** What a container says, as far as it can be read without a key. */
export interface Inspection {
  readonly manifest: Manifest
  readonly document: string
  readonly attributes: readonly string[]
  /** Its label, if it has one of ours; nobody has vouched for it. */
  readonly label: Label | undefined
  /** The assertion that carries it. */
  readonly labelAssertion: LabelAssertion | undefined
  /** Digest of the stored payload (D6). */
  readonly payload: Hash
  readonly storedBytes: number
}

/**
 * Reads a container and checks whatever needs no key: form, sizes, CRCs, and that a label names this
 * payload and says the same in both of its forms. Says nothing of who wrote it, nor whether any of it
 * was altered by someone with care.
 *
 * @throws {FileError}, {TdfError}, {LabelError}
 */
export async function inspectFile(file: string): Promise<Inspection> {
  await using source = await openSource(file)
  const { manifest: bytes, payload } = await openZip(source)
  const manifest = parseManifest(bytes)
  if (storedSize(manifest) !== payload.size) {
    throw new TdfError('tdf/segment-table', 'the payload is longer or shorter than its table')
  }
  const { uuid, attributes } = parsePolicy(manifest.policy)
  const label = findLabelAssertion(manifest)
  const summary = await digestStored(rangeSource(source, payload), manifest)
  checkPayload(summary, { label }, payload.crc32)
  const { digest, size } = summary
  return {
    manifest,
    document: uuid,
    attributes,
    label: await readBothForms(label),
    labelAssertion: label,
    payload: digest,
    storedBytes: size,
  }
}

/** What recovering a file takes. */
export interface RecoverFile {
  readonly file: string
  readonly output: string
  /** Private keys of Key Access Services, PEM; each share is tried with each. */
  readonly kasKeys: readonly string[]
  /** Keys of the signers of assertions, by assertion id. */
  readonly assertionKeys?: ReadonlyMap<string, AssertionKey>
  readonly progress?: Progress
}

/** What was recovered. */
export interface RecoveredFile {
  readonly document: string
  /** Bytes of plaintext. */
  readonly bytes: number
  readonly payload: Hash
}

/**
 * Opens a container with the private keys of the services themselves: disaster recovery. Every
 * assertion must verify, and a label say the same in both of its forms.
 *
 * @throws {FileError}, {CryptoError}, {TdfError}, {LabelError}; nothing is left at `output` then
 */
export async function recoverFile(asked: RecoverFile): Promise<RecoveredFile> {
  await using source = await openSource(asked.file)
  const { manifest: bytes, payload } = await openZip(source)
  const unlocked = await unlockManifest(parseManifest(bytes), payload.size, {
    keys: privateKeys(asked.kasKeys),
    ...(asked.assertionKeys && { assertionKeys: asked.assertionKeys }),
  })
  const { manifest, payloadKey, label } = unlocked
  await readBothForms(label)
  const { uuid } = parsePolicy(manifest.policy)
  const digest = await writeOutput(asked.output, async ({ fd }) => {
    const plan = {
      kind: 'open',
      input: source.fd,
      output: fd,
      storedAt: payload.offset,
      payloadKey,
      segmentHash: manifest.segmentHash,
    } as const
    const records = await workOnSegments(plan, segmentPlaces(manifest), asked.progress)
    const summary = summarise(records)
    checkPayload(summary, unlocked, payload.crc32)
    return summary.digest
  })
  const plainBytes = manifest.segments.reduce((sum, { size }) => sum + size, 0)
  return { document: uuid, bytes: plainBytes, payload: digest }
}

// libxml2 is loaded for a label alone.
async function readBothForms(label: LabelAssertion | undefined): Promise<Label | undefined> {
  if (!label) return undefined
  const { xmlParser } = await import('../xml/parser.ts')
  return parseBothForms(utf8(label.xml), label.label, xmlParser)
}

/** Tries each key on each share: a share for another service opens with none of them. */
function privateKeys(kasKeys: readonly string[]): KeySource {
  return {
    async share(access) {
      for (const key of kasKeys) {
        const share = await tryUnwrap(key, access)
        if (share) return share
      }
      return undefined
    },
  }
}

async function tryUnwrap(
  privateKey: string,
  access: KeyAccess,
): Promise<Awaited<ReturnType<typeof unwrapKey>> | undefined> {
  try {
    return await unwrapKey(privateKey, access)
  } catch (error) {
    if (error instanceof CryptoError) return undefined
    throw error
  }
}
