/**
 * A draft: sealed on the author's machine, labelled here, known to the register from now on.
 *
 * @module
 */
import { type Hash, type HybridSigner, signStatement, type Statement } from '@entente/core/crypto'
import {
  type Label,
  LabelError,
  parseInstant,
  parseLabel,
  type XmlParser,
} from '@entente/core/label'
import { utf8 } from '@entente/core/lib'
import {
  type Bilingual,
  findLevel,
  type Instant,
  type LabelStatement,
  labelType,
  type LevelKey,
  markingByPolicy,
  namesLabel,
  parseDocumentPolicy,
  type RegimeLevel,
  sameLevel,
  type Standing,
} from '@entente/core/pact'
import { hashOf, statementId } from '@entente/core/crypto'
import { policyHash } from '@entente/core/tdf'

import type { Decisions } from '../kas/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { Policies } from '../policies/index.ts'
import { writeOwnLine } from '../register/index.ts'
import type { StandingKeeper } from '../standing/index.ts'
import type { Store } from '../store/index.ts'

import { DocumentError } from './errors.ts'
import { requireSources, type SourceWish, writeSources } from './sources.ts'
import { findStatement, writeStatement } from './statements.ts'

/** What the author's machine says of what it has sealed. It keeps the key and the content. */
export interface DraftInput {
  /** Random UUID, chosen by the author's machine. */
  readonly document: string
  readonly title: string
  readonly mediaType: string
  /** Bytes of plaintext. */
  readonly size: number
  readonly case: string | null
  readonly labelXml: string
  readonly payload: Hash
  readonly commitment: Hash
  /** Home policy, base64, as bound under the payload key. */
  readonly policy: string
  /** What it was made from, none where it is all the author's own. */
  readonly sources: readonly SourceWish[]
}

/** Who makes a draft, and where. */
export interface Author {
  readonly person: string
  readonly facility: string
}

/** What creating a draft needs. */
export interface DraftDeps {
  readonly store: Store
  readonly ledger: Ledger
  readonly standing: StandingKeeper
  readonly decisions: Decisions
  readonly labelKey: () => HybridSigner
  readonly policies: Policies
  readonly xml: XmlParser
  readonly now: () => Date
}

/**
 * Registers a draft of `author` and signs its label, which names what it is made from. Asked again with the same input it answers the
 * same statement.
 *
 * @throws {DocumentError} `document/label-mismatch`, `document/already-there`; `document/denied` where the author may
 *   not use a source so; {LabelError}; {PactError}
 */
export async function createDraft(
  input: DraftInput,
  { person: author, facility }: Author,
  { store, ledger, standing, decisions, labelKey, policies, xml, now }: DraftDeps,
): Promise<{ readonly label: Statement }> {
  const known = await findDraft(store, input, author)
  if (known) return { label: known }

  const { self } = standing.current()
  const at = now().toISOString()
  const { level, classified, said } = levelOfLabel(standing.current(), input.labelXml, xml)
  requirePolicy(input, { self, author, level })
  const marking = await requireMarking(said, standing.current(), policies, at)
  const making = { author, facility, label: said, at: parseInstant(at) }
  const sources = await requireSources(input.sources, making, { store, decisions, policies })
  const label = await signStatement(
    labelType,
    {
      kind: 'label',
      member: self,
      document: input.document,
      xml: hashOf(utf8(input.labelXml)),
      payload: input.payload,
      commitment: input.commitment,
      sources,
      at,
    } satisfies LabelStatement,
    labelKey(),
  )

  await ledger.record(async (tx, append) => {
    await tx
      .insertInto('documents')
      .values({
        document: input.document,
        originator: self,
        direction: 'own',
        state: 'sealing',
        title: input.title,
        author,
        regime: level.regime,
        level: level.level,
        classified: classified ? 1 : 0,
        payload: input.payload,
        commitment: input.commitment,
        label: statementId(label),
        label_xml: input.labelXml,
        media_type: input.mediaType,
        size: input.size,
        case_id: input.case,
        created_at: at,
        etag: 1,
        marking: JSON.stringify(marking),
      })
      .execute()
    await tx
      .insertInto('policies')
      .values({
        document: input.document,
        id: policyHash(input.policy),
        release: null,
        body: input.policy,
      })
      .execute()
    await writeSources(tx, input)
    await writeOwnLine(tx, { policy: input.policy, label: said, createdAt: at })
    await writeStatement(tx, { type: 'label', member: self, statement: label, at })
    append({
      kind: 'draft-created',
      at,
      document: input.document,
      payload: input.payload,
      label: statementId(label),
      author,
    })
    for (const { document: source, use } of input.sources) {
      append({ kind: 'derived', at, document: input.document, source, use, person: author })
    }
  })
  return { label }
}

