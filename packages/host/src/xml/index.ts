/**
 * XML for the label engine, without the rest of the host: libxml2 alone is quick to load.
 *
 * @module
 */
export { type DocumentKind, findDocumentKind, requireDocumentKind } from '../embedded.ts'
export { readCertificate } from './certificate.ts'
export { xmlParser } from './parser.ts'
export { readXmlFile } from './read-file.ts'
export { readPolicyFiles } from './shipped.ts'
export { type LabelSchema, openLabelSchema } from './schema.ts'
