/**
 * Preparing a release: the bytes that approvers will sign, checked before anyone is asked.
 *
 * @module
 */
import { type Statement, statementId, unsignedStatement } from '@entente/core/crypto'
import type { XmlParser } from '@entente/core/label'
import { canonicalJson, fromUtf8, toHex } from '@entente/core/lib'
import { formatDocumentPolicy, PactError } from '@entente/core/pact'
import type { PolicyEngine } from '@entente/core/policy'

import type { Ledger } from '../ledger/index.ts'
import type { Policies } from '../policies/index.ts'
import type { StandingKeeper } from '../standing/index.ts'
import type { Store } from '../store/index.ts'

import { DeniedError, DocumentError } from './errors.ts'
import { requireDocument } from './find.ts'
import { formRelease, objectionsAgainst, type ReleaseWish } from './release-form.ts'
import { sourcesOf } from './sources.ts'

/** What preparing a release needs. */
export interface ReleaseDeps {
  readonly store: Store
  readonly ledger: Ledger
  readonly standing: StandingKeeper
  readonly engine: PolicyEngine
  readonly policies: Policies
  readonly xml: XmlParser
  readonly random: (length: number) => Uint8Array
  readonly now: () => Date
  /** The version of the draft that its author has seen, where it could be another one by now. */
  readonly version?: number
}

/** A statement to sign, and the policy its recipients' manifest will carry. */
export interface PreparedRelease {
  readonly release: string
  readonly statement: Statement
  readonly policy: string
}

/**
 * Makes the statement for a document of `author`, and puts it before the approvers.
 *
 * @throws {DocumentError} `document/not-found`, `document/not-yours`, `document/incomplete`,
 *   `document/changed`;
 *   `document/release-refused` with everything that would refuse it and the articles: nothing is
 *   recorded then; {PactError} `pact/other-pact`
 */
export async function prepareRelease(
  wish: ReleaseWish,
  author: string,
  { store, ledger, standing, engine, policies, xml, random, now, version }: ReleaseDeps,
): Promise<PreparedRelease> {
  const document = await requireDocument(store, wish.document)
  if (document.direction !== 'own') {
    throw new DocumentError('document/not-yours', 'only the originator releases a document')
  }
  if (version !== undefined && document.etag !== version) throw changed()
  if (document.state !== 'draft') throw new DocumentError('document/incomplete', 'not sealed yet')

  const pact = standing.current().pacts.get(wish.pact)
  if (!pact) throw new PactError('pact/other-pact', 'no such pact here')
  const at = now().toISOString()
  const release = toHex(random(16))
  const policy = formatDocumentPolicy({
    kind: 'release',
    document: wish.document,
    member: document.originator,
    release,
  })
  const said = formRelease(standing.current(), pact, document, { ...wish, release, policy, at })
  const sources = await sourcesOf(store, document.label)
  const objections = await objectionsAgainst(said, document, author, {
    sources,
    standing: standing.current(),
    pact,
    engine,
    policies,
    xml,
  })
  if (objections.length > 0) throw new DeniedError('document/release-refused', objections)

  const statement = unsignedStatement(said)
  await ledger.record(async (tx, append) => {
    // What is released is the draft that was checked above: another manifest may have come since.
    const same = await tx
      .selectFrom('documents')
      .select('document')
      .where('document', '=', wish.document)
      .where('etag', '=', document.etag)
      .executeTakeFirst()
    if (!same) throw changed()
    await tx
      .insertInto('releases')
      .values({
        release,
        document: wish.document,
        statement: fromUtf8(canonicalJson(statement)),
        statement_id: statementId(statement),
        state: 'prepared',
        created_at: at,
      })
      .execute()
    await tx
      .insertInto('policies')
      .values({ document: wish.document, id: said.policy, release, body: policy })
      .execute()
    append({ kind: 'release-prepared', at, document: wish.document, release })
  })
  return { release, statement, policy }
}

function changed(): DocumentError {
  return new DocumentError('document/changed', 'the draft is of another version')
}
