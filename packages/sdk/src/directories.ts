/**
 * What a person's machine verifies for itself of what its server says: pacts that our own member has
 * signed, and a member's appointments entry by entry from its appointing key.
 *
 * @module
 */
import { type Hash, keyId, statementId, statementValue } from '@entente/core/crypto'
import {
  appointed,
  type Directory,
  emptyDirectory,
  extendDirectory,
  findMember,
  type KasAppointment,
  type Pact,
  parseTerms,
  verifyPact,
} from '@entente/core/pact'

import { type Client, type OwnMember } from './client.ts'
import { ApiError } from './client-errors.ts'
import { readStatements } from './statements.ts'

/**
 * The pacts of our member, oldest first: whether one is in force is for the server to say. All have signed
 * each, and our member under the key that this machine was given; an amendment is signed by those before it.
 *
 * @throws {ApiError} `pact/other-pact` if one is of another key; {PactError} as `verifyPact`
 */
export async function readPacts(client: Client): Promise<readonly Pact[]> {
  const pacts = new Map<Hash, Pact>()
  for (const statement of await readStatements(client, 'pact')) {
    const id = statementId(statement)
    const before = parseTerms(statementValue(statement)).previous
    const previous = before === null ? undefined : pacts.get(before)
    const pact = await verifyPact(statement, id, previous)
    if (!previous) requireOwn(pact, client.member)
    pacts.set(id, pact)
  }
  return [...pacts.values()]
}

function requireOwn({ terms }: Pact, { id, appointingKey }: OwnMember): void {
  const party = findMember(terms, id)
  if (party && keyId(party.appointingKey) === keyId(appointingKey)) return
  throw new ApiError('pact/other-pact', 404, 'our member is not party to it under the key we know')
}

/**
 * The pact called `id`: other terms would have another id.
 *
 * @throws {ApiError} `pact/other-pact`
 */
export async function requirePactOf(client: Client, id: Hash): Promise<Pact> {
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
  pacts: readonly Pact[],
): Promise<Directory> {
  const party = pacts.map(({ terms }) => findMember(terms, member)).findLast(Boolean)
  if (!party) throw new ApiError('pact/other-pact', 404, `no pact with \`${member}\``)
  return foldDirectory(client, party)
}

/**
 * The key of our own Key Access Service that drafts are sealed to: one that our member has appointed, whatever
 * its server says.
 *
 * @throws {ApiError} `kas/unknown-key`; {PactError} if the chain does not verify
 */
export async function findOwnKas(client: Client): Promise<KasAppointment> {
  const directory = await foldDirectory(client, client.member)
  const keys = appointed(directory, 'kas', client.ports.now().toISOString())
  const own = keys.find(({ suite }) => suite === 'hpqt:xwing') ?? keys[0]
  if (!own) throw new ApiError('kas/unknown-key', 404, 'our member has appointed no key')
  return own
}

async function foldDirectory(client: Client, member: OwnMember): Promise<Directory> {
  let directory = emptyDirectory(member)
  for (const statement of await readStatements(client, 'appointment', member.id)) {
    directory = await extendDirectory(directory, statement)
  }
  return directory
}
