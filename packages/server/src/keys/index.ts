/**
 * A member's private keys at rest.
 *
 * Trusted: the operator who knows the secret, and this process once it is open. Not trusted: the disk,
 * its backups, whoever carries them.
 *
 * @module
 */
export { type KeyEntries, type KeyName } from './entries.ts'
export { KeysError, type KeysErrorCode } from './errors.ts'
export { keysErrorTexts } from './errors-text.ts'
export { generateMemberKeys, generateNoteKey, type MemberNames } from './generate.ts'
export { createKeyring, type Keyring, type KeyringPorts, openKeyring } from './keyring.ts'
export { type Random, type Secret } from './sealed-file.ts'
export { createTlsIdentity, type TlsRequest } from './tls.ts'
