/**
 * The manifest of a draft arrives after its payload: from now on it can be prepared for release.
 *
 * @module
 */
import { hashOf, isHash, parseStatement, statementId } from '@entente/core/crypto'
import { parseManifest, policyHash, readLabelAssertion } from '@entente/core/tdf'

import type { Blobs } from '../blobs/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { DocumentsTable, Store } from '../store/index.ts'

import { DocumentError } from './errors.ts'
import { requireDocument } from './find.ts'

/** What sealing a draft needs. */
export interface SealDeps {
  readonly store: Store
  readonly ledger: Ledger
  readonly blobs: Blobs
}

/**
 * Keeps the home manifest of a draft of `author`, if payload, policy and label are those announced.
 * The same manifest again changes nothing.
 *
 * @throws {DocumentError} `document/not-found`, `document/not-yours`, `document/incomplete`,
 *   `document/label-mismatch`; {TdfError}
 */
export async function sealDraft(
  document: string,
  bytes: Uint8Array,
  author: string,
  { store, ledger, blobs }: SealDeps,
): Promise<void> {
  const row = await requireDocument(store, document)
  if (row.direction !== 'own' || row.author !== author) {
    throw new DocumentError('document/not-yours', 'only the author seals a draft')
  }
  await requireAgreement(row, bytes, { store, blobs })
  await ledger.record(async (tx) => {
    await tx
      .insertInto('manifests')
      .values({ id: hashOf(bytes), document, release: null, body: bytes })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await tx
      .updateTable('documents')
      .set({ state: 'draft' })
      .where('document', '=', document)
      .where('state', '=', 'sealing')
      .execute()
  })
}

async function requireAgreement(
  row: DocumentsTable,
  bytes: Uint8Array,
  { store, blobs }: Pick<SealDeps, 'blobs' | 'store'>,
): Promise<void> {
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
  if (!state?.complete || !segments)
    throw new DocumentError('document/incomplete', 'the payload is not whole')
  const same =
    segments.length === manifest.segments.length &&
    segments.every(({ bytes: stored }, at) => stored === (manifest.segments[at]?.size ?? -1) + 28)
  if (!same)
    throw new DocumentError(
      'document/label-mismatch',
      'the segment table is not that of the payload',
    )
}
