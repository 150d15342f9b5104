/**
 * The OpenTDF container: ZIP, manifest, segments, policy bindings, assertions and keys.
 *
 * @module
 */
export { crc32 } from './crc32.ts'
export { type AssertionKey, verifyAssertions } from './assertions.ts'
export {
  type ByteRange,
  type ByteSource,
  bytesSource,
  rangeSource,
  readExactly,
} from './byte-source.ts'
export {
  checkPayload,
  manifestOf,
  type ManifestParts,
  openContainer,
  type OpenedContainer,
  openParts,
  type OpenOptions,
  rebindManifest,
  type Unlocked,
  unlockManifest,
  type UnlockOptions,
} from './container.ts'
export { TdfError, type TdfErrorCode } from './errors.ts'
export { tdfErrorTexts } from './errors-text.ts'
export { verifyRoot } from './integrity.ts'
export {
  bindPolicy,
  generatePayloadKey,
  grantKey,
  type KeyRecipient,
  type KeySource,
  resolveKey,
  verifyPolicyBinding,
} from './key-access.ts'
export {
  bindLabel,
  findLabelAssertion,
  type LabelAssertion,
  readLabelAssertion,
} from './label-assertion.ts'
export {
  type Assertion,
  formatManifest,
  type KeyAccess,
  type Manifest,
  parseManifest,
  segmentOverhead,
  storedSize,
} from './manifest.ts'
export { keyCommitment, payloadDigest } from './payload-digest.ts'
export { formatPolicy, parsePolicy, type Policy, policyHash } from './policy.ts'
export {
  type RepeatableCipher,
  repeatableCipher,
  type RepeatedSegment,
  sealAgain,
} from './repeatable.ts'
export { type SegmentCipher, webSegmentCipher } from './segment-cipher.ts'
export {
  defaultSegmentSize,
  digestStored,
  openSegments,
  type PayloadSummary,
  planSegments,
  recordOf,
  sealSegments,
  type SegmentPlace,
  segmentPlaces,
  type SegmentRecord,
  summarise,
} from './segments.ts'
export { parseStrictJson } from './strict-json.ts'
export { openZip, readPayload, type TdfZip } from './zip-reader.ts'
export { entryNames } from './zip-records.ts'
export { type PayloadFacts, zipHead, zipTail } from './zip-writer.ts'
