/**
 * The security policies that pacts pin, kept in the store by the digest of their bytes.
 *
 * @module
 */
import { type Hash, isHash } from '@entente/core/crypto'
import type { XmlParser } from '@entente/core/label'
import type { Bytes } from '@entente/core/lib'
import { type PinnedPolicies, readPolicies, type Terms } from '@entente/core/pact'
import type { Transaction } from 'kysely'

import type { Database, Store } from '../store/index.ts'

/** Policies as they are kept, by digest. */
export type PolicyFiles = ReadonlyMap<Hash, Bytes>

/** Finds what labels are judged by. */
export interface Policies {
  /**
   * The policies of a pact by regime. Whatever is read from the store is verified by its digest first; what was
   * read once for these very terms is remembered.
   *
   * @throws {PactError} `pact/policy-missing`, `pact/other-policy`; {LabelError}
   */
  of(terms: Terms): Promise<PinnedPolicies>
}

/** Opens the policies of a store. */
export function openPolicies(store: Store, xml: XmlParser): Policies {
  const known = new WeakMap<Terms, PinnedPolicies>()
  return {
    async of(terms) {
      const found = known.get(terms)
      if (found) return found
      const files = await keptPolicies(store)
      const policies = readPolicies(terms, (digest) => files.get(digest), xml)
      known.set(terms, policies)
      return policies
    },
  }
}

/** All policies that are kept, as they are: their digests are those of the rows, not yet of the bytes. */
export async function keptPolicies({ db }: Store): Promise<PolicyFiles> {
  const rows = await db.selectFrom('security_policies').select(['id', 'body']).execute()
  return new Map(
    rows.flatMap(({ id, body }) => (isHash(id) ? [[id, Uint8Array.from(body)] as const] : [])),
  )
}

/** Keeps the policies that terms pin, of those in `files`. One that was spoilt on disk is written anew. */
export async function keepPolicies(
  tx: Transaction<Database>,
  { regimes }: Pick<Terms, 'regimes'>,
  files: PolicyFiles,
): Promise<void> {
  for (const { spif } of regimes) {
    const body = spif === null ? undefined : files.get(spif)
    if (spif === null || !body) continue
    await tx
      .insertInto('security_policies')
      .values({ id: spif, body })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ body }))
      .execute()
  }
}
