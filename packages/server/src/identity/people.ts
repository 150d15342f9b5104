/**
 * People as sign-in knows them: a person's id, the name they sign in with, and their password. What
 * they may do is in statements, never here (D15).
 *
 * @module
 */
import type { Kysely } from 'kysely'

import type { Database } from '../store/index.ts'

import { IdentityError } from './errors.ts'
import { hashPassword } from './password.ts'

/** Somebody who may sign in. */
export interface Person {
  readonly person: string
  /** What the identity provider calls them, and what they type. */
  readonly subject: string
}

/** A person to be added. */
export interface NewPerson extends Person {
  readonly nameEn: string
  readonly nameJa: string
}

/**
 * Adds a person without a password. `tx` is that of the work that announces it.
 *
 * @throws {IdentityError} `identity/subject-taken`
 */
export async function insertPerson(
  tx: Kysely<Database>,
  { person, subject, nameEn, nameJa }: NewPerson,
  now: Date,
): Promise<void> {
  const inserted = await tx
    .insertInto('people')
    .values({
      person,
      subject: spelled(subject),
      name_en: nameEn,
      name_ja: nameJa,
      password: null,
      created_at: now.toISOString(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('person')
    .executeTakeFirst()
  if (!inserted) throw new IdentityError('identity/subject-taken', 'person or subject exists')
}

/**
 * Hashes `password` before any transaction; the returned function writes it in one.
 *
 * @throws {IdentityError} `identity/weak-password`; the returned function `identity/unknown-person`
 */
export async function preparePassword(
  person: string,
  password: string,
  random: (length: number) => Uint8Array,
): Promise<(tx: Kysely<Database>) => Promise<void>> {
  const hash = await hashPassword(password, random(16))
  return async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('people')
      .set({ password: hash })
      .where('person', '=', person)
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) throw new IdentityError('identity/unknown-person', 'no such row')
  }
}

/** The person who signs in as `subject`; undefined if nobody does. */
export async function findPerson(
  db: Kysely<Database>,
  subject: string,
): Promise<(Person & { readonly password: string | undefined }) | undefined> {
  const row = await db
    .selectFrom('people')
    .select(['person', 'subject', 'password'])
    .where('subject', '=', spelled(subject))
    .executeTakeFirst()
  return row && { ...row, password: row.password ?? undefined }
}

/** One spelling for what is typed with or without capitals, wide or narrow. */
export function spelled(subject: string): string {
  return subject.trim().normalize('NFKC').toLowerCase()
}
