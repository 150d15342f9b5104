/**
 * A backup put back (D18): what it holds goes on under a new origin and a new ledger key. An older
 * state never signs under its old origin, so nobody can be shown two histories of one name.
 *
 * @module
 */
import { cp } from 'node:fs/promises'
import { join } from 'node:path'

import { isHash } from '@entente/core/crypto'
import {
  type Checkpoint,
  formatVerifierKey,
  importNoteSigner,
  LedgerError,
  openCheckpoint,
  type VerifierKey,
} from '@entente/core/ledger'
import { fromBase64Url, parseJson, toHex } from '@entente/core/lib'
import { z } from 'zod'

import { copyBlobs } from '../blobs/index.ts'
import { files } from '../files/index.ts'
import {
  generateNoteKey,
  type KeyEntries,
  openKeyring,
  type Random,
  type Secret,
} from '../keys/index.ts'
import {
  type Head,
  openLedger,
  readHead,
  readMark,
  verifyRows,
  writeMark,
} from '../ledger/index.ts'
import { openStore, type Store } from '../store/index.ts'

import { type BackupSummary, intoNewFolder } from './backup.ts'
import { BackupError } from './errors.ts'
import { endChains, type Unanswered } from './former-messages.ts'
import { dataFolder } from './layout.ts'

/** How a backup is put back. */
export interface RestoreRequest {
  /** Folder of the backup. */
  readonly source: string
  /** The data folder to make. */
  readonly target: string
  /** Name of the ledger from now on; it must never have named one. */
  readonly newOrigin: string
  /** What opens the keyring in the backup. */
  readonly secret: Secret
  /** The mark of the member. It belongs to the new ledger afterwards. */
  readonly markFile: string
  /** The newest checkpoint of the old ledger that a peer holds: a signed note. */
  readonly lastKnown?: string
  readonly clock: () => Date
  readonly random: Random
}

/** What was put back, and what the operator has to do next. */
export interface Restored {
  readonly origin: string
  readonly size: number
  /** Verifier keys to be appointed; peers believe nothing from here before. The old ones are to be revoked. */
  readonly appoint: { readonly ledger: string; readonly witness: string }
  /** The ledger before: the last checkpoint known of it, and how many entries are lost for certain. */
  readonly former: { readonly origin: string; readonly size: number; readonly lost: number }
  /** When the backup was made: what was revoked since is to be revoked again. */
  readonly backedUpAt: string
  /** Messages that nobody had answered at that time, to be announced again. */
  readonly unanswered: readonly Unanswered[]
}

interface OldLedger {
  readonly head: Head
  readonly key: VerifierKey
  readonly last: Pick<Checkpoint, 'size' | 'root'>
}

const summaryForm: z.ZodType<BackupSummary> = z.strictObject({
  format: z.literal('entente-backup'),
  version: z.literal(1),
  at: z.string(),
  origin: z.string(),
  size: z.int().min(0),
})

/**
 * Makes a data folder of a backup. The entries of the old ledger stand at the head of the new one, and
 * an event says where they come from. Message chains end, our witness starts anew under a new key, and
 * everybody signs in again: what was revoked since the backup must not come back.
 *
 * @throws {BackupError} `backup/malformed`, `backup/not-empty`, `backup/used-origin`,
 *   `backup/other-ledger`
 * @throws {KeysError} `keys/wrong-secret`
 * @throws {LedgerError} `ledger/corrupt` if the backup was changed
 */
export async function restore(request: RestoreRequest): Promise<Restored> {
  const { source, target } = request
  const { at } = await readSummary(source)
  return intoNewFolder(target, async (part) => {
    const [from, to] = [dataFolder(source), dataFolder(part)]
    await cp(from.store, to.store, { errorOnExist: true })
    await cp(from.keys, to.keys, { recursive: true, errorOnExist: true })
    await copyBlobs(from.blobs, to.blobs)
    const store = await openStore(to.store)
    try {
      return { ...(await renew(store, to.keys, request)), backedUpAt: at }
    } finally {
      await store.close()
    }
  })
}

