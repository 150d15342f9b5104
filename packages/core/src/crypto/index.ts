/**
 * Hashes, keys, signatures and key wrapping, over WebCrypto.
 *
 * @module
 */
export { type Act, type HybridAct, type WebauthnAct } from './act.ts'
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
  type ActKey,
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
export { assertionAct, assertionChallenge, type PasskeyKey, passkeyId } from './webauthn.ts'
export { CryptoError, type CryptoErrorCode } from './errors.ts'
export { cryptoErrorTexts, signatureErrorTexts } from './errors-text.ts'
export { formatPem, parsePem, type PemLabel } from './pem.ts'
export { random } from './random.ts'
export { aesGcmOpen, aesGcmSeal, hkdfSha256, hmacSha256, verifyHmacSha256 } from './symmetric.ts'
export { type KeyPair, type Suite, type WrapSuite } from './wrap-suite.ts'
export {
  generateKasKey,
  kidOf,
  type Session,
  startSession,
  suiteOfPrivateKey,
  suiteOfPublicKey,
  unwrapFromSession,
  unwrapKey,
  wrapForSession,
  type WrappedKey,
  wrapKey,
  wrapSuites,
} from './wrap.ts'
