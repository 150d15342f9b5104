/**
 * Every way sealing, or looking at what was sealed, can be refused on a person's machine.
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'

/** Codes of {@link SealingError}. */
export type SealingErrorCode =
  | 'sealing/label-differs'
  | 'sealing/no-suite'
  | 'sealing/release-differs'
  | 'sealing/source-changed'

/** A draft cannot be sealed, or a release is not what it says. */
export class SealingError extends EntenteError<SealingErrorCode> {
  override readonly name = 'SealingError'
}
