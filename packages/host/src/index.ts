/**
 * What core needs of a machine: an XML parser, a policy engine, files.
 *
 * @module
 */
export { cedarCondition } from './cedar/condition.ts'
export { cedarEngine } from './cedar/engine.ts'
export { readCertificate, readPolicyFiles, xmlParser } from './xml/index.ts'
export { FileError, type FileErrorCode } from './files/errors.ts'
export { fileErrorTexts } from './files/errors-text.ts'
export { writeOutput } from './files/output.ts'
export { type FileSource, openSource } from './files/source.ts'
export type { Progress } from './segments/file-segments.ts'
