/**
 * What a document is decided by.
 *
 * @module
 */
import { isHash } from '@entente/core/crypto'

import { DocumentError } from '../documents/index.ts'
import type { Decisions, KnownPolicy } from '../kas/index.ts'
import type { Store } from '../store/index.ts'

/**
 * The policy of a release of it, or the home policy, as the service knows it.
 *
 * @throws {DocumentError} `document/not-found`
 */
export async function requireKnown(
  document: string,
  release: string | null,
  { store, decisions }: { readonly store: Store; readonly decisions: Decisions },
): Promise<KnownPolicy> {
  const policy = await store.db
    .selectFrom('policies')
    .select('id')
    .where('document', '=', document)
    .where('release', release === null ? 'is' : '=', release)
    .executeTakeFirst()
  const known =
    policy && isHash(policy.id) ? await decisions.findPolicy(document, policy.id) : undefined
  if (!known) throw new DocumentError('document/not-found', 'no policy is known of it')
  return known
}
