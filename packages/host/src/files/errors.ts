/**
 * Every way a file of the operator can fail us.
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'

/** Codes of {@link FileError}. */
export type FileErrorCode = 'file/cannot-read' | 'file/cannot-write' | 'file/exists'

/** A file cannot be read or written. */
export class FileError extends EntenteError<FileErrorCode> {
  override readonly name = 'FileError'
}
