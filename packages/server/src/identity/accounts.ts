/**
 * Who somebody is at the member's own OpenID provider: its subjects, to the letter. An e-mail address or a
 * name is never looked at, since a provider may give them to somebody else.
 *
 * @module
 */
import type { Kysely } from 'kysely'

import type { Database } from '../store/index.ts'

import { IdentityError } from './errors.ts'

/** An account at a provider. */
export interface ProviderAccount {
  readonly issuer: string
  readonly subject: string
}

/** The person whose account it is; undefined if it is nobody's. */
export async function findAccount(
  db: Kysely<Database>,
  { issuer, subject }: ProviderAccount,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('provider_accounts')
    .select('person')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row?.person
}

/**
 * Says that an account is a person's, in place of the one that they had at this provider. What was opened by that
 * one ends.
 *
 * @throws {IdentityError} `identity/unknown-person`, `identity/subject-taken`
 */
export async function linkAccount(
  tx: Kysely<Database>,
  { issuer, subject }: ProviderAccount,
  person: string,
): Promise<void> {
  const known = await tx
    .selectFrom('people')
    .select('person')
    .where('person', '=', person)
    .executeTakeFirst()
  if (!known) throw new IdentityError('identity/unknown-person', 'no such row')
  await tx
    .deleteFrom('provider_accounts')
    .where('issuer', '=', issuer)
    .where('person', '=', person)
    .execute()
  await tx
    .deleteFrom('web_sessions')
    .where('person', '=', person)
    .where('way', '=', 'provider')
    .execute()
  const inserted = await tx
    .insertInto('provider_accounts')
    .values({ issuer, subject, person })
    .onConflict((conflict) => conflict.doNothing())
    .returning('person')
    .executeTakeFirst()
  if (!inserted)
    throw new IdentityError('identity/subject-taken', 'the account is another person’s')
}
