/**
 * Encrypted payloads by their digest. The disk is trusted for nothing but not to lose them: whoever
 * opens a payload checks each segment again.
 *
 * @module
 */
export { type Blobs, type BlobState, type ByteRange, openBlobs } from './blobs.ts'
export { copyBlobs } from './copy.ts'
export { BlobsError, type BlobsErrorCode } from './errors.ts'
export { blobsErrorTexts } from './errors-text.ts'
export type { Segment } from './segment-list.ts'