/**
 * The level that a label text of ours states, which some pact must know.
 *
 * @throws {DocumentError} `document/label-mismatch`; {LabelError}
 */
export function levelOfLabel(
  standing: Standing,
  labelXml: string,
  xml: XmlParser,
): { readonly level: LevelKey; readonly classified: boolean; readonly said: Label } {
  const label = parseLabel(utf8(labelXml), xml)
  const level = { regime: label.policy.uri, level: label.classification }
  const found = [...standing.pacts.values()]
    .map(({ terms }) => findLevel(terms, level))
    .find((one) => one?.regime.member === standing.self)
  if (!found) throw mismatch('no pact knows the level of the label as one of ours')
  const { classified }: RegimeLevel = found.level
  return { level, classified, said: label }
}

/**
 * The marking of a new label of ours, which the policy of a pact that knows the level has to allow. Where pacts pin
 * different policies for one regime, a release asks again, by that of its own pact.
 *
 * @throws {LabelError} what the policy of the first such pact refuses it for, if all do
 */
export async function requireMarking(
  label: Label,
  { pacts, self }: Standing,
  policies: Policies,
  at: Instant,
): Promise<Bilingual> {
  if (label.kind !== 'originator') {
    throw new LabelError('label/not-originator', 'a draft has an originator’s label')
  }
  const level = { regime: label.policy.uri, level: label.classification }
  let refusal: LabelError | undefined
  for (const { terms } of pacts.values()) {
    if (findLevel(terms, level)?.regime.member !== self) continue
    try {
      return markingByPolicy(label, await policies.of(terms), { at, age: 'new' })
    } catch (error) {
      if (!(error instanceof LabelError)) throw error
      refusal ??= error
    }
  }
  throw refusal ?? mismatch('no pact knows the level of the label as one of ours')
}

async function findDraft(
  store: Store,
  input: DraftInput,
  author: string,
): Promise<Statement | undefined> {
  const row = await store.db
    .selectFrom('documents')
    .select(['author', 'payload', 'commitment', 'label', 'label_xml'])
    .where('document', '=', input.document)
    .executeTakeFirst()
  if (!row) return undefined
  const same =
    row.author === author &&
    row.payload === input.payload &&
    row.commitment === input.commitment &&
    row.label_xml === input.labelXml
  if (!same) throw new DocumentError('document/already-there', 'the id is taken')
  return findStatement(store, row.label)
}

/** The home policy was bound by the author's machine: it has to say what the register will say. */
function requirePolicy(
  input: DraftInput,
  { self, author, level }: { self: string; author: string; level: LevelKey },
): void {
  const policy = parseDocumentPolicy(input.policy)
  const agrees =
    policy.kind === 'home' &&
    policy.document === input.document &&
    policy.member === self &&
    policy.author === author &&
    policy.case === input.case &&
    namesLabel(policy, input.labelXml) &&
    sameLevel(policy.level, level)
  if (!agrees) throw mismatch('the home policy says something else')
}

function mismatch(reason: string): DocumentError {
  return new DocumentError('document/label-mismatch', reason)
}
