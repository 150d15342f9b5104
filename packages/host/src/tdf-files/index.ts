/**
 * Containers as files, without the rest of the host: no policy engine is loaded to seal one.
 *
 * @module
 */
export {
  inspectFile,
  type Inspection,
  type RecoveredFile,
  recoverFile,
  type RecoverFile,
} from './open-file.ts'
export { type SealedFile, sealFile, type SealFile } from './seal-file.ts'
