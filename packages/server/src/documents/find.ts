/**
 * Rows that a use case cannot do without.
 *
 * @module
 */
import type { DocumentsTable, ManifestsTable, ReleasesTable, Store } from '../store/index.ts'

import { DocumentError } from './errors.ts'

/**
 * The document called `document`.
 *
 * @throws {DocumentError} `document/not-found`
 */
export async function requireDocument(store: Store, document: string): Promise<DocumentsTable> {
  const row = await store.db
    .selectFrom('documents')
    .selectAll()
    .where('document', '=', document)
    .executeTakeFirst()
  if (!row) throw new DocumentError('document/not-found', 'no such document')
  return row
}

/**
 * Our release called `release`.
 *
 * @throws {DocumentError} `document/not-found`
 */
export async function requireRelease(store: Store, release: string): Promise<ReleasesTable> {
  const row = await store.db
    .selectFrom('releases')
    .selectAll()
    .where('release', '=', release)
    .executeTakeFirst()
  if (!row) throw new DocumentError('document/not-found', 'no such release')
  return row
}

/**
 * The manifest of a document: at home, or as it was released.
 *
 * @throws {DocumentError} `document/incomplete`
 */
export async function requireManifest(
  store: Store,
  document: string,
  release: string | null,
): Promise<ManifestsTable> {
  const row = await store.db
    .selectFrom('manifests')
    .selectAll()
    .where('document', '=', document)
    .where('release', release === null ? 'is' : '=', release)
    .executeTakeFirst()
  if (!row) throw new DocumentError('document/incomplete', 'the manifest has not arrived')
  return row
}
