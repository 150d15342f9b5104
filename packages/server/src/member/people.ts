/**
 * People who may sign in, added by the operator while the server is stopped.
 *
 * @module
 */
import { insertPerson, linkAccount, type NewPerson, preparePassword } from '../identity/index.ts'
import type { Secret } from '../keys/index.ts'

import { MemberError } from './errors.ts'
import { openOffline } from './offline.ts'

/** A person to be added, with a first password. */
export interface AddedPerson extends NewPerson {
  readonly folder: string
  readonly secret: Secret
  readonly password: string
  readonly now: () => Date
}

/**
 * Lets a person sign in. That gives no right: devices, clearances and need-to-know are statements (D15).
 *
 * @throws {IdentityError} `identity/subject-taken`, `identity/weak-password`
 */
export async function addPerson({
  folder,
  secret,
  password,
  now,
  ...person
}: AddedPerson): Promise<void> {
  const writePassword = await preparePassword(person.person, password, (length) =>
    crypto.getRandomValues(new Uint8Array(length)),
  )
  await using member = await openOffline({ folder, secret, now })
  await member.ledger.record(async (tx) => {
    await insertPerson(tx, person, now())
    await writePassword(tx)
  })
}

/**
 * Says by which account of the member's OpenID provider a person signs in, in place of the one before.
 * Gives the issuer.
 *
 * @throws {MemberError} `member/no-provider`
 * @throws {IdentityError} `identity/unknown-person`, `identity/subject-taken`
 */
export async function linkPerson({
  folder,
  secret,
  person,
  subject,
  now,
}: Pick<AddedPerson, 'folder' | 'now' | 'person' | 'secret' | 'subject'>): Promise<string> {
  await using member = await openOffline({ folder, secret, now })
  const issuer = member.config.signIn?.provider?.issuer
  if (issuer === undefined) throw new MemberError('member/no-provider', 'signIn names none')
  await member.ledger.record((tx) => linkAccount(tx, { issuer, subject }, person))
  return issuer
}
