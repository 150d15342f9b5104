/**
 * What the service knows of documents: by id and digest of the policy their key is bound to (D9).
 *
 * @module
 */
import { type Hash, parseStatement, type Statement } from '@entente/core/crypto'
import { parseLabel, type XmlParser } from '@entente/core/label'
import { parseJson, utf8 } from '@entente/core/lib'
import {
  findLevel,
  namesLabel,
  type LevelKey,
  parseDocumentPolicy,
  parseRelease,
  type Pact,
  releaseContext,
  requirePact,
  type Standing,
  verifyLabelStatement,
  verifyRelease,
} from '@entente/core/pact'
import { policyHash } from '@entente/core/tdf'

import type { Store } from '../store/index.ts'

import type { PolicyEntry, SignedLabel } from './port.ts'
import type { KnownPolicy } from './rewrap.ts'

/** The policy entry that the rows of a store hold; nothing in it is verified. */
export async function readPolicy(
  store: Store,
  document: string,
  policy: Hash,
): Promise<PolicyEntry | undefined> {
  const row = await store.db
    .selectFrom('policies')
    .select(['body', 'release'])
    .where('document', '=', document)
    .where('id', '=', policy)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    body: row.body,
    release: (row.release !== null && (await findRelease(store, row.release))) || null,
    label: await findLabel(store, document),
    awaitsApproval: row.release === null && (await awaitsApproval(store, document)),
  }
}

/**
 * What a key is asked for, of an entry that is not believed. A release is verified anew each time from
 * its own signatures; of the home policy the author's machine has bound author, level and label under
 * the payload key.
 *
 * @throws {PactError} if what the entry holds does not verify
 */
export async function verifyPolicy(
  entry: PolicyEntry,
  standing: Standing,
  document: string,
  policy: Hash,
  xml: XmlParser,
): Promise<KnownPolicy | undefined> {
  const { body, awaitsApproval: waits } = entry
  if (policyHash(body) !== policy) return undefined
  const said = parseDocumentPolicy(body)
  if (said.document !== document) return undefined
  if (said.kind === 'home') {
    const { author, level } = said
    // A server signs labels itself: what it has signed since is not what the author has bound.
    const named = entry.label && namesLabel(said, entry.label.xml) ? entry.label : null
    const signed = await verifyLabel(named, { document, member: said.member }, standing, xml)
    const subject = {
      kind: 'own',
      document,
      author,
      level,
      case: said.case,
      awaitsApproval: waits,
      // Nothing that stands says that it has gone to nobody.
      disseminated: true,
      label: signed?.label ?? null,
    } as const
    return said.member === standing.self
      ? { body, subject, pact: pactOf(standing, level), signed }
      : undefined
  }
  if (!entry.release) return undefined
  const pact = requirePact(standing, parseRelease(entry.release).pact.id)
  const { release } = await verifyRelease(entry.release, releaseContext(standing, pact))
  if (release.policy !== policy || release.document !== document) return undefined
  const of = { document, member: release.originator, id: release.label }
  const signed = await verifyLabel(entry.label, of, standing, xml)
  const label = signed?.label ?? null
  return { body, subject: { kind: 'received', release, recalled: false, label }, pact, signed }
}

/**
 * The label of a document, from the statement of its originator's server; for a release, exactly the one
 * that its approvers have signed. Without one it is unknown, and nothing opens.
 *
 * @throws {PactError}, {LabelError} if what is there does not verify
 */
async function verifyLabel(
  signed: SignedLabel | null,
  of: { readonly document: string; readonly member: string; readonly id?: Hash },
  standing: Standing,
  xml: XmlParser,
): Promise<KnownPolicy['signed']> {
  const directory = standing.directories.get(of.member)
  if (!signed || !directory) return null
  const { id, label } = await verifyLabelStatement(signed.statement, signed.xml, directory)
  if (label.document !== of.document || (of.id !== undefined && id !== of.id)) return null
  return { label: parseLabel(utf8(signed.xml), xml), sources: label.sources }
}

/** A release statement of ours or one received, by the id of the release. */
export async function findRelease(store: Store, release: string): Promise<Statement | undefined> {
  const own = await store.db
    .selectFrom('releases')
    .select('statement as body')
    .where('release', '=', release)
    .where('state', '=', 'released')
    .executeTakeFirst()
  const received = await store.db
    .selectFrom('copies')
    .innerJoin('statements', 'statements.id', 'copies.statement')
    .select('statements.body')
    .where('copies.release', '=', release)
    .executeTakeFirst()
  const row = own ?? received
  return row && parseStatement(parseJson(row.body))
}

async function findLabel({ db }: Store, document: string): Promise<SignedLabel | null> {
  const row = await db
    .selectFrom('documents')
    .innerJoin('statements', 'statements.id', 'documents.label')
    .select(['documents.label_xml as xml', 'statements.body'])
    .where('documents.document', '=', document)
    .executeTakeFirst()
  return row ? { xml: row.xml, statement: parseStatement(parseJson(row.body)) } : null
}

async function awaitsApproval(store: Store, document: string): Promise<boolean> {
  const row = await store.db
    .selectFrom('releases')
    .select('release')
    .where('document', '=', document)
    .where('state', '=', 'prepared')
    .executeTakeFirst()
  return row !== undefined
}

/** The pact whose articles an own document is judged by: one that knows its level. */
export function pactOf({ pacts }: Standing, level: LevelKey): Pact | undefined {
  return [...pacts.values()].find(({ terms }) => findLevel(terms, level))
}
