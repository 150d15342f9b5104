/**
 * Profiles: terms as data before the ceremony has filled in the keys.
 *
 * @module
 */
import { z } from 'zod'

import type { Hash } from '../crypto/index.ts'

import { PactError } from './errors.ts'
import type { Pact } from './pact.ts'
import { parseTerms, type Terms } from './terms.ts'
import { readAs } from './vocabulary.ts'

/** What the ceremony brings to a profile. */
export interface ProfileKeys {
  /** Appointing key by member, as its file has it. */
  readonly members: Readonly<Record<string, unknown>>
  /** Digest by rule id: of the rules that the drafting side would apply (D5b). */
  readonly rules: Readonly<Record<string, Hash>>
  /** The version that these terms are to replace; without it the profile says which version it is. */
  readonly previous?: Pact | undefined
}

/** The part of a profile that is not yet as terms have it; all else {@link parseTerms} reads. */
const profile = z.looseObject({
  members: z.array(z.looseObject({ id: z.string(), appointingKey: z.never().optional() })),
  clauses: z.array(z.looseObject({ article: z.string(), rules: z.array(z.string()) })),
})

/**
 * The terms of `template` with everybody's key, and with the digest of every rule that it names.
 *
 * A key for somebody who is no member is refused as much as one that is missing: it is a wrong file.
 *
 * @throws {PactError} `pact/malformed`, `pact/inconsistent` (names the member), `pact/other-rules`
 */
export function draftTerms(template: unknown, { members, rules, previous }: ProfileKeys): Terms {
  const read = readAs('profile', profile, template)
  const stranger = Object.keys(members).find((id) => !read.members.some((one) => one.id === id))
  if (stranger !== undefined) {
    throw new PactError('pact/inconsistent', 'a key for somebody who is no member', {
      member: stranger,
    })
  }
  return parseTerms({
    ...read,
    ...(previous && { version: previous.terms.version + 1, previous: previous.id }),
    members: read.members.map((member) => ({
      ...member,
      appointingKey: own(members, member.id, () => {
        const options = { member: member.id }
        return new PactError('pact/inconsistent', 'no appointing key for a member', options)
      }),
    })),
    clauses: read.clauses.map((clause) => ({
      ...clause,
      rules: clause.rules.map((id) => ({
        id,
        hash: own(rules, id, () => {
          const reason = `article ${clause.article} names the unknown rule \`${id}\``
          return new PactError('pact/other-rules', reason)
        }),
      })),
    })),
  })
}

function own<T>(record: Readonly<Record<string, T>>, name: string, missing: () => PactError): T {
  const value = Object.hasOwn(record, name) ? record[name] : undefined
  if (value === undefined) throw missing()
  return value
}
