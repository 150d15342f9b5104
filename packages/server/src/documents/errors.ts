/**
 * Every way a document's way can be refused by its own member.
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'
import type { Objection } from '@entente/core/policy'

/** Codes of {@link DocumentError}. */
export type DocumentErrorCode =
  | 'document/already-there'
  | 'document/bad-sources'
  | 'document/changed'
  | 'document/denied'
  | 'document/ended'
  | 'document/in-use'
  | 'document/incomplete'
  | 'document/label-mismatch'
  | 'document/not-found'
  | 'document/not-yours'
  | 'document/on-its-way'
  | 'document/release-closed'
  | 'document/release-refused'
  | 'document/replayed-release'
  | 'document/too-many-lines'

/** A draft, a release or a delivery cannot take the step asked for. */
export class DocumentError extends EntenteError<DocumentErrorCode> {
  override readonly name: string = 'DocumentError'
}

/** Our own person is told exactly why, with the article (principle 6); a peer never sees this. */
export class DeniedError extends DocumentError {
  override readonly name = 'DeniedError'
  readonly reasons: readonly Objection[]

  constructor(code: 'document/denied' | 'document/release-refused', reasons: readonly Objection[]) {
    super(code, reasons.map((reason) => reason.code).join(' '))
    this.reasons = reasons
  }
}
