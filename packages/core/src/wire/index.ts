/**
 * What members say to each other.
 *
 * @module
 */
export {
  encloseShare,
  type EnclosedShare,
  enclosedShare,
  openEnclosure,
  type SessionShare,
  type ShareContext,
} from './enclosure.ts'
export { WireError, type WireErrorCode } from './errors.ts'
export { wireErrorTexts } from './errors-text.ts'
export {
  type Answer,
  type BodyKind,
  type Message,
  type MessageBody,
  messageTypes,
  parseAnswer,
  parseMessage,
  type SentMessage,
  verifyAnswer,
  verifyMessage,
} from './message.ts'
export { bytesOf, documentId, hash, id, statement, token } from './forms.ts'
export type { Reception } from './sender.ts'
export {
  freshMilliseconds,
  keyAccess,
  parseShareAnswer,
  parseShareRequest,
  recordedAt,
  type ShareAnswer,
  type ShareRequest,
  shareTypes,
  verifyShareAnswer,
  verifyShareRequest,
} from './share.ts'
