/**
 * The rows of acknowledgements, and of the openings that let a person give one.
 *
 * @module
 */

/** Who has opened a release here, written with the first event of it. */
export interface OpeningsTable {
  readonly release: string
  readonly person: string
  readonly opened_at: string
}

/** Acknowledgements by our people and by those of members that we have released to; one a person and release. */
export interface AcknowledgementsTable {
  readonly release: string
  readonly member: string
  readonly person: string
  readonly document: string
  /** Id of the signed statement. */
  readonly statement: string
  readonly acknowledged_at: string
  /** Index of the event `acknowledged`, or `acknowledgement-received`. */
  readonly entry: number
}
