/**
 * National forms of Japan.
 *
 * @module
 */
export {
  type Designation,
  designationMarking,
  isExpired,
  requireDesignation,
} from './designation.ts'
export { dayInTokyo, formatEra } from './era.ts'
export { effectsOfExpiry, type ExpiryEffect, type ExpiryHolder, type LawArticle } from './expiry.ts'
export { type DesignationTerm, requireTerm } from './term.ts'
