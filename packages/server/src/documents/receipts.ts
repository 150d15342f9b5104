/**
 * Receipts: issued once what was received is durable, and taken by the originator with their proof.
 *
 * @module
 */
import {
  type Hash,
  hashOf,
  type HybridSigner,
  isHash,
  signStatement,
  type Statement,
  statementId,
} from '@entente/core/crypto'
import { cosigners, witnessKeys } from '@entente/core/evidence'
import {
  formatDisclosure,
  LedgerError,
  type LedgerTrust,
  parseDisclosure,
  parseVerifierKey,
  type ProvenEvent,
  verifyDisclosure,
} from '@entente/core/ledger'
import { fromUtf8, toHex, utf8 } from '@entente/core/lib'
import {
  appointed,
  headsOf,
  parseRelease,
  PactError,
  type Receipt,
  receiptType,
  requireDirectory,
  verifyReceipt,
} from '@entente/core/pact'
import type { Selectable, Transaction } from 'kysely'

import type { Announcement, Effect } from '../federation/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { StandingKeeper } from '../standing/index.ts'
import type { CopiesTable, Database, Store } from '../store/index.ts'

import { DocumentError } from './errors.ts'
import { requireManifest } from './find.ts'
import { findStatement, writeStatement } from './statements.ts'

/** What receipts need. */
export interface ReceiptDeps {
  readonly store: Store
  readonly ledger: Ledger
  readonly standing: StandingKeeper
  readonly messageKey: () => HybridSigner
  readonly enqueue: (tx: Transaction<Database>, announcement: Announcement) => Promise<void>
  readonly now: () => Date
}

/**
 * Issues a receipt for every copy that has none: also for those that a crash left without. One whose
 * event does not lie below a signed head yet cannot be proven; whoever records it asks for its receipt.
 */
export async function issueReceipts(deps: ReceiptDeps): Promise<readonly string[]> {
  const copies = await deps.store.db
    .selectFrom('copies')
    .selectAll()
    .where('receipt', 'is', null)
    .where('entry', '<', deps.ledger.checkpoint().size)
    .orderBy('entry')
    .execute()
  for (const copy of copies) await issueReceipt(copy, deps)
  return copies.map(({ release }) => release)
}

async function issueReceipt(copy: Selectable<CopiesTable>, deps: ReceiptDeps): Promise<void> {
  const { store, ledger, standing, messageKey, enqueue, now } = deps
  const current = standing.current()
  const statement = await findStatement(store, copy.statement)
  const release = parseRelease(statement)
  const manifest = await requireManifest(store, copy.document, copy.release)
  const { leaf } = await store.db
    .selectFrom('ledger_entries')
    .select('leaf')
    .where('idx', '=', copy.entry)
    .executeTakeFirstOrThrow()
  const at = now().toISOString()
  const said: Receipt = {
    kind: 'receipt',
    release: copy.release,
    statement: statementId(statement),
    manifest: hashOf(manifest.body),
    document: copy.document,
    originator: release.originator,
    recipient: current.self,
    copy: copy.copy,
    at,
    heads: headsOf(current, release.pact.id, current.self),
    seen: headsOf(current, release.pact.id, release.originator),
    ledger: { origin: ledger.key.name, index: copy.entry, leaf: digest(toHex(leaf)) },
  }
  const receipt = await signStatement(receiptType, said, messageKey())
  const disclosure = fromUtf8(formatDisclosure(await ledger.disclose(copy.entry)))

  await ledger.record(async (tx, append) => {
    const { numUpdatedRows } = await tx
      .updateTable('copies')
      .set({ receipt: statementId(receipt) })
      .where('release', '=', copy.release)
      .where('receipt', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) return
    await writeStatement(tx, { type: 'receipt', member: current.self, statement: receipt, at })
    const issued = append({
      kind: 'receipt-issued',
      at,
      release: copy.release,
      statement: statementId(receipt),
    })
    await enqueue(tx, {
      peer: release.originator,
      pact: release.pact.id,
      entry: issued.index,
      body: { kind: 'receipt', statement: receipt, disclosure },
    })
  })
}

/**
 * Sends a better proof of every receipt whose event lies below a cosigned head by now: what was our
 * word alone is then also that of a witness (D20).
 */
export async function upgradeReceipts(deps: ReceiptDeps): Promise<readonly string[]> {
  const { store, ledger, enqueue } = deps
  const below = ledger.cosigned()?.size ?? 0
  const copies = await store.db
    .selectFrom('copies')
    .selectAll()
    .where('receipt', 'is not', null)
    .where('cosigned', '=', 0)
    .where('entry', '<', below)
    .orderBy('entry')
    .execute()
  for (const copy of copies) {
    const release = parseRelease(await findStatement(store, copy.statement))
    const disclosure = fromUtf8(formatDisclosure(await ledger.disclose(copy.entry)))
    await ledger.record(async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable('copies')
        .set({ cosigned: 1 })
        .where('release', '=', copy.release)
        .where('cosigned', '=', 0)
        .executeTakeFirst()
      if (numUpdatedRows !== 1n) return
      await enqueue(tx, {
        peer: release.originator,
        pact: release.pact.id,
        entry: copy.entry,
        body: { kind: 'receipt-proof', release: copy.release, disclosure },
      })
    })
  }
  return copies.map(({ release }) => release)
}

