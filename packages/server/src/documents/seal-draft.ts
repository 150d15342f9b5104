/**
 * The manifest of a draft. With its payload whole, the draft can be prepared for release; before that, its
 * author can have the key again from our KAS and go on sending.
 *
 * @module
 */
import { hashOf, isHash, parseStatement, statementId } from '@entente/core/crypto'
import { parseManifest, policyHash, readLabelAssertion } from '@entente/core/tdf'
import type { Transaction } from 'kysely'

import type { Blobs } from '../blobs/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { Database, DocumentsTable, Store } from '../store/index.ts'

import { DocumentError } from './errors.ts'
import { requireDocument } from './find.ts'

/** What sealing a draft needs. */
export interface SealDeps {
  readonly store: Store
  readonly ledger: Ledger
  readonly blobs: Blobs
  /** The version of the draft that its author has seen, where it could be another one by now. */
  readonly version?: number
}

/** How far a draft is: its payload is on its way, or it is complete. */
export type DraftState = 'draft' | 'sealing'

/**
 * Keeps the home manifest of a draft of `author`, if payload, policy and label are those announced.
 * The same manifest again completes the draft whose payload has become whole, and changes nothing else;
 * another one takes its place until a release is prepared, for what approvers have looked at stays what it is.
 *
 * @throws {DocumentError} `document/not-found`, `document/not-yours`, `document/incomplete` if no payload was
 *   announced, `document/label-mismatch`, `document/changed`, `document/release-closed`; {TdfError}
 */
export async function sealDraft(
  document: string,
  bytes: Uint8Array,
  author: string,
  { store, ledger, blobs, version }: SealDeps,
): Promise<DraftState> {
  const row = await requireDocument(store, document)
  if (row.direction !== 'own' || row.author !== author) {
    throw new DocumentError('document/not-yours', 'only the author seals a draft')
  }
  if (version !== undefined && row.etag !== version) throw changed()
  const state = await requireAgreement(row, bytes, { store, blobs })
  const id = hashOf(bytes)
  await ledger.record(async (tx) => {
    const home = tx.selectFrom('manifests').select('id').where('document', '=', document)
    const known = await home.where('release', 'is', null).executeTakeFirst()
    const isSame = known?.id === id
    if (isSame && (row.state !== 'sealing' || state === 'sealing')) return
    if (known && !isSame) await replaceable(tx, document)
    const { numUpdatedRows } = await tx
      .updateTable('documents')
      .set({ state, etag: row.etag + 1 })
      .where('document', '=', document)
      .where('etag', '=', row.etag)
      .where('state', 'in', ['sealing', 'draft'])
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) throw changed()
    if (isSame) return
    await tx.insertInto('manifests').values({ id, document, release: null, body: bytes }).execute()
  })
  return state
}

/** Makes room for another home manifest. */
async function replaceable(tx: Transaction<Database>, document: string): Promise<void> {
  const release = await tx
    .selectFrom('releases')
    .select('release')
    .where('document', '=', document)
    .executeTakeFirst()
  if (release) throw new DocumentError('document/release-closed', 'a release of it is prepared')
  await tx
    .deleteFrom('manifests')
    .where('document', '=', document)
    .where('release', 'is', null)
    .execute()
}

function changed(): DocumentError {
  return new DocumentError('document/changed', 'the draft is of another version')
}

async function requireAgreement(
  row: DocumentsTable,
  bytes: Uint8Array,
  { store, blobs }: Pick<SealDeps, 'blobs' | 'store'>,
): Promise<DraftState> {
  const manifest = parseManifest(bytes)
  const { payload, commitment, xml, signed } = readLabelAssertion(manifest)
  const policy = await store.db
    .selectFrom('policies')
    .select('id')
    .where('document', '=', row.document)
    .where('release', 'is', null)
    .executeTakeFirst()
  const agrees =
    policy?.id === policyHash(manifest.policy) &&
    payload === row.payload &&
    commitment === row.commitment &&
    xml === row.label_xml &&
    statementId(parseStatement(signed)) === row.label
  if (!agrees)
    throw new DocumentError('document/label-mismatch', 'the manifest says something else')

  const state = isHash(row.payload) ? await blobs.state(row.payload) : undefined
  const segments = await blobs.segments(row.payload)
  if (!state || !segments)
    throw new DocumentError('document/incomplete', 'the payload was not announced')
  const same =
    segments.length === manifest.segments.length &&
    segments.every(({ bytes: stored }, at) => stored === (manifest.segments[at]?.size ?? -1) + 28)
  if (!same)
    throw new DocumentError(
      'document/label-mismatch',
      'the segment table is not that of the payload',
    )
  return state.complete ? 'draft' : 'sealing'
}
