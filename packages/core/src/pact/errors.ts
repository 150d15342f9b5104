/**
 * Every way a pact, or a statement made under it, can be refused.
 *
 * @module
 */
import { EntenteError } from '../lib/index.ts'

/** Codes of {@link PactError}. */
export type PactErrorCode =
  | 'pact/already-signed'
  | 'pact/approval-missing'
  | 'pact/author-approves'
  | 'pact/bad-designation'
  | 'pact/chain-broken'
  | 'pact/chain-conflict'
  | 'pact/foreign-signature'
  | 'pact/inconsistent'
  | 'pact/invalid-signature'
  | 'pact/key-not-appointed'
  | 'pact/malformed'
  | 'pact/missing-signature'
  | 'pact/no-equivalent'
  | 'pact/not-authorised'
  | 'pact/not-in-force'
  | 'pact/not-released'
  | 'pact/other-pact'
  | 'pact/other-policy'
  | 'pact/other-rules'
  | 'pact/policy-missing'
  | 'pact/previous-version'
  | 'pact/suite-not-admitted'

/** A pact, an appointment, a notice, a grant, a release or a receipt is not valid. */
export class PactError extends EntenteError<PactErrorCode> {
  override readonly name = 'PactError'
  /** Whose statement it is, where one member can be named. */
  readonly member: string | undefined

  constructor(
    code: PactErrorCode,
    message: string,
    options: ErrorOptions & { readonly member?: string } = {},
  ) {
    super(code, message, options)
    this.member = options.member
  }
}
