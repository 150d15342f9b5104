/**
 * A member's server.
 *
 * @module
 */
export {
  type Account,
  compareAccount,
  formatAccount,
  makeAccount,
  type Missing,
  type MissingKind,
  parseAccount,
} from './account/index.ts'
export { type MemberServer, openServer, type ServerOptions } from './app.ts'
export { BackupError } from './backup/index.ts'
export {
  acceptReceiptProof,
  approveRelease,
  createDraft,
  DeniedError,
  deliverReleased,
  issueReceipts,
  prepareRelease,
  sealDraft,
  sendAgain,
} from './documents/index.ts'
export { openEdge, takeStatement } from './edge/index.ts'
export { collectEvidence } from './evidence/index.ts'
export { queueStates } from './federation/index.ts'
export { errorTable } from './http/index.ts'
export { insertPerson, preparePassword } from './identity/index.ts'
export type { KeyAsk } from './kas/index.ts'
export {
  makeKasAccount,
  foundKas,
  readHandedOver,
  runKas,
  type RunningKas,
  trustPactAtKas,
  trustServer,
} from './kas-process/index.ts'
export { createKeyring, type KeyEntries, openKeyring, type Secret } from './keys/index.ts'
export {
  addPerson,
  backupMember,
  foundMember,
  type Founding,
  linkPerson,
  memberFolder,
  type MemberReader,
  readConfig,
  readMember,
  type RestoredMember,
  restoreMember,
  trustPact,
  writeConfig,
} from './member/index.ts'
export { keepPolicies } from './policies/index.ts'
export { runMember, type RunningMember, type RunOptions } from './run-member.ts'
export { recordChanges } from './standing/index.ts'
export { createLog, silentLog } from './telemetry/index.ts'
