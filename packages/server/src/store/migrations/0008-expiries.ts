/**
 * Designations whose term is over, and who has to be told of it in writing.
 *
 * @module
 */
import type { Spelling } from './spelling.ts'

/** One statement a string. */
export function expiries({ end }: Spelling): readonly string[] {
  return [
    `create table expiries (
      designation text primary key,
      document text not null,
      number text not null,
      expired_on text not null,
      entry text not null,
      recorded_at text not null
    )${end}`,
    `create index expiries_by_document on expiries (document)`,
    `create table expiry_notices (
      designation text not null,
      kind text not null,
      holder text not null,
      effect text not null,
      notified_at text,
      notified_by text,
      primary key (designation, kind, holder)
    )${end}`,
    `create index expiry_notices_open on expiry_notices (designation) where notified_at is null`,
  ]
}
