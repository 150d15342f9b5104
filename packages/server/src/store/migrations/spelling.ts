/**
 * How one engine spells what all of them have.
 *
 * @module
 */

/** The few words of a table definition in which engines differ. */
export interface Spelling {
  /** Holds every safe integer. */
  readonly integer: string
  /** A primary key that counts up by itself. */
  readonly serial: string
  readonly bytes: string
  /** What follows the closing bracket of a table. */
  readonly end: string
}

/** STRICT tables: without it a column takes a value of any type. */
export const sqliteSpelling: Spelling = {
  integer: 'integer',
  serial: 'integer primary key autoincrement',
  bytes: 'blob',
  end: ' strict',
}
