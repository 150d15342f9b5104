/**
 * Bytes, canonical JSON and errors; no word of the domain.
 *
 * @module
 */
export {
  type Bytes,
  concatBytes,
  equalBytes,
  fromBase64,
  fromBase64Url,
  fromHex,
  fromUtf8,
  toBase64,
  toBase64Url,
  toHex,
  utf8,
} from './bytes.ts'
export { canonicalJson, type Json, parseCanonicalJson, parseJson } from './canonical-json.ts'
export { formatErrorTexts } from './errors-text.ts'
export { EntenteError, FormatError, type FormatErrorCode, isErrorCode } from './errors.ts'
