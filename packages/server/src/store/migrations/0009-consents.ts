/**
 * Consents of originators: asked for, given and refused.
 *
 * @module
 */
import type { Spelling } from './spelling.ts'

/** One statement a string. */
export function consents({ end }: Spelling): readonly string[] {
  return [
    `create table consents (
      consent text primary key,
      asker text not null,
      originator text not null,
      pact text not null,
      document text not null,
      regime text not null,
      level text not null,
      wish text not null,
      state text not null,
      statement text,
      asked_by text,
      created_at text not null,
      updated_at text not null
    )${end}`,
    `create index consents_by_time on consents (created_at, consent)`,
    `create index consents_by_state on consents (originator, state, created_at)`,
  ]
}
