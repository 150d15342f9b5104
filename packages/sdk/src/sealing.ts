/**
 * Sealing and looking at documents on the machine of the person who may: the only place outside of a
 * Key Access Service where a payload key ever is.
 *
 * @module
 */
import {
  type Hash,
  hashOf,
  parseStatement,
  type Statement,
  type WrapSuite,
  wrapSuites,
} from '@entente/core/crypto'
import {
  formatLabelJson,
  LabelError,
  parseBothForms,
  parseLabel,
  type XmlParser,
} from '@entente/core/label'
import { type Bytes, canonicalJson, parseJson, utf8 } from '@entente/core/lib'
import {
  type Directory,
  formatDocumentPolicy,
  type KasAppointment,
  type LevelKey,
  type Pact,
  parseRelease,
  verifyLabelStatement,
} from '@entente/core/pact'
import { notReleasableTo } from '@entente/core/policy'
import {
  bindLabel,
  formatManifest,
  generatePayloadKey,
  grantKey,
  keyCommitment,
  type Manifest,
  manifestOf,
  readLabelAssertion,
  sealSegments,
  type SegmentCipher,
  type SegmentRecord,
  summarise,
} from '@entente/core/tdf'

import { SealingError } from './sealing-errors.ts'

/** A document to seal. */
export interface DraftSource {
  readonly document: string
  readonly member: string
  /** Pseudonym of the author. */
  readonly author: string
  readonly case: string | null
  readonly labelXml: string
  readonly mimeType: string
  readonly plaintext: AsyncIterable<Uint8Array>
  /** Keys of our own KAS; the draft is sealed to the first. */
  readonly kas: Pick<KasAppointment, 'kid' | 'publicKey' | 'suite' | 'url'>
}

/** What the machine needs for it. */
export interface SealingPorts {
  readonly xml: XmlParser
  readonly cipher: (payloadKey: Bytes) => Promise<SegmentCipher>
  /** Takes the stored bytes in order. */
  readonly write: (stored: Uint8Array) => Promise<void>
}

/** A sealed draft: what the server is told, and the manifest once it has signed the label. */
export interface SealedDraft {
  readonly policy: string
  readonly payload: Hash
  readonly commitment: Hash
  /** Bytes of plaintext. */
  readonly size: number
  readonly segments: readonly { readonly hash: Uint8Array; readonly bytes: number }[]
  /** The home manifest's bytes, with the label that an appointed key has signed. */
  readonly finish: (label: Statement) => Promise<Bytes>
}

/**
 * Seals a draft to our own KAS, segment by segment.
 *
 * @throws {LabelError}, {CryptoError}
 */
export async function sealDraft(source: DraftSource, ports: SealingPorts): Promise<SealedDraft> {
  const label = parseLabel(utf8(source.labelXml), ports.xml)
  const level: LevelKey = { regime: label.policy.uri, level: label.classification }
  const payloadKey = generatePayloadKey()
  const policy = formatDocumentPolicy({
    kind: 'home',
    document: source.document,
    member: source.member,
    author: source.author,
    level,
    case: source.case,
  })
  const { kid, publicKey, url } = source.kas
  const recipient = { suite: suiteOf(source.kas.suite), publicKey, url, kid }
  const keyAccess = await grantKey(payloadKey, policy, [recipient])
  const records = await writeAll(source.plaintext, await ports.cipher(payloadKey), ports.write)
  const { digest: payload } = summarise(records)
  const commitment = await keyCommitment(payloadKey)
  return {
    policy,
    payload,
    commitment,
    size: records.reduce((sum, { size }) => sum + size, 0),
    segments: records.map(({ digest, size }) => ({ hash: digest, bytes: size + 28 })),
    async finish(signed) {
      const parts = { mimeType: source.mimeType, policy, keyAccess }
      const manifest = await manifestOf(records, payloadKey, parts)
      const value = {
        label: formatLabelJson(label),
        xml: source.labelXml,
        payload,
        commitment,
        signed: parseJson(canonicalJson(signed)),
      }
      const assertion = await bindLabel(value, payloadKey, manifest)
      return formatManifest({ ...manifest, assertions: [assertion] })
    },
  }
}

/** What was found when a draft was opened: its own account of itself. */
export interface OpenedDraft {
  readonly manifest: Manifest
  readonly payloadKey: Bytes
  /** Digest of the stored payload, computed while it was opened. */
  readonly payload: Hash
}

/**
 * Checks, on the approver's machine, that a release says what the document it has opened says: payload,
 * key, label. The server that made the statement is not believed (D10).
 *
 * @throws {SealingError} `sealing/release-differs`; {PactError} if the label is not signed by `directory`;
 *   {LabelError} `label/not-releasable` if it does not let the document go where the release says,
 *   `label/forms-disagree`
 */
export async function recomputeRelease(
  statement: Statement,
  { manifest, payloadKey, payload }: OpenedDraft,
  releasePolicy: string,
  { directory, pact }: { readonly directory: Directory; readonly pact: Pick<Pact, 'id' | 'terms'> },
  xmlParser: XmlParser,
): Promise<void> {
  const said = parseRelease(statement)
  const { xml, label: json, signed } = readLabelAssertion(manifest)
  const { id, label } = await verifyLabelStatement(parseStatement(signed), xml, directory)
  const read = parseBothForms(utf8(xml), json, xmlParser)
  const agrees =
    said.pact.id === pact.id &&
    said.payload === payload &&
    said.commitment === (await keyCommitment(payloadKey)) &&
    said.label === id &&
    label.document === said.document &&
    label.payload === payload &&
    label.commitment === said.commitment &&
    said.level.regime === read.policy.uri &&
    said.level.level === read.classification &&
    said.policy === hashOf(Uint8Array.fromBase64(releasePolicy))
  if (!agrees)
    throw new SealingError('sealing/release-differs', 'the statement is not about this document')
  const [stranger] = notReleasableTo(said.recipients, read, { pact })
  if (stranger !== undefined) {
    throw new LabelError('label/not-releasable', `the label does not name \`${stranger}\``)
  }
}

async function writeAll(
  plaintext: AsyncIterable<Uint8Array>,
  cipher: SegmentCipher,
  write: (stored: Uint8Array) => Promise<void>,
): Promise<readonly SegmentRecord[]> {
  const segments = sealSegments(plaintext, cipher)
  for (;;) {
    const next = await segments.next()
    if (next.done) return next.value
    await write(next.value)
  }
}

function suiteOf(name: string): WrapSuite {
  if (!isSuite(name)) throw new SealingError('sealing/no-suite', `\`${name}\` is no wrapping suite`)
  return name
}

function isSuite(name: string): name is WrapSuite {
  return Object.hasOwn(wrapSuites, name)
}
