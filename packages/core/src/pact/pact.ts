/**
 * A pact: terms under the signatures of exactly those who have to sign them.
 *
 * @module
 */
import {
  addAct,
  type Hash,
  hashOf,
  type HybridSigner,
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
  const terms = readTerms(statement, id, previous)
  const signers = pactSigners(terms, previous?.terms)
  for (const signer of signers) {
    if (!(await hasSigned(statement, signer))) {
      const { member } = signer
      throw new PactError('pact/missing-signature', `\`${member}\` has not signed`, { member })
    }
  }
  requireNoOthers(statement, signers)
  return { id, terms, statement }
}

/** A pact under way: what it says, and who of those who have to sign has done so. */
export interface PactDraft {
  readonly terms: Terms
  readonly signers: readonly {
    readonly member: string
    readonly key: Hash
    readonly signed: boolean
  }[]
}

/**
 * Verifies the signatures that a pact has so far. It binds nobody before {@link verifyPact} takes it.
 *
 * @throws {PactError} as {@link verifyPact}, but for `pact/missing-signature`
 */
export async function verifyPactDraft(statement: Statement, previous?: Pact): Promise<PactDraft> {
  const terms = readTerms(statement, statementId(statement), previous)
  const signers = pactSigners(terms, previous?.terms)
  requireNoOthers(statement, signers)
  const states: PactDraft['signers'][number][] = []
  for (const signer of signers) {
    const signed = await hasSigned(statement, signer)
    states.push({ member: signer.member, key: keyId(signer.key), signed })
  }
  return { terms, signers: states }
}

/**
 * The pact with the signature of one more member. A key signs once: two signatures under one thing
 * would be two answers to the question what the member signed, as ML-DSA is randomised (D4).
 *
 * @throws {PactError} as {@link verifyPactDraft}, `pact/key-not-appointed`, `pact/already-signed`
 */
export async function signPact(
  statement: Statement,
  signer: HybridSigner,
  previous?: Pact,
): Promise<Statement> {
  const { signers } = await verifyPactDraft(statement, previous)
  const own = signers.find(({ key }) => key === signer.id)
  if (!own) {
    const members = signers.map(({ member }) => member).join(', ')
    const reason = `key \`${signer.id}\` is the appointing key of none of ${members}`
    throw new PactError('pact/key-not-appointed', reason)
  }
  if (own.signed) {
    const { member } = own
    throw new PactError('pact/already-signed', `\`${member}\` has signed this pact`, { member })
  }
  return addAct(pactType, statement, signer)
}

function readTerms(statement: Statement, id: Hash, previous: Pact | undefined): Terms {
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
  return terms
}

type Signer = ReturnType<typeof pactSigners>[number]

/** False where the signature is not there; one that is there and does not fit is refused. */
async function hasSigned(statement: Statement, { member, key }: Signer): Promise<boolean> {
  const act = statement.acts.find((one) => one.key === keyId(key))
  if (!act) return false
  try {
    await verifyAct(pactType, statement, act, key)
    return true
  } catch (cause) {
    const options = { cause, member }
    throw new PactError('pact/invalid-signature', `\`${member}\` did not sign this`, options)
  }
}

function requireNoOthers({ acts }: Statement, signers: readonly Signer[]): void {
  const known = new Set(signers.map(({ key }) => keyId(key)))
  const other = acts.find(({ key }) => !known.has(key))
  if (other) {
    throw new PactError('pact/foreign-signature', `key \`${other.key}\` is that of no party`)
  }
}
