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
export { CryptoError, type CryptoErrorCode } from './errors.ts'
export { cryptoErrorTexts, signatureErrorTexts } from './errors-text.ts'
export { formatPem, parsePem } from './pem.ts'
export { aesGcmOpen, aesGcmSeal, hkdfSha256, hmacSha256, verifyHmacSha256 } from './symmetric.ts'
export {
  generateKasKey,
  kidOf,
  suiteOfPublicKey,
  unwrapFromSession,
  unwrapKey,
  wrapForSession,
  type WrapSuite,
  wrapSuites,
  wrapKey,
  type WrappedKey,
} from './wrap.ts'
