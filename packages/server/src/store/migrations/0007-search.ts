/**
 * What the register is searched by, folded so that spellings of one word are one text.
 *
 * @module
 */

/** One statement a string. Lines that were there before are folded at the next start. */
export function search(): readonly string[] {
  return [`alter table register_lines add column search text not null default ''`]
}
