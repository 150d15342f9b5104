/**
 * What members say to each other.
 *
 * @module
 */
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
  verifyAnswer,
  verifyMessage,
} from './message.ts'
