/**
 * What a member's server refused, as it said it.
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'

/** A refusal of the server: its code, and for a key request every reason with its article. */
export class ApiError extends EntenteError {
  override readonly name = 'ApiError'
  readonly status: number
  /** Codes of a denied key request, each followed by the article where there is one. */
  readonly reasons: readonly string[]

  constructor(code: string, status: number, detail: string, reasons: readonly string[] = []) {
    super(code, detail)
    this.status = status
    this.reasons = reasons
  }
}
