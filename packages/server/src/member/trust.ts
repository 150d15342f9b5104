/**
 * Taking up a pact: the operator's part of the ceremony, after its words were compared.
 *
 * @module
 */
import { type Statement, statementId, statementValue } from '@entente/core/crypto'
import {
  type Pact,
  parseAppointment,
  parseTerms,
  readPolicies,
  requirePact,
  verifyPact,
} from '@entente/core/pact'
import { requireRules } from '@entente/core/policy'
import { xmlParser } from '@entente/host/xml'

import { keepPolicies, keptPolicies, type PolicyFiles } from '../policies/index.ts'
import type { Secret } from '../keys/index.ts'
import { recordChanges } from '../standing/index.ts'

import { writeConfig } from './config.ts'
import { openOffline } from './offline.ts'

/** What taking up a pact takes. */
export interface Trusting {
  readonly folder: string
  readonly secret: Secret
  readonly pact: Statement
  /** The appointments of other members, from their first on; each member's in order. */
  readonly appointments: readonly Statement[]
  /** Files of policies, by digest, beside those that the member keeps already. */
  readonly policies: PolicyFiles
  readonly now: () => Date
}

/**
 * Adds a pact to those that `member.json` trusts, and keeps it and the other members' appointments. The
 * server is stopped. Doing it again with more appointments adds those.
 *
 * @throws {PactError} whatever pact or appointments are refused for, `pact/other-rules`, `pact/policy-missing`,
 *   `pact/other-policy`; {LabelError} for a policy that cannot be read. Nothing is
 *   changed then, except that a pact whose appointments alone are refused is kept.
 */
export async function trustPact({
  folder,
  secret,
  pact,
  appointments,
  policies,
  now,
}: Trusting): Promise<Pact> {
  const id = statementId(pact)
  await using member = await openOffline({ folder, secret, trusted: [id], now })
  const { config, ledger, standing, store } = member
  // Also where it is known already: a file without its signatures is not what was trusted.
  const { previous } = parseTerms(statementValue(pact))
  await verifyPact(pact, id, previous === null ? undefined : standing.current().pacts.get(previous))
  await standing.change([{ kind: 'pact', statement: pact }], async ({ fresh, next, write }) => {
    const adopted = requirePact(next, id)
    requireRules(adopted)
    const files = new Map([...(await keptPolicies(store)), ...policies])
    readPolicies(adopted.terms, (digest) => files.get(digest), xmlParser)
    // First: a store with a pact that nobody trusts stops the server, the other way round is harmless.
    if (!config.trusted.includes(id)) {
      await writeConfig(folder, { ...config, trusted: [...config.trusted, id] })
    }
    await ledger.record(async (tx, append) => {
      await keepPolicies(tx, adopted.terms, files)
      if (fresh.length === 0) return
      await write(tx)
      append({ kind: 'pact-adopted', at: now().toISOString(), pact: id })
    })
  })
  const changes = appointments.map((statement) => ({ kind: 'appointment' as const, statement }))
  await recordChanges(standing, ledger, changes, (append, { statement }) => {
    const { member: of, number } = parseAppointment(statement)
    const at = now().toISOString()
    append({
      kind: 'appointments-received',
      at,
      member: of,
      number,
      statement: statementId(statement),
    })
  })
  return requirePact(standing.current(), id)
}
