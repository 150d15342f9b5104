/**
 * Who has opened what was received, and who has acknowledged it.
 *
 * @module
 */
import type { Spelling } from './spelling.ts'

/** One statement a string. */
export function acknowledgements({ end, integer }: Spelling): readonly string[] {
  return [
    `create table openings (
      release text not null,
      person text not null,
      opened_at text not null,
      primary key (person, release)
    )${end}`,
    `create table acknowledgements (
      release text not null,
      member text not null,
      person text not null,
      document text not null,
      statement text not null references statements (id),
      acknowledged_at text not null,
      entry ${integer} not null,
      primary key (release, member, person)
    )${end}`,
    `create index acknowledgements_by_document on acknowledgements (document, entry)`,
  ]
}
