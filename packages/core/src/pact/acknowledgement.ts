/**
 * Acknowledgement: a person of the recipient has received a document with its label, and answers for it.
 *
 * It gives nobody a right: it states a fact, under the person's own key.
 *
 * @module
 */
import { z } from 'zod'

import {
  type Hash,
  type Statement,
  statementId,
  type StatementType,
  statementValue,
  verifyActs,
} from '../crypto/index.ts'

import { type ActingOfficer, type Directory, findActingPerson } from './directory.ts'
import { PactError } from './errors.ts'
import { parseRelease } from './release.ts'
import { findHandling, type Terms } from './terms.ts'
import {
  type ActSuite,
  type ChainHead,
  chainHead,
  documentId,
  hash,
  id,
  type Instant,
  instant,
  readAs,
} from './vocabulary.ts'

/** What a person signs who has received a document. */
export interface Acknowledgement {
  readonly kind: 'acknowledgement'
  readonly pact: Hash
  readonly release: string
  /** Digest of the release statement: it covers label, content and policy. */
  readonly statement: Hash
  readonly document: string
  readonly originator: string
  /** The recipient whose person it is. */
  readonly member: string
  readonly person: string
  readonly at: Instant
  /** Head of the recipient's appointments. */
  readonly head: ChainHead
}

/** An acknowledgement that has been verified. */
export interface VerifiedAcknowledgement {
  readonly id: Hash
  readonly acknowledgement: Acknowledgement
  readonly suite: ActSuite
}

/** `typ` of the signature on an acknowledgement. */
export const acknowledgementType: StatementType = 'entente-acknowledgement'

const acknowledgement: z.ZodType<Acknowledgement> = z.strictObject({
  kind: z.literal('acknowledgement'),
  pact: hash,
  release: z.string().regex(/^[0-9a-f]{32}$/),
  statement: hash,
  document: documentId,
  originator: id,
  member: id,
  person: id,
  at: instant,
  head: chainHead,
})

/**
 * Reads what an acknowledgement says.
 *
 * @throws {PactError} `pact/malformed`
 */
export function parseAcknowledgement(statement: Statement): Acknowledgement {
  return readAs('acknowledgement', acknowledgement, statementValue(statement))
}

/** Suites by which a person may act on something of this release: those of the approvals of its level. */
export function suitesFor(release: Statement, terms: Terms): readonly ActSuite[] {
  return findHandling(terms, parseRelease(release).level)?.acts ?? []
}

/** What one is verified against: the release that it names, known to be good, and who signs. */
export interface AcknowledgementContext {
  readonly release: Statement
  /** Of the recipient. */
  readonly directory: Directory
  /** Of the pact that the release names. */
  readonly terms: Terms
}

/**
 * Verifies an acknowledgement: what it says of the release, and one act of the person it names, by a key that
 * the recipient had appointed for that person up to the head it names (D3), in a suite that the level admits.
 *
 * @throws {PactError} `pact/malformed`, `pact/inconsistent`, `pact/chain-broken`,
 *   `pact/key-not-appointed`, `pact/suite-not-admitted`, `pact/invalid-signature`
 */
export async function verifyAcknowledgement(
  statement: Statement,
  { release, directory, terms }: AcknowledgementContext,
): Promise<VerifiedAcknowledgement> {
  const said = parseAcknowledgement(statement)
  const { member } = directory
  requireAcknowledging(said, release, directory)
  const { number } = said.head
  const [act, ...more] = statement.acts
  if (!act || more.length > 0) {
    throw new PactError('pact/invalid-signature', 'one act is needed, and no other', { member })
  }
  const { key } = requirePerson(findActingPerson(directory, act.key, said.at, number), said)
  if (!suitesFor(release, terms).includes(act.suite)) {
    throw new PactError('pact/suite-not-admitted', `\`${act.suite}\` is not admitted`, { member })
  }
  try {
    await verifyActs(acknowledgementType, statement, [key])
  } catch (cause) {
    throw new PactError('pact/invalid-signature', 'the person did not sign this', { cause, member })
  }
  return { id: statementId(statement), acknowledgement: said, suite: act.suite }
}

/**
 * Checks what an acknowledgement says, apart from its signature: who is to sign it does so too.
 *
 * @throws {PactError} `pact/key-not-appointed`, `pact/inconsistent`, `pact/chain-broken`
 */
export function requireAcknowledging(
  said: Acknowledgement,
  release: Statement,
  { member, ids }: Directory,
): void {
  if (said.member !== member) {
    throw new PactError('pact/key-not-appointed', 'the person is of another member', { member })
  }
  if (!isOf(said, release)) {
    throw new PactError('pact/inconsistent', 'it acknowledges something else', { member })
  }
  const { number, id: head } = said.head
  if (number === 0 || ids[number - 1] !== head) {
    throw new PactError('pact/chain-broken', 'the chain is not complete up to the head named', {
      member,
    })
  }
}

/**
 * Checks that the person of an acknowledgement that is handed in may still act by its key at `at`: a key that
 * was withdrawn cannot name a head from before that.
 *
 * @throws {PactError} `pact/key-not-appointed`
 */
export function requirePersonAt(statement: Statement, directory: Directory, at: Instant): void {
  const said = parseAcknowledgement(statement)
  const found = statement.acts.map(({ key }) => findActingPerson(directory, key, at))
  for (const one of found) requirePerson(one, said)
}

function requirePerson(
  found: ActingOfficer | undefined,
  { member, person }: Acknowledgement,
): ActingOfficer {
  if (found?.person === person) return found
  throw new PactError('pact/key-not-appointed', 'the key is not one of this person', { member })
}

/** Whether it names this release, by one of those whom the release is for. */
function isOf(said: Acknowledgement, statement: Statement): boolean {
  const release = parseRelease(statement)
  return (
    said.statement === statementId(statement) &&
    said.release === release.release &&
    said.pact === release.pact.id &&
    said.document === release.document &&
    said.originator === release.originator &&
    release.recipients.includes(said.member) &&
    release.at <= said.at
  )
}
