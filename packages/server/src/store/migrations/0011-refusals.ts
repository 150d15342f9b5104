/**
 * Why an officer has not approved a release, in the officer's words.
 *
 * @module
 */
import type { Spelling } from './spelling.ts'

/** One statement a string. */
export function refusals({ end }: Spelling): readonly string[] {
  return [
    `create table release_refusals (
      release text not null primary key references releases (release),
      officer text not null,
      reason text not null,
      refused_at text not null
    )${end}`,
  ]
}
