/**
 * The member's ledger: the sequencer, its proofs, its static form, and our witness of others.
 *
 * The store is trusted to keep what it committed and for nothing else: on start and every night the
 * ledger is computed again, and the mark outside of the data folder tells a backup from the present.
 *
 * @module
 */
export { ServerLedgerError, type ServerLedgerErrorCode } from './errors.ts'
export { serverLedgerErrorTexts } from './errors-text.ts'
export { type Ledger, type LedgerOptions, openLedger } from './ledger.ts'
export { type Mark, readMark, writeMark } from './mark.ts'
export { type LedgerResource } from './published.ts'
export { type LedgerReader, readLedger, type VerifiedRows } from './reader.ts'
export { type Head, readHead, type SignedHead } from './rows.ts'
export { type Appended, type Recorded, type Work } from './sequencer.ts'
export { verifyRows } from './verify.ts'
export { type FollowedLedger, type Witness, type WitnessResponse } from './witness.ts'
