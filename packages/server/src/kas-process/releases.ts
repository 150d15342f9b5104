/**
 * Releases that the service has verified itself, kept on its own disk.
 *
 * @module
 */
import { type Hash, parseStatement, type Statement } from '@entente/core/crypto'
import { canonicalJson, fromUtf8, parseJson } from '@entente/core/lib'
import { parseRelease, type Standing } from '@entente/core/pact'
import type { XmlParser } from '@entente/core/label'

import { type KasDeps, type KasHost, type PolicyEntry, verifyPolicy } from '../kas/index.ts'
import type { Store } from '../store/index.ts'

import type { Durably } from './durable.ts'

/** What looking policies up needs. */
export interface ReleasesDeps {
  readonly host: Pick<KasHost, 'policy'>
  readonly store: Store
  readonly durably: Durably
  readonly standing: () => Standing
  readonly xml: XmlParser
}

/** Finds policies: of what was verified before, otherwise of what the server says and then verified. */
export function keptReleases(deps: ReleasesDeps): {
  readonly findPolicy: KasDeps['findPolicy']
  /** Keeps a release that was verified, with its policy. */
  readonly keep: (statement: Statement, body: string) => Promise<void>
} {
  const { host, store, durably, standing, xml } = deps
  const keep = async (statement: Statement, body: string): Promise<void> => {
    const { release, document, policy } = parseRelease(statement)
    const row = { release, document, policy, body, statement: fromUtf8(canonicalJson(statement)) }
    await durably((tx) =>
      tx
        .insertInto('kas_releases')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    )
  }
  return {
    keep,
    async findPolicy(document, policy) {
      const kept = await findKept(store, document, policy)
      const said = await host.policy(document, policy)
      // The label is the server's to bring: the release kept names it, so that another is not believed.
      const entry = kept ? { ...kept, label: said?.label ?? null } : said
      const known = entry && (await verifyPolicy(entry, standing(), document, policy, xml))
      if (known && entry.release && !kept) await keep(entry.release, entry.body)
      return known
    },
  }
}

async function findKept(
  { db }: Store,
  document: string,
  policy: Hash,
): Promise<Omit<PolicyEntry, 'label'> | undefined> {
  const row = await db
    .selectFrom('kas_releases')
    .select(['body', 'statement'])
    .where('document', '=', document)
    .where('policy', '=', policy)
    .executeTakeFirst()
  return (
    row && {
      body: row.body,
      release: parseStatement(parseJson(row.statement)),
      awaitsApproval: false,
    }
  )
}
