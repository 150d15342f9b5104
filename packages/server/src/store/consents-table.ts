/**
 * The rows of consents.
 *
 * @module
 */

/** Consents that we asked for or were asked for, and those given without a request. */
export interface ConsentsTable {
  readonly consent: string
  /** The member whose people would do it. */
  readonly asker: string
  readonly originator: string
  readonly pact: string
  readonly document: string
  readonly regime: string
  readonly level: string
  /** JSON of what was asked for. */
  readonly wish: string
  readonly state: 'asked' | 'given' | 'refused'
  /** JSON of the consent with the acts so far; null until an officer has acted. */
  readonly statement: string | null
  /** Our person who asked. */
  readonly asked_by: string | null
  readonly created_at: string
  readonly updated_at: string
}
