/**
 * Every way a request fails before a use case sees it.
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'

/** Codes of {@link HttpError}. */
export type HttpErrorCode =
  | 'http/bad-cursor'
  | 'http/bad-idempotency-key'
  | 'http/bad-request'
  | 'http/cannot-listen'
  | 'http/conflicting-repeat'
  | 'http/failed'
  | 'http/first-steps-closed'
  | 'http/in-progress'
  | 'http/no-application'
  | 'http/not-found'
  | 'http/peer-unknown'
  | 'http/precondition-failed'
  | 'http/precondition-required'
  | 'http/role-required'
  | 'http/too-large'
  | 'http/too-many-requests'
  | 'http/unavailable'

/** Where in a request something is wrong: a JSON Pointer and the kind of fault, never the value. */
export interface Fault {
  readonly pointer: string
  readonly fault: string
}

/** A request that cannot be served as it was sent. */
export class HttpError extends EntenteError<HttpErrorCode> {
  override readonly name = 'HttpError'
  readonly faults: readonly Fault[]
  /** Seconds after which asking again may help. */
  readonly retryAfter: number | undefined

  constructor(
    code: HttpErrorCode,
    message: string,
    options: ErrorOptions & {
      readonly faults?: readonly Fault[]
      readonly retryAfter?: number
    } = {},
  ) {
    super(code, message, options)
    this.faults = options.faults ?? []
    this.retryAfter = options.retryAfter
  }
}
