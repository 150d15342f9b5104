/**
 * Every way a container can be refused.
 *
 * @module
 */
import { EntenteError } from '../lib/index.ts'

/** Codes of {@link TdfError}. */
export type TdfErrorCode =
  | 'tdf/assertion'
  | 'tdf/bad-manifest'
  | 'tdf/bad-policy'
  | 'tdf/bad-zip'
  | 'tdf/commitment'
  | 'tdf/crc'
  | 'tdf/entries'
  | 'tdf/label'
  | 'tdf/no-key'
  | 'tdf/payload-digest'
  | 'tdf/policy-binding'
  | 'tdf/root-signature'
  | 'tdf/segment'
  | 'tdf/segment-table'
  | 'tdf/too-large'
  | 'tdf/truncated'
  | 'tdf/unsupported'
  | 'tdf/unverified-assertion'

/** A container is not what it claims, or is not one at all. */
export class TdfError extends EntenteError<TdfErrorCode> {
  override readonly name = 'TdfError'
}
