/**
 * Every way a backup or a restore can refuse.
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'

/** Codes of {@link BackupError}. */
export type BackupErrorCode =
  | 'backup/malformed'
  | 'backup/not-empty'
  | 'backup/not-noted'
  | 'backup/old-origin'
  | 'backup/other-ledger'
  | 'backup/used-origin'

/** A backup cannot be made or put back. */
export class BackupError extends EntenteError<BackupErrorCode> {
  override readonly name = 'BackupError'
}
