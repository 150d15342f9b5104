/**
 * A delivery arrives: everything is verified before anything is recorded, and what is recorded
 * becomes the register's copy and the receipt.
 *
 * @module
 */
import {
  type Hash,
  hashOf,
  parseStatement,
  type Statement,
  statementId,
} from '@entente/core/crypto'
import {
  formatLabel,
  type Label,
  LabelError,
  parseBothForms,
  parseInstant,
  type XmlParser,
} from '@entente/core/label'
import { fromUtf8, utf8 } from '@entente/core/lib'
import {
  type Bilingual,
  findLevel,
  type LabelStatement,
  localLabel,
  type Pact,
  parseDocumentPolicy,
  parseRelease,
  type PinnedPolicies,
  type Release,
  releaseContext,
  requireDirectory,
  requirePact,
  sameLevel,
  type Standing,
  verifyLabelStatement,
  type VerifiedRelease,
  verifyRelease,
} from '@entente/core/pact'
import { notReleasableTo, type PolicyEngine } from '@entente/core/policy'
import { type Manifest, parseManifest, policyHash, readLabelAssertion } from '@entente/core/tdf'
import type { LedgerEvent } from '@entente/core/ledger'
import type { Transaction } from 'kysely'

import type { Appended } from '../ledger/index.ts'
import { writeReceivedLine } from '../register/index.ts'
import type { Policies } from '../policies/index.ts'
import type { StandingKeeper } from '../standing/index.ts'
import type { Database, Store } from '../store/index.ts'

import { DocumentError } from './errors.ts'
import { requireInForce } from './in-force.ts'
import { requireMayGo } from './may-go.ts'
import { isHeld, takeAgain } from './receive-again.ts'
import { writeStatement } from './statements.ts'

/** What a delivery brings; the payload has come before it. */
export interface Delivery {
  readonly statement: Statement
  readonly copy: number
  readonly title: string
  /** The release manifest's exact bytes. */
  readonly manifest: Uint8Array
}

/** What receiving needs. */
export interface ReceiveDeps {
  readonly store: Store
  readonly standing: StandingKeeper
  readonly policies: Policies
  readonly engine: PolicyEngine
  readonly xml: XmlParser
  /** Whether all segments of a payload are here, and their sizes as stored. */
  readonly payload: (digest: Hash) => Promise<readonly number[] | undefined>
  readonly now: () => Date
}

/** A delivery that was found good; `record` makes it ours. */
export interface AcceptedDelivery {
  readonly release: Release
  readonly record: (
    tx: Transaction<Database>,
    append: (event: LedgerEvent) => Appended,
  ) => Promise<void>
}

/**
 * Verifies a delivery from `peer`: the release and its approvals, the manifest, the label and who it
 * lets the document go to, the equivalence, the payload.
 *
 * @throws {PactError}, {TdfError}, {LabelError}, {DocumentError} with the code that is answered
 */
export async function acceptDelivery(
  { statement, copy, title, manifest: bytes }: Delivery,
  peer: string,
  deps: ReceiveDeps,
): Promise<AcceptedDelivery> {
  const standing = deps.standing.current()
  const pact = requirePact(standing, parseRelease(statement).pact.id)
  const verified = await verifyRelease(statement, releaseContext(standing, pact))
  const { release } = verified
  if (release.originator !== peer || !release.recipients.includes(standing.self)) {
    throw new DocumentError('document/not-found', 'not released by this peer, or not to us')
  }
  // Released while it held, the pact may have been suspended since: what comes then goes nowhere.
  requireInForce(standing, release, deps.now())
  const again = await isHeld(deps.store, { release, id: verified.id, copy })

  const manifest = parseManifest(bytes)
  const { label, said, id, xml, signed } = await verifyLabel(manifest, standing, release, deps.xml)
  requireAgreement(release, { manifest, said, id, label })
  requireMayGo('receive', release, said.sources, { standing, engine: deps.engine }, deps.now())
  if (notReleasableTo([standing.self], label, { pact }).length > 0) {
    throw new LabelError('label/not-releasable', 'the label does not let the document come here')
  }
  const stored = await deps.payload(release.payload)
  if (
    !stored ||
    stored.length !== manifest.segments.length ||
    !stored.every((size, at) => size === (manifest.segments[at]?.size ?? -1) + 28)
  ) {
    throw new DocumentError(
      'document/incomplete',
      'the payload is not here, or not that of the manifest',
    )
  }

  const local = localForm(pact, await deps.policies.of(pact.terms), standing.self, label, release)
  const now = deps.now()
  const at = now.toISOString()
  const { receiptSeconds } = pact.terms
  const receiptDueAt = new Date(now.getTime() + receiptSeconds * 1000).toISOString()
  return {
    release,
    async record(tx, append) {
      if (again) return takeAgain(tx, release, { manifest: bytes, receiptDueAt })
      const received = append({
        kind: 'received',
        at,
        document: release.document,
        release: release.release,
        originator: peer,
        statement: statementId(statement),
        copy,
      })
      const entry = received.index
      await writeRows(tx, {
        verified,
        bytes,
        manifest,
        labelXml: xml,
        copy,
        title,
        local,
        entry,
        at,
        receiptDueAt,
      })
      await writeReceivedLine(tx, { release, label, self: standing.self })
      await writeStatement(tx, { type: 'label', member: peer, statement: signed, at })
      await writeStatement(tx, { type: 'release', member: peer, statement, at })
    },
  }
}

