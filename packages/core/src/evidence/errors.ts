/**
 * Every way evidence can fail to show what it claims.
 *
 * @module
 */
import { EntenteError } from '../lib/index.ts'

/** Codes of {@link EvidenceError}. */
export type EvidenceErrorCode =
  | 'evidence/malformed'
  | 'evidence/other-event'
  | 'evidence/other-release'

/** The bundle is not evidence of what it says. */
export class EvidenceError extends EntenteError<EvidenceErrorCode> {
  override readonly name = 'EvidenceError'
}
