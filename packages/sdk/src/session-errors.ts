/**
 * Every way a device fails to get a session.
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'

/** Codes of {@link SessionError}. */
export type SessionErrorCode =
  | 'session/denied'
  | 'session/expired'
  | 'session/refused'
  | 'session/unexpected-answer'
  | 'session/unreachable'

/** The server was not reached, or this device gets no session from it. */
export class SessionError extends EntenteError<SessionErrorCode> {
  override readonly name = 'SessionError'
  /** The server's own code, with `session/refused`. */
  readonly refused: string | undefined

  constructor(
    code: SessionErrorCode,
    message: string,
    options: ErrorOptions & { readonly refused?: string | undefined } = {},
  ) {
    super(code, message, options)
    this.refused = options.refused
  }
}
