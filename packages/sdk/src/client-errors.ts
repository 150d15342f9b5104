/**
 * What a member's server refused, as it said it.
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'
import type { Bilingual } from '@entente/core/pact'

/** One of the reasons of a refusal. */
export interface ApiReason {
  readonly code: string
  /** Article of the pact, where one decided. */
  readonly article: string | null
  /** What the pact itself says of it, where it does. */
  readonly because?: Bilingual
}

/** A refusal of the server: its code, and for a decision every reason. */
export class ApiError extends EntenteError {
  override readonly name = 'ApiError'
  readonly status: number
  readonly reasons: readonly ApiReason[]

  constructor(code: string, status: number, detail: string, reasons: readonly ApiReason[] = []) {
    super(code, detail)
    this.status = status
    this.reasons = reasons
  }
}
