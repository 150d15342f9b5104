/**
 * Every way the store can refuse.
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'

/** Codes of {@link StoreError}. */
export type StoreErrorCode = 'store/cannot-open' | 'store/cannot-migrate'

/** The database cannot be used. */
export class StoreError extends EntenteError<StoreErrorCode> {
  override readonly name = 'StoreError'
}
