/**
 * A member's folder: founding it, and what it says.
 *
 * @module
 */
export { backupMember, readLastBackup } from './backup.ts'
export {
  type KasApart,
  type MemberConfig,
  type SignInConfig,
  memberFolder,
  readConfig,
  writeConfig,
} from './config.ts'
export { MemberError, type MemberErrorCode } from './errors.ts'
export { memberErrorTexts } from './errors-text.ts'
export { type Founding, foundMember } from './found.ts'
export { addPerson, type AddedPerson, linkPerson } from './people.ts'
export { type MemberReader, readMember } from './reading.ts'
export { type MemberRestore, restoreMember, type RestoredMember } from './restore.ts'
export { answersAt, requireStopped } from './running.ts'
export { trustPact, type Trusting } from './trust.ts'
