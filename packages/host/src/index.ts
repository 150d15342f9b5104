/**
 * What core needs of a machine: an XML parser, a policy engine, files.
 *
 * @module
 */
export { cedarEngine } from './cedar/engine.ts'
export { xmlParser } from './xml/parser.ts'
