/**
 * People who may sign in, added by the operator while the server is stopped.
 *
 * @module
 */
import { insertPerson, type NewPerson, preparePassword } from '../identity/index.ts'
import type { Secret } from '../keys/index.ts'

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
