/**
 * The register as rules see it: a line a document, and which lines a reader could open.
 *
 * @module
 */
export { completeRegister, writeOwnLine, writeReceivedLine } from './lines.ts'
export { createPrefilter, type Prefilter, purposesOf, type RegisterReader } from './prefilter.ts'
