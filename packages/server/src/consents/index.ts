/**
 * Consents of originators: asked for, given, refused and taken.
 *
 * @module
 */
export { type AnswerDeps, type Answered, giveConsent, refuseConsent } from './answer.ts'
export { acceptConsentRequest, type AskDeps, askConsent } from './ask.ts'
export { ConsentError, type ConsentErrorCode } from './errors.ts'
export { consentErrorTexts } from './errors-text.ts'
export { type ReceiveConsentDeps, takeConsent, takeRefusal } from './receive.ts'
export { consentRows, type ConsentState, openRequests, requireConsent } from './rows.ts'
