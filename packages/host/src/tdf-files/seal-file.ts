/**
 * Seals a file for the operator of a Key Access Service, without any server.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'

import { type Hash, kidOf, suiteOfPublicKey } from '@entente/core/crypto'
import { formatLabelJson, parseLabel } from '@entente/core/label'
import { fromUtf8 } from '@entente/core/lib'
import {
  bindLabel,
  defaultSegmentSize,
  formatManifest,
  formatPolicy,
  generatePayloadKey,
  grantKey,
  keyCommitment,
  type LabelAssertion,
  type Manifest,
  manifestOf,
  planSegments,
  storedSize,
  summarise,
  zipHead,
  zipTail,
} from '@entente/core/tdf'

import { writeOutput } from '../files/output.ts'
import { openSource } from '../files/source.ts'
import { type Progress, workOnSegments } from '../segments/file-segments.ts'

/** What sealing a file takes. */
export interface SealFile {
  readonly input: string
  readonly output: string
  /** Public key of the Key Access Service, PEM. */
  readonly to: string
  readonly kasUrl: string
  readonly kid?: string
  /** An ADatP-4774 label. It is bound to the payload and signed by nobody. */
  readonly labelXml?: Uint8Array
  readonly mimeType?: string
  readonly progress?: Progress
}

/** What names a sealed file. */
export interface SealedFile {
  /** Random document id. */
  readonly document: string
  readonly payload: Hash
  readonly commitment: Hash
}

/**
 * Seals a file to a Key Access Service.
 *
 * @throws {FileError}, {CryptoError}, {LabelError}; nothing is left at `output` then
 */
export async function sealFile(asked: SealFile): Promise<SealedFile> {
  const { to, kid = kidOf(to), kasUrl, mimeType = 'application/octet-stream' } = asked
  const label = asked.labelXml && (await readLabel(asked.labelXml))
  const document = randomUUID()
  const payloadKey = generatePayloadKey()
  const policy = formatPolicy({ uuid: document, attributes: [] })
  const recipient = { suite: suiteOfPublicKey(to), publicKey: to, url: kasUrl, kid }
  const keyAccess = await grantKey(payloadKey, policy, [recipient])
  const commitment = await keyCommitment(payloadKey)

  await using source = await openSource(asked.input)
  const segments = planSegments(source.size, defaultSegmentSize)
  const payload = await writeOutput(asked.output, async ({ fd, write }) => {
    const announced = storedSize({ segments })
    const head = zipHead(announced)
    await write(head, 0)
    const plan = {
      kind: 'seal',
      input: source.fd,
      output: fd,
      storedAt: head.length,
      payloadKey,
      segmentHash: 'GMAC',
    } as const
    const records = await workOnSegments(plan, segments, asked.progress)
    const summary = summarise(records)
    const unlabelled = await manifestOf(records, payloadKey, { mimeType, policy, keyAccess })
    const manifest = label
      ? await withLabel(unlabelled, payloadKey, { ...label, payload: summary.digest, commitment })
      : unlabelled
    await write(zipTail(summary, formatManifest(manifest), announced), head.length + announced)
    return summary.digest
  })
  return { document, payload, commitment }
}

// libxml2 is loaded for a label alone.
async function readLabel(
  xml: Uint8Array,
): Promise<Pick<LabelAssertion, 'label' | 'signed' | 'xml'>> {
  const { xmlParser } = await import('../xml/parser.ts')
  const label = formatLabelJson(parseLabel(xml, xmlParser))
  return { label, xml: fromUtf8(xml), signed: null }
}

async function withLabel(
  manifest: Manifest,
  payloadKey: Parameters<typeof bindLabel>[1],
  label: LabelAssertion,
): Promise<Manifest> {
  return { ...manifest, assertions: [await bindLabel(label, payloadKey, manifest)] }
}
