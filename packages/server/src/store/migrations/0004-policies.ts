/**
 * The security policies that pacts pin, and the marking of documents of ours.
 *
 * @module
 */
import type { Spelling } from './spelling.ts'

/** One statement a string. */
export function policies({ bytes, end }: Spelling): readonly string[] {
  return [
    `create table security_policies (
      id text primary key check (length(id) = 64),
      body ${bytes} not null
    )${end}`,

    `alter table documents add column marking text`,
  ]
}
