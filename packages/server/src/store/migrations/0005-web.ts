/**
 * Sessions of people at browsers.
 *
 * @module
 */
import type { Spelling } from './spelling.ts'

/** One statement a string. */
export function web({ integer, end }: Spelling): readonly string[] {
  return [
    `create table web_sessions (
      id text primary key,
      person text not null,
      device text not null,
      passkey text not null,
      jkt text not null,
      used_at ${integer} not null,
      ends_at ${integer} not null
    )${end}`,
    `create index web_sessions_by_end on web_sessions (ends_at)`,
  ]
}
