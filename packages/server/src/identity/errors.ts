/**
 * Every way a person or a request fails to say who it is.
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'

/** Codes of {@link IdentityError}. */
export type IdentityErrorCode =
  | 'identity/bad-passkey'
  | 'identity/bad-proof'
  | 'identity/bad-token'
  | 'identity/cross-site'
  | 'identity/device-not-enrolled'
  | 'identity/device-waits'
  | 'identity/expired-token'
  | 'identity/no-proof'
  | 'identity/no-token'
  | 'identity/other-device'
  | 'identity/other-person'
  | 'identity/passkey-not-enrolled'
  | 'identity/proof-mismatch'
  | 'identity/provider-refused'
  | 'identity/provider-unreachable'
  | 'identity/replayed-proof'
  | 'identity/session-ended'
  | 'identity/sign-in-required'
  | 'identity/stale-proof'
  | 'identity/subject-taken'
  | 'identity/too-many-attempts'
  | 'identity/unknown-account'
  | 'identity/unknown-person'
  | 'identity/unknown-sign-in'
  | 'identity/way-closed'
  | 'identity/weak-password'
  | 'identity/wrong-audience'
  | 'identity/wrong-password'

/** A person, a device or a token is not what it has to be. */
export class IdentityError extends EntenteError<IdentityErrorCode> {
  override readonly name = 'IdentityError'
}
