/**
 * Every way the blob store can refuse.
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'

/** Codes of {@link BlobsError}. */
export type BlobsErrorCode =
  | 'blobs/bad-range'
  | 'blobs/busy'
  | 'blobs/corrupt'
  | 'blobs/malformed'
  | 'blobs/not-next'
  | 'blobs/too-long'
  | 'blobs/unknown'
  | 'blobs/wrong-digest'
  | 'blobs/wrong-segment'

/** A payload is not there, not whole, or not what it is named. */
export class BlobsError extends EntenteError<BlobsErrorCode> {
  override readonly name = 'BlobsError'
}
