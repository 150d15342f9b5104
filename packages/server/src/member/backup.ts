/**
 * A member backed up while its server runs: its data folder, and what `member.json` says.
 *
 * @module
 */
import { canonicalJson, parseJson } from '@entente/core/lib'
import { z } from 'zod'

import { backup, BackupError, type BackupSummary } from '../backup/index.ts'
import { files } from '../files/index.ts'

import { memberFolder, parseConfig, readConfig, type MemberConfig } from './config.ts'

/** Name of the settings in a backup. */
const configName = 'member.json'

/**
 * Copies a member into `target`, a folder that comes to be in one step at the end. The mark of its ledger
 * is no part of it: it stays where the newest state is (D18).
 *
 * @throws {MemberError} `member/not-founded`; {BackupError} `backup/not-empty`, `backup/malformed`,
 *   `backup/not-noted`
 */
export async function backupMember(
  folder: string,
  target: string,
  now: Date,
  progress?: (done: number, total: number) => void,
): Promise<BackupSummary> {
  await readConfig(folder)
  const places = memberFolder(folder)
  const config = await files.read(places.config)
  if (!config) throw new BackupError('backup/malformed', 'member.json has gone')
  const summary = await backup(places.data, target, now, {
    beside: { [configName]: config },
    ...(progress ? { progress } : {}),
  })
  await note(places.lastBackup, summary)
  return summary
}

/** What the member's folder says of its last backup; undefined where none was made from it. */
export async function readLastBackup(
  folder: string,
): Promise<Pick<BackupSummary, 'at' | 'origin' | 'size'> | undefined> {
  const bytes = await files.read(memberFolder(folder).lastBackup)
  return bytes && noted.parse(parseJson(bytes))
}

const noted = z.strictObject({ at: z.iso.datetime(), origin: z.string(), size: z.int().min(0) })

/** For operators alone: nothing is decided by it. */
async function note(file: string, { at, origin, size }: BackupSummary): Promise<void> {
  try {
    await files.write(file, canonicalJson({ at, origin, size }))
  } catch (cause) {
    throw new BackupError('backup/not-noted', `cannot write \`${file}\``, { cause })
  }
}

/**
 * What the backup at `source` says of its member.
 *
 * @throws {BackupError} `backup/malformed`; {MemberError} `member/bad-config`
 */
export async function readBackupConfig(source: string): Promise<MemberConfig> {
  const bytes = await files.read(`${source}/${configName}`)
  if (!bytes) throw new BackupError('backup/malformed', 'the backup has no member.json')
  return parseConfig(bytes)
}
