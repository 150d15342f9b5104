/**
 * Every migration, in order. One that has been released is never changed: the next one follows it.
 *
 * @module
 */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

import { first } from './0001-first.ts'
import { kas } from './0002-kas.ts'
import { register } from './0003-register.ts'
import { policies } from './0004-policies.ts'
import { web } from './0005-web.ts'
import { needs } from './0006-needs.ts'
import { search } from './0007-search.ts'
import { expiries } from './0008-expiries.ts'
import { consents } from './0009-consents.ts'
import { sources } from './0010-sources.ts'
import { refusals } from './0011-refusals.ts'
import { ways } from './0012-ways.ts'
import { acknowledgements } from './0013-acknowledgements.ts'
import type { Spelling } from './spelling.ts'

export { type Spelling, sqliteSpelling } from './spelling.ts'

const steps: Readonly<Record<string, (spelling: Spelling) => readonly string[]>> = {
  '0001-first': first,
  '0002-kas': kas,
  '0003-register': register,
  '0004-policies': policies,
  '0005-web': web,
  '0006-needs': needs,
  '0007-search': search,
  '0008-expiries': expiries,
  '0009-consents': consents,
  '0010-sources': sources,
  '0011-refusals': refusals,
  '0012-ways': ways,
  '0013-acknowledgements': acknowledgements,
}

/** The migrations in the spelling of one engine. */
export function migrations(spelling: Spelling): Record<string, Migration> {
  return Object.fromEntries(
    Object.entries(steps).map(([name, step]) => [
      name,
      {
        async up(db: Kysely<unknown>): Promise<void> {
          for (const statement of step(spelling)) await sql.raw(statement).execute(db)
        },
      },
    ]),
  )
}
