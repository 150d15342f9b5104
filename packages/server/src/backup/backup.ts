/**
 * A copy of a member's data folder, taken while the server runs.
 *
 * @module
 */
import { chmod, cp, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { backup as copyDatabase, DatabaseSync } from 'node:sqlite'

import { canonicalJson } from '@entente/core/lib'

import { copyBlobs } from '../blobs/index.ts'
import { files, makeFolder, syncFolder } from '../files/index.ts'
import { readHead } from '../ledger/index.ts'
import { openStore } from '../store/index.ts'

import { BackupError } from './errors.ts'
import { dataFolder } from './layout.ts'

/** What was backed up. */
export interface BackupSummary {
  readonly format: 'entente-backup'
  readonly version: 1
  readonly at: string
  /** Origin of the ledger and how many entries of it the backup holds. */
  readonly origin: string
  readonly size: number
}

/** What a backup may be told beside where. */
export interface BackupOptions {
  /** Small files to lie in the backup too, by name. */
  readonly beside?: Readonly<Record<string, Uint8Array>>
  /** Told how many bytes of payloads are there. */
  readonly progress?: (done: number, total: number) => void
}

const allPages = 0x7fff_ffff

/**
 * Copies the data folder at `source` to `target`, which comes to be in one step at the end. The store
 * is copied as of one moment, then the payloads, which may be more than the store knows of; where the
 * file system allows, they are linked. Keys stay under their secret.
 *
 * Whoever holds the copy learns everything that the operator's disk tells, and nothing more.
 *
 * @throws {BackupError} `backup/not-empty`, `backup/malformed`
 */
export async function backup(
  source: string,
  target: string,
  now: Date,
  { beside = {}, progress }: BackupOptions = {},
): Promise<BackupSummary> {
  return intoNewFolder(target, async (part) => {
    const [from, to] = [dataFolder(source), dataFolder(part)]
    await copyStore(from.store, to.store)
    const { origin, size } = await headOf(to.store)
    readableAnywhere(to.store)
    await cp(from.keys, to.keys, { recursive: true, errorOnExist: true })
    await copyBlobs(from.blobs, to.blobs, progress)
    for (const [name, bytes] of Object.entries(beside)) await files.write(join(part, name), bytes)
    const at = now.toISOString()
    const summary = { format: 'entente-backup', version: 1, at, origin, size } as const
    await files.write(join(part, 'backup.json'), canonicalJson(summary))
    return summary
  })
}

/**
 * Fills a folder beside `target` and renames it when it is whole.
 *
 * @throws {BackupError} `backup/not-empty` if there is a `target`
 */
export async function intoNewFolder<T>(
  target: string,
  fill: (part: string) => Promise<T>,
): Promise<T> {
  await makeFolder(dirname(target))
  const part = `${target}.part`
  await rm(part, { recursive: true, force: true })
  await makeFolder(part)
  try {
    const result = await fill(part)
    for (const folder of Object.values(dataFolder(part)).map(dirname)) await syncFolder(folder)
    await place(part, target)
    return result
  } catch (error) {
    await rm(part, { recursive: true, force: true })
    throw error
  }
}

/** A rename takes the place of an empty folder, which harms nobody, and of no other. */
async function place(part: string, target: string): Promise<void> {
  try {
    await rename(part, target)
  } catch (cause) {
    throw new BackupError('backup/not-empty', `cannot make \`${target}\``, { cause })
  }
  await syncFolder(dirname(target))
}

/** Copies all pages in one step: in several, each commit meanwhile would start it anew. */
async function copyStore(from: string, to: string): Promise<void> {
  const database = openForReading(from)
  try {
    await copyDatabase(database, to, { rate: allPages })
  } finally {
    database.close()
  }
  await chmod(to, 0o600)
  const handle = await open(to, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Without a write-ahead log the file can be read from a medium that nobody can write to. */
function readableAnywhere(file: string): void {
  const database = new DatabaseSync(file)
  try {
    database.exec('pragma journal_mode = delete')
  } finally {
    database.close()
  }
}

function openForReading(file: string): DatabaseSync {
  try {
    return new DatabaseSync(file, { readOnly: true, timeout: 10_000 })
  } catch (cause) {
    throw new BackupError('backup/malformed', `there is no store at \`${file}\``, { cause })
  }
}

async function headOf(file: string): Promise<{ readonly origin: string; readonly size: number }> {
  const store = await openStore(file)
  try {
    const head = await readHead(store.db)
    if (!head) throw new BackupError('backup/malformed', 'the store holds no ledger')
    return head
  } finally {
    await store.close()
  }
}
