/**
 * What a new document of ours is made from: whether its author may use that so, and what the label must protect.
 *
 * @module
 */
import { isHash, statementId } from '@entente/core/crypto'
import { type Label, LabelError } from '@entente/core/label'
import {
  areSources,
  type Instant,
  localLabel,
  maximumSources,
  type Pact,
  parseLabelStatement,
  requireDominating,
  type Source,
  type Standing,
  type TranslationLanguage,
  unitedSources,
  type Use,
} from '@entente/core/pact'
import { decide, factsOf, type Question } from '@entente/core/policy'

import type { Transaction } from 'kysely'

import type { Decisions, KnownPolicy } from '../kas/index.ts'
import type { Policies } from '../policies/index.ts'
import type { Database, DocumentsTable, Store } from '../store/index.ts'

import { DeniedError, DocumentError } from './errors.ts'
import { requireDocument } from './find.ts'
import { findStatement } from './statements.ts'

/** A document that a draft was made from, and how. */
export interface SourceWish {
  readonly document: string
  readonly use: Use
  /** What the author used it for. */
  readonly purpose: string
  /** The language of a translation, and whose information it says that it holds; null for what is no translation. */
  readonly translation: {
    readonly language: TranslationLanguage
    readonly statement: string
  } | null
}

/** Who makes the draft, where, and under which label. */
export interface Making {
  readonly author: string
  readonly facility: string
  readonly label: Label
  readonly at: Instant
}

/** What finding sources needs. */
export interface SourceDeps {
  readonly store: Store
  readonly decisions: Decisions
  readonly policies: Policies
}

/**
 * The sources of a draft as its label will name them: each is used as the rules let its author, and protected by the
 * label at least as it is itself.
 *
 * @throws {DocumentError} `document/bad-sources`, `document/not-found`; `document/denied` with every reason; {LabelError}
 *   `label/below-source`, and what `localLabel` throws
 */
export async function requireSources(
  wishes: readonly SourceWish[],
  making: Making,
  deps: SourceDeps,
): Promise<readonly Source[]> {
  const { decisions } = deps
  const standing = decisions.standing()
  const found: Source[] = []
  const names = new Set(
    wishes.map(
      ({ document, use, translation: said }) => `${document} ${use} ${said?.language ?? ''}`,
    ),
  )
  if (
    names.size < wishes.length ||
    wishes.some(({ use, translation }) => (use === 'translate') !== (translation !== null))
  ) {
    throw new DocumentError('document/bad-sources', 'the sources do not agree with themselves')
  }
  for (const wish of wishes) {
    const row = await requireDocument(deps.store, wish.document)
    const known = await requireKnown(row, deps)
    requireUse(wish, known, making, deps)
    const { signed, pact } = known
    if (!signed || !pact) throw new DocumentError('document/label-mismatch', 'no label is known')
    const policies = await deps.policies.of(pact.terms)
    const ours =
      row.direction === 'own'
        ? signed.label
        : localForm(signed.label, pact, policies, standing, making)
    requireDominating(making.label, [ours], policies, making.at)
    if (wish.use === 'translate' && ours.classification !== making.label.classification) {
      throw new LabelError('label/below-source', 'a translation has the level of its source')
    }
    const { document, use, translation } = wish
    const level = { regime: signed.label.policy.uri, level: signed.label.classification }
    const language = translation?.language ?? null
    found.push({ document, originator: row.originator, level, use, language }, ...signed.sources)
  }
  const sources = unitedSources(found, standing.self)
  // Nobody would verify the label that names them, ourselves among them.
  if (sources.length > maximumSources || !areSources(sources, standing.self)) {
    throw new DocumentError('document/bad-sources', 'a label cannot name these sources')
  }
  return sources
}

/**
 * What a document of ours is made from, as the label that a release names says.
 *
 * @throws {DocumentError} `document/not-found`, `document/label-mismatch`
 */
export async function sourcesOf(
  store: Pick<Store, 'db'>,
  label: string,
): Promise<readonly Source[]> {
  const statement = await findStatement(store, label)
  // A row is no more than where the statement is looked for.
  if (statementId(statement) !== label) {
    throw new DocumentError('document/label-mismatch', 'another statement stands in its place')
  }
  return parseLabelStatement(statement).sources
}

/** Keeps what a draft was made from, our own documents too, in the commit that registers it. */
export async function writeSources(
  tx: Transaction<Database>,
  { document, sources }: { readonly document: string; readonly sources: readonly SourceWish[] },
): Promise<void> {
  if (sources.length === 0) return
  await tx
    .insertInto('sources')
    .values(
      sources.map((one) => ({
        document,
        source: one.document,
        use: one.use,
        language: one.translation?.language ?? '',
        statement: one.translation?.statement ?? '',
      })),
    )
    .execute()
}

function localForm(
  label: Label,
  { terms }: Pact,
  policies: Parameters<typeof localLabel>[1]['policies'],
  { self }: Standing,
  { at }: Making,
): Label {
  return localLabel(label, { terms, policies }, { recipient: self, at }).alternative
}

/** Of what was received the newest copy counts. */
async function requireKnown(
  { document, direction }: DocumentsTable,
  { store: { db }, decisions }: SourceDeps,
): Promise<KnownPolicy> {
  const row =
    direction === 'own'
      ? await db
          .selectFrom('policies')
          .select('id')
          .where('document', '=', document)
          .where('release', 'is', null)
          .executeTakeFirst()
      : await db
          .selectFrom('policies')
          .innerJoin('copies', 'copies.release', 'policies.release')
          .select('policies.id')
          .where('policies.document', '=', document)
          .orderBy('copies.copy', 'desc')
          .limit(1)
          .executeTakeFirst()
  const known = row && isHash(row.id) ? await decisions.findPolicy(document, row.id) : undefined
  if (!known) throw new DocumentError('document/not-found', 'no policy is known of it')
  return known
}

function requireUse(
  { use, purpose, translation }: SourceWish,
  { pact, subject }: KnownPolicy,
  { author, facility, at }: Making,
  { decisions }: SourceDeps,
): void {
  const question: Question = {
    action: use,
    person: author,
    facility,
    purpose,
    at,
    ...(translation ? { translation } : {}),
  }
  const facts = factsOf(decisions.standing(), pact, subject, question)
  const decision = decide(facts, decisions.engine, pact?.terms)
  if (decision.kind === 'deny') throw new DeniedError('document/denied', decision.reasons)
}
