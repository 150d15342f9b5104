/**
 * Every way a document's way can be refused by its own member.
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'

/** Codes of {@link DocumentError}. */
export type DocumentErrorCode =
  | 'document/already-there'
  | 'document/incomplete'
  | 'document/label-mismatch'
  | 'document/not-found'
  | 'document/not-yours'
  | 'document/release-closed'
  | 'document/replayed-release'

/** A draft, a release or a delivery cannot take the step asked for. */
export class DocumentError extends EntenteError<DocumentErrorCode> {
  override readonly name = 'DocumentError'
}
