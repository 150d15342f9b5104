/**
 * Ways in besides the passkey: how each session was opened, and who somebody is at the member's own OpenID
 * provider. Sessions last half a day at most, so those from before are ended and not carried over.
 *
 * @module
 */
import type { Spelling } from './spelling.ts'

/** One statement a string. */
export function ways({ integer, end }: Spelling): readonly string[] {
  return [
    `drop table web_sessions`,
    `create table web_sessions (
      id text primary key,
      person text not null,
      device text not null,
      way text not null,
      passkey text,
      jkt text not null,
      used_at ${integer} not null,
      ends_at ${integer} not null
    )${end}`,
    `create index web_sessions_by_end on web_sessions (ends_at)`,
    `create table provider_accounts (
      issuer text not null,
      subject text not null,
      person text not null,
      primary key (issuer, subject)
    )${end}`,
    `create table provider_requests (
      state text primary key,
      nonce text not null,
      verifier text not null,
      jkt text not null,
      ends_at ${integer} not null
    )${end}`,
  ]
}
