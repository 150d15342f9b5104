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
  type Label,
  LabelError,
  parseLabel,
  type XmlParser,
} from '@entente/core/label'
import { type Bytes, canonicalJson, equalBytes, parseJson, utf8 } from '@entente/core/lib'
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
  type ByteSource,
  formatManifest,
  generatePayloadKey,
  grantKey,
  keyCommitment,
  type Manifest,
  manifestOf,
  readLabelAssertion,
  recordOf,
  type RepeatableCipher,
  repeatableCipher,
  type RepeatedSegment,
  sealAgain,
  segmentOverhead,
  type SegmentCipher,
  type SegmentRecord,
  summarise,
  TdfError,
} from '@entente/core/tdf'

import { SealingError } from './sealing-errors.ts'

/** A label as its author gives it: the exact XML, and what that says. */
export interface GivenLabel {
  readonly xml: string
  readonly said: Label
}

/**
 * Reads a label for sealing.
 *
 * @throws {LabelError}
 */
export function readGivenLabel(xml: string, parser: XmlParser): GivenLabel {
  return { xml, said: parseLabel(utf8(xml), parser) }
}

/** A document to seal. */
export interface DraftSource {
  readonly document: string
  readonly member: string
  /** Pseudonym of the author. */
  readonly author: string
  readonly case: string | null
  readonly label: GivenLabel
  readonly mimeType: string
  /** Read twice: to learn the digest that the label is signed for, and to send. */
  readonly content: ByteSource
  /** Keys of our own KAS; the draft is sealed to the first. */
  readonly kas: Pick<KasAppointment, 'kid' | 'publicKey' | 'suite' | 'url'>
}

/** Told how far sealing or sending is, in bytes. */
export type Watch = (step: 'sealing' | 'sending', done: number, total: number) => void

/** Content under its key: what the list and the label say of it, and the stored bytes as often as they are asked for. */
export interface SealedContent {
  readonly payload: Hash
  /** Bytes of plaintext. */
  readonly size: number
  readonly segments: readonly { readonly hash: Uint8Array; readonly bytes: number }[]
  /**
   * The segments from a number on, sealed again.
   *
   * @throws {SealingError} `sealing/source-changed` before a segment that is another than the first time
   */
  readonly stored: (from: number) => AsyncGenerator<Bytes, void, undefined>
}

/** A sealed draft: what the server is told, and the manifest once it has signed the label. */
export interface SealedDraft extends SealedContent {
  readonly policy: string
  readonly commitment: Hash
  /** The home manifest's bytes, with the label that an appointed key has signed. */
  readonly finish: (label: Statement) => Promise<Bytes>
}

/**
 * Seals a draft to our own KAS, segment by segment. No copy is kept: what is sent is sealed again.
 *
 * @throws {SealingError} `sealing/no-suite`, `sealing/source-changed`; {CryptoError}
 */
export async function sealDraft(source: DraftSource, watch?: Watch): Promise<SealedDraft> {
  const { said, xml } = source.label
  const level: LevelKey = { regime: said.policy.uri, level: said.classification }
  const payloadKey = generatePayloadKey()
  const policy = formatDocumentPolicy({
    kind: 'home',
    document: source.document,
    member: source.member,
    author: source.author,
    level,
    case: source.case,
    label: hashOf(utf8(xml)),
  })
  const { kid, publicKey, url } = source.kas
  const recipient = { suite: suiteOf(source.kas.suite), publicKey, url, kid }
  const keyAccess = await grantKey(payloadKey, policy, [recipient])
  const { records, ...content } = await sealContent(source.content, payloadKey, watch)
  const commitment = await keyCommitment(payloadKey)
  return {
    ...content,
    policy,
    commitment,
    async finish(signed) {
      const parts = { mimeType: source.mimeType, policy, keyAccess }
      const manifest = await manifestOf(records, payloadKey, parts)
      const value = {
        label: formatLabelJson(said),
        xml,
        payload: content.payload,
        commitment,
        signed: parseJson(canonicalJson(signed)),
      }
      const assertion = await bindLabel(value, payloadKey, manifest)
      return formatManifest({ ...manifest, assertions: [assertion] })
    },
  }
}

/**
 * Seals content under a key, the same each time.
 *
 * @throws {SealingError} `sealing/source-changed` if it becomes shorter while it is read
 */
export async function sealContent(
  content: ByteSource,
  payloadKey: Bytes,
  watch: Watch = () => undefined,
): Promise<SealedContent & { readonly records: readonly SegmentRecord[] }> {
  const cipher = await repeatableCipher(payloadKey)
  const records: SegmentRecord[] = []
  let done = 0
  for await (const segment of sealUnchanged(content, cipher, 0)) {
    const record = recordOf(segment)
    records.push(record)
    done += record.size
    watch('sealing', done, content.size)
  }
  return {
    records,
    payload: summarise(records).digest,
    size: done,
    segments: records.map(({ digest, size }) => ({ hash: digest, bytes: size + segmentOverhead })),
    async *stored(from) {
      for await (const { index, digest, stored } of sealUnchanged(content, cipher, from)) {
        // Announced and labelled is what was read first. Anything else does not leave this machine.
        if (!equalBytes(digest, records[index]?.digest ?? new Uint8Array())) {
          throw changed(`segment ${index} is another one now`)
        }
        yield stored
      }
    },
  }
}

async function* sealUnchanged(
  content: ByteSource,
  cipher: RepeatableCipher,
  from: number,
): AsyncGenerator<RepeatedSegment, void, undefined> {
  try {
    yield* sealAgain(content, cipher, from)
  } catch (cause) {
    if (cause instanceof TdfError && cause.code === 'tdf/truncated') {
      throw changed('it became shorter', cause)
    }
    throw cause
  }
}

function changed(reason: string, cause?: unknown): SealingError {
  return new SealingError('sealing/source-changed', reason, { cause })
}

/** What the machine needs to open. */
export interface OpeningPorts {
  readonly xml: XmlParser
  readonly cipher: (payloadKey: Bytes) => Promise<SegmentCipher>
}
/** Reads a label that travels as XML and as JSON, and requires that both say the same. */
export type LabelReader = (xml: Uint8Array, json: unknown) => Label

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
  readLabel: LabelReader,
): Promise<void> {
  const said = parseRelease(statement)
  const { xml, label: json, signed } = readLabelAssertion(manifest)
  const { id, label } = await verifyLabelStatement(parseStatement(signed), xml, directory)
  const read = readLabel(utf8(xml), json)
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

function suiteOf(name: string): WrapSuite {
  if (!isSuite(name)) throw new SealingError('sealing/no-suite', `\`${name}\` is no wrapping suite`)
  return name
}

function isSuite(name: string): name is WrapSuite {
  return Object.hasOwn(wrapSuites, name)
}