/** How the recipient shows and protects what came. */
interface LocalForm {
  readonly marking: Bilingual
  readonly alternative: string
  readonly classified: boolean
}

async function verifyLabel(
  manifest: Manifest,
  standing: Standing,
  release: Release,
  xmlParser: XmlParser,
): Promise<{ label: Label; said: LabelStatement; id: Hash; xml: string; signed: Statement }> {
  const { xml, label, signed: text } = readLabelAssertion(manifest)
  const signed = parseStatement(text)
  const directory = requireDirectory(standing, release.originator)
  const { id, label: said } = await verifyLabelStatement(signed, xml, directory)
  // Other clients read the JSON form: both have to say the same (D8).
  return { label: parseBothForms(utf8(xml), label, xmlParser), said, id, xml, signed }
}

/** The release, the manifest, the label and its statement have to speak of one document. */
function requireAgreement(
  release: Release,
  {
    manifest,
    said,
    id,
    label,
  }: { manifest: Manifest; said: LabelStatement; id: Hash; label: Label },
): void {
  const policy = parseDocumentPolicy(manifest.policy)
  const level = { regime: label.policy.uri, level: label.classification }
  const agrees =
    policyHash(manifest.policy) === release.policy &&
    policy.kind === 'release' &&
    policy.release === release.release &&
    policy.document === release.document &&
    id === release.label &&
    said.document === release.document &&
    said.payload === release.payload &&
    said.commitment === release.commitment &&
    sameLevel(level, release.level)
  if (!agrees)
    throw new DocumentError('document/label-mismatch', 'label, manifest and release disagree')
}

/** The label is judged by its policy, and the equivalent is that of the pact's table. */
function localForm(
  { terms }: Pact,
  policies: PinnedPolicies,
  recipient: string,
  label: Label,
  release: Release,
): LocalForm {
  const theirs = findLevel(terms, release.level)
  if (!theirs) {
    throw new DocumentError('document/label-mismatch', 'the pact does not know this level')
  }
  const at = parseInstant(release.at)
  const { marking, alternative } = localLabel(label, { terms, policies }, { recipient, at })
  return {
    marking,
    alternative: fromUtf8(formatLabel(alternative)),
    classified: theirs.level.classified,
  }
}

async function writeRows(
  tx: Transaction<Database>,
  {
    verified: { release, id },
    bytes,
    manifest,
    labelXml,
    copy,
    title,
    local,
    entry,
    at,
    receiptDueAt,
  }: {
    verified: VerifiedRelease
    bytes: Uint8Array
    manifest: Manifest
    labelXml: string
    copy: number
    title: string
    local: LocalForm
    entry: number
    at: string
    receiptDueAt: string
  },
): Promise<void> {
  const { document } = release
  await tx
    .insertInto('documents')
    .values({
      document,
      originator: release.originator,
      direction: 'received',
      state: 'received',
      title,
      author: release.author,
      regime: release.level.regime,
      level: release.level.level,
      classified: local.classified ? 1 : 0,
      payload: release.payload,
      commitment: release.commitment,
      label: release.label,
      label_xml: labelXml,
      media_type: manifest.mimeType,
      size: manifest.segments.reduce((sum, { size }) => sum + size, 0),
      case_id: null,
      created_at: at,
      etag: 1,
    })
    .onConflict((conflict) => conflict.column('document').doNothing())
    .execute()
  await requireSameDocument(tx, release)
  await tx
    .insertInto('policies')
    .values({ document, id: release.policy, release: release.release, body: manifest.policy })
    .execute()
  await tx
    .insertInto('manifests')
    .values({ id: hashOf(bytes), document, release: release.release, body: bytes })
    .execute()
  await tx
    .insertInto('copies')
    .values({
      release: release.release,
      document,
      copy,
      marking: JSON.stringify(local.marking),
      alternative_label: local.alternative,
      received_at: at,
      entry,
      statement: id,
      receipt: null,
      receipt_due_at: receiptDueAt,
    })
    .execute()
}

/**
 * A peer chooses the id of what it sends. It may send the same document again; it must not put another
 * content, or its own document, in the place of one that is ours or came from somebody else.
 */
async function requireSameDocument(tx: Transaction<Database>, release: Release): Promise<void> {
  const row = await tx
    .selectFrom('documents')
    .select(['direction', 'originator', 'payload', 'commitment', 'label'])
    .where('document', '=', release.document)
    .executeTakeFirstOrThrow()
  const same =
    row.direction === 'received' &&
    row.originator === release.originator &&
    row.payload === release.payload &&
    row.commitment === release.commitment &&
    row.label === release.label
  if (!same) throw new DocumentError('document/already-there', 'the id is taken')
}
