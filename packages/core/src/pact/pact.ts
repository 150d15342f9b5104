/**
 * A pact: terms under the signatures of exactly those who have to sign them.
 *
 * @module
 */
import {
  type Hash,
  hashOf,
  keyId,
  type Statement,
  statementId,
  type StatementType,
  statementValue,
  verifyAct,
} from '../crypto/index.ts'
import { canonicalJson } from '../lib/index.ts'

import { PactError } from './errors.ts'
import { parseTerms, type Terms } from './terms.ts'

/** A pact whose signatures have been verified. Whether it is the right one only its id can say (D1). */
export interface Pact {
  readonly id: Hash
  readonly terms: Terms
  readonly statement: Statement
}

/** `typ` of a signature on a pact. */
export const pactType: StatementType = 'entente-pact'

/** The id that terms have once signed: the digest of their canonical form. */
export function pactId(terms: Terms): Hash {
  return hashOf(canonicalJson(terms))
}

/** Who has to sign: the keys pinned in these terms and, where they differ, in those they replace (D2). */
export function pactSigners(
  terms: Terms,
  previous: Terms | undefined,
): readonly { readonly member: string; readonly key: Terms['members'][number]['appointingKey'] }[] {
  const signers = [...terms.members, ...(previous?.members ?? [])].map((member) => ({
    member: member.id,
    key: member.appointingKey,
  }))
  const seen = new Set<Hash>()
  return signers.filter(({ key }) => !seen.has(keyId(key)) && seen.add(keyId(key)))
}

/**
 * Verifies a pact against the id it was announced by: a self-signed pact proves nothing (D1).
 *
 * @throws {PactError} `pact/other-pact`, `pact/previous-version`, `pact/missing-signature`,
 *   `pact/foreign-signature`, `pact/invalid-signature` (these name the member), `pact/malformed`,
 *   `pact/inconsistent`
 */
export async function verifyPact(statement: Statement, id: Hash, previous?: Pact): Promise<Pact> {
  if (statementId(statement) !== id) {
    throw new PactError('pact/other-pact', `these bytes are pact \`${statementId(statement)}\``)
  }
  const terms = parseTerms(statementValue(statement))
  if (terms.previous !== (previous?.id ?? null)) {
    throw new PactError(
      'pact/previous-version',
      'this is not the version that follows the one known',
    )
  }
  if (previous && terms.version !== previous.terms.version + 1) {
    throw new PactError(
      'pact/previous-version',
      `version ${terms.version} follows ${previous.terms.version}`,
    )
  }

  const signers = pactSigners(terms, previous?.terms)
  for (const { member, key } of signers) {
    const act = statement.acts.find((one) => one.key === keyId(key))
    if (!act)
      throw new PactError('pact/missing-signature', `\`${member}\` has not signed`, { member })
    try {
      await verifyAct(pactType, statement, act, key)
    } catch (cause) {
      throw new PactError('pact/invalid-signature', `\`${member}\` did not sign this`, {
        cause,
        member,
      })
    }
  }
  if (statement.acts.length !== signers.length) {
    throw new PactError('pact/foreign-signature', 'somebody signed who is no party')
  }
  return { id, terms, statement }
}
