/**
 * What a reader needs to know is found by its case, and what waits for approval by itself.
 *
 * @module
 */

/** One statement a string. */
export function needs(): readonly string[] {
  return [
    `create index register_lines_by_case on register_lines (case_id) where case_id <> ''`,
    `create index releases_prepared on releases (document) where state = 'prepared'`,
  ]
}