/** The old mark says how far the old ledger was signed; the new one is in place before anything is signed. */
async function renew(
  store: Store,
  keys: string,
  request: RestoreRequest,
): Promise<Omit<Restored, 'backedUpAt'>> {
  const { newOrigin, secret, markFile, clock, random } = request
  const keyring = await openKeyring(keys, secret)
  const old = await readOld(store, keyring.get('ledger'), request.lastKnown)
  const mark = await readMark(files, markFile)
  if (newOrigin === old.head.origin || newOrigin === mark?.origin) {
    throw new BackupError('backup/used-origin', `\`${newOrigin}\` has been used`)
  }
  const unanswered = await beginAnew(store, old, newOrigin, clock())

  const ledgerKey = generateNoteKey(newOrigin, random)
  const witnessKey = generateNoteKey(keyring.get('witness').name, random)
  const signer = await noteSigner('note-ed25519', ledgerKey)
  const witness = await noteSigner('cosignature-ed25519', witnessKey)
  await keyring.set({ ledger: ledgerKey, witness: witnessKey })
  await writeMark(files, markFile, { ...old.head, origin: newOrigin })

  const size = await declare(store, old, { ...request, signer })
  const signedSize = mark?.origin === old.head.origin ? mark.size : 0
  const lost = Math.max(old.head.size, old.last.size, signedSize) - old.head.size
  return {
    origin: newOrigin,
    size,
    appoint: {
      ledger: formatVerifierKey(signer.key),
      witness: formatVerifierKey(witness.key),
    },
    former: { origin: old.head.origin, size: old.last.size, lost },
    unanswered,
  }
}

/**
 * What a backup says of itself.
 *
 * @throws {BackupError} `backup/malformed`
 */
export async function readSummary(source: string): Promise<BackupSummary> {
  const bytes = await files.read(join(source, 'backup.json'))
  try {
    return summaryForm.parse(bytes && parseJson(bytes))
  } catch (cause) {
    throw new BackupError('backup/malformed', `\`${source}\` is no backup`, { cause })
  }
}

async function readOld(
  store: Store,
  ledgerKey: KeyEntries['ledger'],
  lastKnown: string | undefined,
): Promise<OldLedger> {
  const { key } = await noteSigner('note-ed25519', ledgerKey)
  const head = await readHead(store.db)
  if (head?.origin !== key.name) {
    throw new BackupError('backup/malformed', 'store and keyring are of different ledgers')
  }
  await verifyRows(store.db, head, key)
  const known = head.cosigned ?? head.signed
  const ours = known && (await openCheckpoint(known.signed, key)).checkpoint
  const theirs = lastKnown === undefined ? undefined : await openLast(lastKnown, key)
  const [last = head] = [ours, theirs]
    .filter((one) => one !== undefined)
    .toSorted((one, other) => other.size - one.size)
  return { head, key, last }
}

async function openLast(signed: string, key: VerifierKey): Promise<Checkpoint> {
  try {
    return (await openCheckpoint(signed, key)).checkpoint
  } catch (cause) {
    if (!(cause instanceof LedgerError)) throw cause
    throw new BackupError('backup/other-ledger', 'the last known checkpoint is not ours', { cause })
  }
}

/** The signed heads of the old ledger are kept: cosignatures on them bound the time of its entries. */
async function beginAnew(
  { db }: Store,
  { head, key }: OldLedger,
  newOrigin: string,
  at: Date,
): Promise<readonly Unanswered[]> {
  const former = {
    key: formatVerifierKey(key),
    signed: head.signed?.signed ?? null,
    cosigned: head.cosigned?.signed ?? null,
  }
  return db.transaction().execute(async (tx) => {
    const unanswered = await endChains(tx, { origin: head.origin, at })
    for (const table of ['witnessed', 'oidc', 'seen_proofs'] as const) {
      await tx.deleteFrom(table).execute()
    }
    await tx
      .insertInto('settings')
      .values({ name: `former-ledger/${head.origin}`, value: JSON.stringify(former) })
      .execute()
    await tx
      .updateTable('ledger_head')
      .set({
        origin: newOrigin,
        checkpoint: null,
        checkpoint_size: 0,
        cosigned: null,
        cosigned_size: 0,
      })
      .execute()
    return unanswered
  })
}

/** Signs the old entries under the new name, with the event that says so. */
async function declare(
  store: Store,
  { head, last }: OldLedger,
  {
    signer,
    markFile,
    clock,
    random,
  }: Pick<RestoreRequest, 'markFile' | 'clock' | 'random'> & {
    readonly signer: Awaited<ReturnType<typeof noteSigner>>
  },
): Promise<number> {
  const root = toHex(last.root)
  if (!isHash(root)) throw new TypeError('a root is a hash')
  // A failure refuses the record, and with it the restore.
  const onFatal = (): void => undefined
  const ledger = await openLedger({ store, signer, markFile, clock, random, onFatal })
  const { size } = await ledger.record(async (_tx, append) =>
    append({
      kind: 'restored',
      at: clock().toISOString(),
      origin: head.origin,
      size: last.size,
      root,
    }),
  )
  await ledger.close()
  return size
}

function noteSigner(type: 'note-ed25519' | 'cosignature-ed25519', key: KeyEntries['ledger']) {
  return importNoteSigner(type, key.name, fromBase64Url(key.seed))
}
