/**
 * Labels bound to data (ADatP-4778).
 *
 * @module
 */
export { type BindingSigner, importBindingSigner, type TrustedKey } from './algorithms.ts'
export { type Binding, bindingNamespace } from './binding-xml.ts'
export {
  type BindingTrust,
  parseBinding,
  requireDataSigned,
  type VerifiedBinding,
  verifyBinding,
} from './read.ts'
export { type BindingContent, formatBinding } from './write.ts'
