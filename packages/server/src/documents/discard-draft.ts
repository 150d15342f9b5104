/**
 * Drafts that are given up: by their author before any release was prepared, or because their manifest never came, so
 * that nobody has their key.
 *
 * Rows and entry are one commit; the content goes after it. What a crash leaves of the content is found by the entry
 * when it is looked for again, so a draft is whole or gone.
 *
 * @module
 */
import { isHash } from '@entente/core/crypto'
import { parseEvent } from '@entente/core/ledger'
import { parseJson } from '@entente/core/lib'
import { designatedDocuments } from '@entente/core/pact'
import type { Transaction } from 'kysely'

import { type Blobs, BlobsError } from '../blobs/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { StandingKeeper } from '../standing/index.ts'
import type { Database, DocumentsTable, Store } from '../store/index.ts'

import { DocumentError } from './errors.ts'
import { requireDocument } from './find.ts'

/** What discarding needs. */
export interface DiscardDeps {
  readonly store: Store
  readonly ledger: Ledger
  readonly blobs: Blobs
  readonly standing: StandingKeeper
  readonly now: () => Date
}

/**
 * Discards a draft of `author` with its content. `version` is that which they have seen.
 *
 * @throws {DocumentError} `document/not-found`, `document/not-yours`, `document/changed`, `document/release-closed` once
 *   a release was prepared, `document/in-use` if something was made from it or it is designated
 */
export async function discardDraft(
  document: string,
  author: string,
  { version, ...deps }: DiscardDeps & { readonly version: number },
): Promise<void> {
  const row = await requireDocument(deps.store, document)
  if (row.direction !== 'own' || row.author !== author) {
    throw new DocumentError('document/not-yours', 'only the author discards a draft')
  }
  await deps.ledger.record(async (tx, append) => {
    const against = await findUse(tx, document, deps)
    if (against) throw against
    if (!(await removeRows(tx, row, version))) {
      throw new DocumentError('document/changed', 'the draft is of another version')
    }
    append({ ...eventOf(row, author), at: deps.now().toISOString() })
  })
  await removeContent(row.payload, deps)
}

/** Clears the drafts whose manifest has not come within `days`, and content that a crash has left of others. */
export async function clearDrafts(days: number, deps: DiscardDeps): Promise<void> {
  const { store, ledger, now } = deps
  const at = now()
  const before = new Date(at.getTime() - days * 86_400_000).toISOString()
  const rows = await unsealed(store.db, before).execute()
  for (const row of rows) {
    await ledger.record(async (tx, append) => {
      // The manifest may have come since.
      const still = await unsealed(tx, before)
        .where('documents.document', '=', row.document)
        .executeTakeFirst()
      if (!still || (await findUse(tx, row.document, deps))) return
      if (!(await removeRows(tx, row, row.etag))) return
      append({ ...eventOf(row, null), at: at.toISOString() })
    })
  }
  const discarded = await store.db
    .selectFrom('ledger_entries')
    .select('event')
    .where('kind', '=', 'draft-discarded')
    .execute()
  for (const { event } of discarded) {
    const said = event === null ? undefined : parseEvent(parseJson(event))
    if (said?.kind === 'draft-discarded') await removeContent(said.payload, deps)
  }
}

function unsealed(db: Pick<Transaction<Database>, 'selectFrom'>, before: string) {
  return db
    .selectFrom('documents')
    .selectAll('documents')
    .where('direction', '=', 'own')
    .where('state', '=', 'sealing')
    .where('created_at', '<', before)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('manifests')
            .select('manifests.id')
            .whereRef('manifests.document', '=', 'documents.document'),
        ),
      ),
    )
}

/** What rests on the draft, as the error that says so: it stays then. */
async function findUse(
  tx: Transaction<Database>,
  document: string,
  { standing }: Pick<DiscardDeps, 'standing'>,
): Promise<DocumentError | undefined> {
  if (designatedDocuments(standing.current().grants).includes(document)) {
    return new DocumentError('document/in-use', 'it is designated')
  }
  const release = await tx
    .selectFrom('releases')
    .select('release')
    .where('document', '=', document)
    .executeTakeFirst()
  if (release) return new DocumentError('document/release-closed', 'a release of it is prepared')
  const made = await tx
    .selectFrom('sources')
    .select('document')
    .where('source', '=', document)
    .executeTakeFirst()
  return made && new DocumentError('document/in-use', 'something was made from it')
}

async function removeRows(
  tx: Transaction<Database>,
  { document }: Pick<DocumentsTable, 'document'>,
  version: number,
): Promise<boolean> {
  const now = await tx
    .selectFrom('documents')
    .select('etag')
    .where('document', '=', document)
    .where('state', 'in', ['sealing', 'draft'])
    .executeTakeFirst()
  if (now?.etag !== version) return false
  for (const table of ['manifests', 'policies', 'sources', 'documents'] as const) {
    await tx.deleteFrom(table).where('document', '=', document).execute()
  }
  return true
}

/** Removes what no document names any more. */
async function removeContent(
  payload: string,
  { store, blobs }: Pick<DiscardDeps, 'blobs' | 'store'>,
): Promise<void> {
  const named = await store.db
    .selectFrom('documents')
    .select('document')
    .where('payload', '=', payload)
    .executeTakeFirst()
  if (named) return
  try {
    await blobs.remove(payload)
  } catch (error) {
    // A piece is being written; it is looked for again.
    if (!(error instanceof BlobsError && error.code === 'blobs/busy')) throw error
  }
}

function eventOf({ document, payload }: DocumentsTable, person: string | null) {
  if (!isHash(payload)) throw new TypeError('a payload is named by its digest')
  return { kind: 'draft-discarded', document, payload, person } as const
}
