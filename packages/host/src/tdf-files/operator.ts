/**
 * Containers in the hands of an operator, without any server: seal, look, check, recover.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'

import { type Hash, kidOf, suiteOfPublicKey, unwrapKey } from '@entente/core/crypto'
import {
  type AssertionKey,
  digestStored,
  formatManifest,
  formatPolicy,
  generatePayloadKey,
  grantKey,
  keyCommitment,
  type Manifest,
  manifestOf,
  openContainer,
  openZip,
  parseManifest,
  parsePolicy,
  rangeSource,
  sealSegments,
  storedSize,
  summarise,
  TdfError,
  webSegmentCipher,
  zipHead,
  zipTail,
} from '@entente/core/tdf'

import { openSource } from '../files/source.ts'
import { writeOutput } from '../files/output.ts'

/** Told how many bytes of how many are done. */
export type Progress = (done: number, total: number) => void

/** What sealing a file takes. */
export interface SealFile {
  readonly input: string
  readonly output: string
  /** Public key of the Key Access Service, PEM. */
  readonly to: string
  readonly kasUrl: string
  readonly kid?: string
  readonly mimeType?: string
  readonly progress?: Progress
}

/** What a container says, as far as it can be read without a key. */
export interface Inspection {
  readonly manifest: Manifest
  readonly document: string
  readonly attributes: readonly string[]
  /** Digest of the stored payload (D6). */
  readonly payload: Hash
  readonly storedBytes: number
}

/**
 * Seals a file to a Key Access Service.
 *
 * @throws {FileError}, {CryptoError}; nothing is left at `output` then
 */
export async function sealFile({
  input,
  output,
  to,
  kasUrl,
  kid = kidOf(to),
  mimeType = 'application/octet-stream',
  progress = () => {},
}: SealFile): Promise<{
  readonly document: string
  readonly payload: Hash
  readonly commitment: Hash
}> {
  const document = randomUUID()
  const payloadKey = generatePayloadKey()
  const policy = formatPolicy({ uuid: document, attributes: [] })
  const recipient = { suite: suiteOfPublicKey(to), publicKey: to, url: kasUrl, kid }
  const keyAccess = await grantKey(payloadKey, policy, [recipient])
  await using source = await openSource(input)
  const records = await writeOutput(output, async (sink) => {
    await sink.write(zipHead())
    const segments = sealSegments(source.stream(), await webSegmentCipher(payloadKey))
    const sealed = await drain(segments, async (stored, done) => {
      await sink.write(stored)
      progress(done, source.size)
    })
    const manifest = await manifestOf(sealed, payloadKey, { mimeType, policy, keyAccess })
    await sink.write(zipTail(summarise(sealed), formatManifest(manifest)))
    return sealed
  })
  const { digest: payload } = summarise(records)
  return { document, payload, commitment: await keyCommitment(payloadKey) }
}

/**
 * Reads a container without a key. Says nothing of who wrote it.
 *
 * @throws {FileError}, {TdfError}
 */
export async function inspectFile(file: string): Promise<Inspection> {
  await using source = await openSource(file)
  const zip = await openZip(source)
  const manifest = parseManifest(zip.manifest)
  const { digest, crc32, size } = await digestStored(rangeSource(source, zip.payload), manifest)
  if (size !== zip.payload.size || storedSize(manifest) !== zip.payload.size) {
    throw new TdfError('tdf/segment-table', 'the payload is longer or shorter than its table')
  }
  if (crc32 !== zip.payload.crc32)
    throw new TdfError('tdf/crc', 'the CRC of the payload is another')
  const { uuid, attributes } = parsePolicy(manifest.policy)
  return { manifest, document: uuid, attributes, payload: digest, storedBytes: size }
}

/** What recovering a file takes. */
export interface RecoverFile {
  readonly file: string
  readonly output: string
  /** Private keys of Key Access Services, PEM; each share is tried with each. */
  readonly kasKeys: readonly string[]
  readonly assertionKeys?: ReadonlyMap<string, AssertionKey>
  readonly progress?: Progress
}

/**
 * Opens a container with the private keys of the services themselves: disaster recovery. Every
 * assertion must verify.
 *
 * @throws {FileError}, {TdfError}; nothing is left at `output` then
 */
export async function recoverFile({
  file,
  output,
  kasKeys,
  assertionKeys,
  progress = () => {},
}: RecoverFile): Promise<{ readonly document: string; readonly bytes: number }> {
  await using source = await openSource(file)
  const opened = await openContainer(source, {
    cipher: webSegmentCipher,
    ...(assertionKeys && { assertionKeys }),
    keys: {
      async share(access) {
        for (const key of kasKeys) {
          const share = await tryUnwrap(key, access)
          if (share) return share
        }
        return undefined
      },
    },
  })
  const total = opened.manifest.segments.reduce((sum, { size }) => sum + size, 0)
  await writeOutput(output, async (sink) => {
    await drain(opened.plaintext, async (piece, done) => {
      await sink.write(piece)
      progress(done, total)
    })
  })
  return { document: parsePolicy(opened.manifest.policy).uuid, bytes: total }
}

/** Runs a generator to its end, handing on what it yields with the bytes so far, and gives its result. */
async function drain<T>(
  generator: AsyncGenerator<Uint8Array, T, undefined>,
  take: (bytes: Uint8Array, done: number) => Promise<void>,
): Promise<T> {
  let done = 0
  for (;;) {
    const next = await generator.next()
    if (next.done) return next.value
    done += next.value.length
    await take(next.value, done)
  }
}

/** A key of another service opens nothing: that is no failure while there are more keys. */
async function tryUnwrap(
  privateKey: string,
  access: Parameters<typeof unwrapKey>[1],
): Promise<Awaited<ReturnType<typeof unwrapKey>> | undefined> {
  try {
    return await unwrapKey(privateKey, access)
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('crypto/')) {
      return undefined
    }
    throw error
  }
}
