/**
 * Every way a document's way can be refused by its own member.
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'
import type { Reason } from '@entente/core/policy'

/** Codes of {@link DocumentError}. */
export type DocumentErrorCode =
  | 'document/already-there'
  | 'document/denied'
  | 'document/incomplete'
  | 'document/label-mismatch'
  | 'document/not-found'
  | 'document/not-yours'
  | 'document/release-closed'
  | 'document/replayed-release'

/** A draft, a release or a delivery cannot take the step asked for. */
export class DocumentError extends EntenteError<DocumentErrorCode> {
  override readonly name: string = 'DocumentError'
}

/** Our own person is told exactly why, with the article (principle 6); a peer never sees this. */
export class DeniedError extends DocumentError {
  override readonly name = 'DeniedError'
  readonly reasons: readonly Reason[]

  constructor(reasons: readonly Reason[]) {
    super('document/denied', reasons.map(({ code }) => code).join(' '))
    this.reasons = reasons
  }
}
