/**
 * Tables of designations whose term is over.
 *
 * @module
 */

/** Designations of our own documents whose term is over, once each. */
export interface ExpiriesTable {
  /** Id of the grant of its last term. */
  readonly designation: string
  readonly document: string
  /** Number in the register of designations. */
  readonly number: string
  /** The last day of the term, in Tokyo. */
  readonly expired_on: string
  /** JSON `{en, ja}` of the entry in the register of designations. */
  readonly entry: string
  readonly recorded_at: string
}

/** Those who have to be told in writing that a designation has expired. */
export interface ExpiryNoticesTable {
  readonly designation: string
  readonly kind: 'member' | 'organ' | 'person'
  readonly holder: string
  /** JSON of the article, and of what is to be done, each `{en, ja}`. */
  readonly effect: string
  readonly notified_at: string | null
  readonly notified_by: string | null
}
