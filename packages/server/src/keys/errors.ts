/**
 * Every way the keyring can refuse.
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'

/** Codes of {@link KeysError}. */
export type KeysErrorCode =
  | 'keys/exists'
  | 'keys/malformed'
  | 'keys/missing'
  | 'keys/weak-secret'
  | 'keys/wrong-secret'

/** A private key cannot be had. The message never holds anything of a key or a secret. */
export class KeysError extends EntenteError<KeysErrorCode> {
  override readonly name = 'KeysError'
}
