/**
 * Every way a peer cannot be spoken with.
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'

/** Codes of {@link FederationError}. */
export type FederationErrorCode =
  | 'federation/bad-answer'
  | 'federation/failed'
  | 'federation/no-endpoint'
  | 'federation/not-found'
  | 'federation/refused'
  | 'federation/too-large'
  | 'federation/unreachable'

/** A peer did not answer, or not as the protocol wants. What was to be sent stays queued. */
export class FederationError extends EntenteError<FederationErrorCode> {
  override readonly name = 'FederationError'
  /** The code that the peer gave, where it gave one. */
  readonly peerCode: string | undefined

  constructor(
    code: FederationErrorCode,
    message: string,
    options: ErrorOptions & { readonly peerCode?: string } = {},
  ) {
    super(code, message, options)
    this.peerCode = options.peerCode
  }
}
