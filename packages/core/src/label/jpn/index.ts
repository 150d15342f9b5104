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
