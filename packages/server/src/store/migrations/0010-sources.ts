/**
 * What documents of ours were made from.
 *
 * @module
 */
import type { Spelling } from './spelling.ts'

/** One statement a string. */
export function sources({ end }: Spelling): readonly string[] {
  return [
    `create table sources (
      document text not null,
      source text not null,
      use text not null,
      language text not null,
      statement text not null,
      primary key (document, source, use, language)
    )${end}`,
    `create index sources_by_source on sources (source)`,
  ]
}
