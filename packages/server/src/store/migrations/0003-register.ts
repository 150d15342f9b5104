/**
 * What the rules see of each document, as columns, so that a register of any length is asked once.
 *
 * @module
 */
import type { Spelling } from './spelling.ts'

/** One statement a string. Lines of documents that were there before are written at the next start. */
export function register({ integer, end }: Spelling): readonly string[] {
  return [
    `create table register_classes (
      class text primary key,
      direction text not null check (direction in ('own', 'received')),
      pact text not null,
      regime text not null,
      level text not null,
      label text not null,
      check ((direction = 'own') = (pact = ''))
    )${end}`,

    `create table register_lines (
      document text primary key references documents (document) on delete cascade,
      created_at text not null,
      class text not null references register_classes (class),
      author text not null,
      case_id text not null,
      release text not null,
      released ${integer} not null check (released in (0, 1)),
      recalled ${integer} not null check (recalled in (0, 1)),
      not_after text not null
    )${end}`,
    `create index register_lines_by_time on register_lines (created_at, document)`,
    `create index register_lines_by_author on register_lines (author)`,

    `create table register_purposes (
      document text not null references register_lines (document) on delete cascade,
      purpose text not null,
      primary key (document, purpose)
    )${end}`,
  ]
}
