/**
 * A member backed up while its server runs: its data folder, and what `member.json` says.
 *
 * @module
 */
import { backup, BackupError, type BackupSummary } from '../backup/index.ts'
import { files } from '../files/index.ts'

import { memberFolder, parseConfig, readConfig, type MemberConfig } from './config.ts'

/** Name of the settings in a backup. */
const configName = 'member.json'

/**
 * Copies a member into `target`, a folder that comes to be in one step at the end. The mark of its ledger
 * is no part of it: it stays where the newest state is (D18).
 *
 * @throws {MemberError} `member/not-founded`; {BackupError} `backup/not-empty`, `backup/malformed`
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
  return backup(places.data, target, now, {
    beside: { [configName]: config },
    ...(progress ? { progress } : {}),
  })
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
