/**
 * Every way key material or a ciphertext can be refused.
 *
 * @module
 */
import { EntenteError } from '../lib/index.ts'

/** Codes of {@link CryptoError}. */
export type CryptoErrorCode = 'crypto/bad-ciphertext' | 'crypto/bad-key' | 'crypto/unsupported'

/** A key cannot be read, or does not open what it was to open. */
export class CryptoError extends EntenteError<CryptoErrorCode> {
  override readonly name = 'CryptoError'
}
