/**
 * What a person's machine verifies for itself of what its server says: a pact by its id, and a member's
 * appointments entry by entry from the appointing key that the pact pins.
 *
 * @module
 */
import { type Hash, statementId, statementValue } from '@entente/core/crypto'
import {
  type Directory,
  emptyDirectory,
  extendDirectory,
  findMember,
  type Pact,
  parseTerms,
} from '@entente/core/pact'

import { type Client } from './client.ts'
import { ApiError } from './client-errors.ts'
import { readStatements } from './statements.ts'

/** Terms under their id: whether they are in force is for the server to say. */
export type KnownPact = Pick<Pact, 'id' | 'terms'>

/** The pacts of our member, oldest first. */
export async function readPacts(client: Client): Promise<readonly KnownPact[]> {
  const statements = await readStatements(client, 'pact')
  return statements.map((statement) => ({
    id: statementId(statement),
    terms: parseTerms(statementValue(statement)),
  }))
}

/**
 * The pact called `id`: other terms would have another id.
 *
 * @throws {ApiError} `pact/other-pact`
 */
export async function requirePactOf(client: Client, id: Hash): Promise<KnownPact> {
  const found = (await readPacts(client)).find((pact) => pact.id === id)
  if (!found) throw new ApiError('pact/other-pact', 404, 'the server has no such pact')
  return found
}

/**
 * The directory of a member.
 *
 * @throws {ApiError} `pact/other-pact` if it is party to none of `pacts`; {PactError} if its chain does not verify
 */
export async function readDirectory(
  client: Client,
  member: string,
  pacts: readonly KnownPact[],
): Promise<Directory> {
  const party = pacts.map(({ terms }) => findMember(terms, member)).findLast(Boolean)
  if (!party) throw new ApiError('pact/other-pact', 404, `no pact with \`${member}\``)
  let directory = emptyDirectory(party)
  for (const statement of await readStatements(client, 'appointment', member)) {
    directory = await extendDirectory(directory, statement)
  }
  return directory
}
