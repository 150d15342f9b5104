/**
 * Every way a signature can be refused.
 *
 * @module
 */
import { EntenteError } from '../lib/index.ts'

/** Codes of {@link SignatureError}. */
export type SignatureErrorCode =
  | 'signature/bad-key'
  | 'signature/foreign'
  | 'signature/invalid'
  | 'signature/malformed'
  | 'signature/missing'

/** A statement is not signed as it has to be. */
export class SignatureError extends EntenteError<SignatureErrorCode> {
  override readonly name = 'SignatureError'
}
