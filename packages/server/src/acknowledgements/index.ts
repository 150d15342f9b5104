/**
 * Acknowledgements: people who have opened what was received answer for it, and its originator hears of it.
 *
 * @module
 */
export { acknowledge, type AcknowledgeDeps, prepareAcknowledgement } from './acknowledge.ts'
export { AcknowledgementError, type AcknowledgementErrorCode } from './errors.ts'
export { acknowledgementErrorTexts } from './errors-text.ts'
export { acceptAcknowledgement, acknowledgeAgain } from './receive.ts'
export {
  type AcknowledgementRow,
  acknowledgementsOf,
  findAcknowledgement,
  openedCopies,
} from './rows.ts'
