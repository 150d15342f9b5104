/**
 * Accounts: what two members hold of each other, compared after one of them was restored.
 *
 * @module
 */
export { compareAccount, type Missing, type MissingKind } from './compare.ts'
export { AccountError, type AccountErrorCode } from './errors.ts'
export { accountErrorTexts } from './errors-text.ts'
export { type Account, type AccountedRelease, formatAccount, parseAccount } from './form.ts'
export { type AccountDeps, makeAccount } from './make.ts'
