/**
 * Hashes, keys, signatures and key wrapping, over WebCrypto.
 *
 * @module
 */
export { domainTag, type Hash, hashOf, isHash, sha256 } from './hash.ts'
export {
  generateHybridKey,
  type HybridPrivateKey,
  type HybridPublicKey,
  type HybridSigner,
  importHybridSigner,
  keyId,
} from './keys.ts'
export { SignatureError, type SignatureErrorCode } from './signature-errors.ts'
export {
  type Act,
  addAct,
  fromGeneralJws,
  mergeActs,
  parseStatement,
  signStatement,
  type Statement,
  statementBytes,
  statementId,
  type StatementType,
  statementValue,
  toGeneralJws,
  unsignedStatement,
  verifyAct,
  verifyActs,
} from './statement.ts'