/**
 * Has every better proof for `originator` sent once more: restored from a backup, it may have lost those
 * it took. One it still has changes nothing there.
 */
export async function forgetUpgrades(tx: Transaction<Database>, originator: string): Promise<void> {
  await tx
    .updateTable('copies')
    .set({ cosigned: 0 })
    .where('document', 'in', (db) =>
      db.selectFrom('documents').select('document').where('originator', '=', originator),
    )
    .execute()
}

/**
 * Verifies a better proof of a receipt that `peer` gave before: the same event, cosigned.
 *
 * @throws {DocumentError} `document/not-found`; {LedgerError} `ledger/not-cosigned` and the other codes
 */
export async function acceptReceiptProof(
  { release, disclosure }: { readonly release: string; readonly disclosure: string },
  peer: string,
  { store, standing, now }: Pick<ReceiptDeps, 'now' | 'standing' | 'store'>,
): Promise<Effect> {
  const row = await store.db
    .selectFrom('deliveries')
    .select('receipt')
    .where('release', '=', release)
    .where('recipient', '=', peer)
    .executeTakeFirst()
  if (!row?.receipt) throw new DocumentError('document/not-found', 'there is no receipt to prove')
  const current = standing.current()
  const directory = requireDirectory(current, peer)
  const { receipt } = await verifyReceipt(await findStatement(store, row.receipt), directory)
  const others = [...current.directories.values()].filter(({ member }) => member !== peer)
  // Who counts is looked at below: a key alone, of whatever time, is no witness.
  const trust = { witnesses: witnessKeys(others), quorum: 0 }
  const proven = await verifyEvent(disclosure, receipt, directory, trust)
  if (cosigners(proven, others).length === 0) {
    throw new LedgerError('ledger/not-cosigned', 'no witness cosigned it in its time')
  }
  return async (tx) => {
    await tx
      .updateTable('deliveries')
      .set({ receipt_proof: disclosure, updated_at: now().toISOString() })
      .where('release', '=', release)
      .where('recipient', '=', peer)
      .execute()
  }
}

/**
 * Verifies a receipt of `peer` for a delivery of ours: its signature, what it is a receipt for, and
 * that the peer's ledger holds the event.
 *
 * @throws {PactError}, {LedgerError}, {DocumentError} with the code that is answered
 */
export async function acceptReceipt(
  { statement, disclosure }: { readonly statement: Statement; readonly disclosure: string },
  peer: string,
  { store, standing, now }: Pick<ReceiptDeps, 'now' | 'standing' | 'store'>,
): Promise<Effect> {
  const directory = requireDirectory(standing.current(), peer)
  const { id, receipt } = await verifyReceipt(statement, directory)
  const delivery = await store.db
    .selectFrom('deliveries')
    .innerJoin('releases', 'releases.release', 'deliveries.release')
    .innerJoin('manifests', 'manifests.release', 'deliveries.release')
    .select([
      'deliveries.copy',
      'releases.statement_id',
      'releases.document',
      'manifests.id as manifest',
    ])
    .where('deliveries.release', '=', receipt.release)
    .where('deliveries.recipient', '=', peer)
    .executeTakeFirst()
  const fits =
    delivery?.copy === receipt.copy &&
    delivery.statement_id === receipt.statement &&
    delivery.manifest === receipt.manifest &&
    delivery.document === receipt.document
  if (!fits) throw new DocumentError('document/not-found', 'a receipt for something not delivered')
  await verifyEvent(disclosure, receipt, directory)

  return async (tx, append) => {
    const at = now().toISOString()
    await tx
      .updateTable('deliveries')
      .set({ state: 'received', receipt: id, receipt_proof: disclosure, updated_at: at })
      .where('release', '=', receipt.release)
      .where('recipient', '=', peer)
      .execute()
    await writeStatement(tx, { type: 'receipt', member: peer, statement, at })
    append({ kind: 'receipt-received', at, release: receipt.release, member: peer, statement: id })
  }
}

/** The disclosed event has to be that of the receipt, at its place, under the ledger key appointed then. */
async function verifyEvent(
  disclosure: string,
  receipt: Receipt,
  directory: ReturnType<typeof requireDirectory>,
  cosigned: Pick<LedgerTrust, 'quorum' | 'witnesses'> = { witnesses: [], quorum: 0 },
): Promise<ProvenEvent> {
  const member = receipt.recipient
  const { number } = receipt.heads.appointments
  const key = appointed(directory, 'ledger', receipt.at, number)
    .filter(({ kind }) => kind === 'ledger')
    .map(({ verifierKey }) => parseVerifierKey(verifierKey))
    .find(({ name }) => name === receipt.ledger.origin)
  if (!key) throw new PactError('pact/key-not-appointed', 'no such ledger is appointed', { member })
  const trust = { ledger: key, ...cosigned }
  const proven = await verifyDisclosure(parseDisclosure(utf8(disclosure)), trust)
  const { event, index } = proven
  const fits =
    index === receipt.ledger.index &&
    event.kind === 'received' &&
    event.release === receipt.release &&
    event.statement === receipt.statement &&
    event.copy === receipt.copy
  if (!fits) throw new DocumentError('document/not-found', 'the event is not that of the receipt')
  return proven
}

function digest(text: string): Hash {
  if (!isHash(text)) throw new TypeError('a leaf is no digest')
  return text
}
