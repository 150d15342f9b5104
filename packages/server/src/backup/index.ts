/**
 * A member's data folder copied while it runs, and put back.
 *
 * The copy is trusted for nothing: it is verified against its own ledger, and it never signs under the
 * name it had.
 *
 * @module
 */
export { backup, type BackupOptions, type BackupSummary } from './backup.ts'
export { BackupError, type BackupErrorCode } from './errors.ts'
export { backupErrorTexts } from './errors-text.ts'
export { type EndedChains, endChains, type Unanswered } from './former-messages.ts'
export { type DataFolder, dataFolder } from './layout.ts'
export { readSummary, restore, type Restored, type RestoreRequest } from './restore.ts'
