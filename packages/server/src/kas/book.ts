/**
 * What the service knows of documents: by id and digest of the policy their key is bound to (D9).
 *
 * @module
 */
import { type Hash, parseStatement, type Statement } from '@entente/core/crypto'
import { parseJson } from '@entente/core/lib'
import {
  findLevel,
  parseDocumentPolicy,
  parseRelease,
  type Pact,
  releaseContext,
  requirePact,
  type Standing,
  verifyRelease,
} from '@entente/core/pact'

import type { Store } from '../store/index.ts'

import type { KnownPolicy } from './rewrap.ts'

/**
 * Finds what a key is asked for. A release is verified anew each time from its own signatures; of the
 * home policy the author's machine has bound author and level under the payload key.
 *
 * @throws {PactError} if what the store holds does not verify
 */
export async function findKnownPolicy(
  store: Store,
  standing: Standing,
  document: string,
  policy: Hash,
): Promise<KnownPolicy | undefined> {
  const row = await store.db
    .selectFrom('policies')
    .select(['body', 'release'])
    .where('document', '=', document)
    .where('id', '=', policy)
    .executeTakeFirst()
  if (!row) return undefined
  const said = parseDocumentPolicy(row.body)
  if (said.kind === 'home') {
    const subject = {
      kind: 'own',
      document,
      author: said.author,
      level: said.level,
      case: said.case,
      awaitsApproval: await awaitsApproval(store, document),
    } as const
    return said.member === standing.self
      ? { body: row.body, subject, pact: pactOf(standing, said.level) }
      : undefined
  }
  const statement = await findRelease(store, said.release)
  if (!statement) return undefined
  const pact = requirePact(standing, parseRelease(statement).pact.id)
  const { release } = await verifyRelease(statement, releaseContext(standing, pact))
  if (release.policy !== policy || release.document !== document) return undefined
  return { body: row.body, subject: { kind: 'received', release, recalled: false }, pact }
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
function pactOf({ pacts }: Standing, level: Parameters<typeof findLevel>[1]): Pact | undefined {
  return [...pacts.values()].find(({ terms }) => findLevel(terms, level))
}
