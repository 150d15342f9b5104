/**
 * What a Key Access Service keeps that runs apart from its server; in a server's own store these stay
 * empty.
 *
 * @module
 */
import type { Spelling } from './spelling.ts'

/** One statement a string. */
export function kas({ integer, bytes, end }: Spelling): readonly string[] {
  return [
    `create table kas_heads (
      origin text primary key,
      size ${integer} not null check (size >= 0),
      root ${bytes} not null check (length(root) = 32)
    )${end}`,

    `create table kas_recorded (
      origin text not null,
      idx ${integer} not null check (idx >= 0),
      event text not null,
      primary key (origin, idx)
    )${end}`,

    `create table kas_releases (
      release text primary key,
      document text not null,
      policy text not null,
      body text not null,
      statement text not null
    )${end}`,
    `create index kas_releases_by_policy on kas_releases (document, policy)`,
  ]
}
