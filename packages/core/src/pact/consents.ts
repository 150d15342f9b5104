/**
 * The consents that stand: those that a member's own officers gave, and those that it was given.
 *
 * @module
 */
import type { Hash, Statement } from '../crypto/index.ts'

import { type Consent, verifyConsent } from './consent.ts'
import type { Directory } from './directory.ts'
import { PactError } from './errors.ts'
import type { Pact } from './pact.ts'
import type { Instant } from './vocabulary.ts'

/** A verified consent. */
export interface ConsentEntry {
  readonly id: Hash
  readonly consent: Consent
  /** When it came to be known here; its own word where nobody recorded it. */
  readonly recorded: Instant
}

/** Consents by the document that they are about. */
export type Consents = ReadonlyMap<string, readonly ConsentEntry[]>

/** What one more consent is verified against. */
export interface ConsentContext {
  readonly self: string
  readonly pact: Pact
  readonly directory: Directory
  readonly recorded?: Instant
}

/**
 * The consents with one more, given by `self` or to it.
 *
 * @throws {PactError} what {@link verifyConsent} refuses it for; `pact/inconsistent` where its number is
 *   taken, or it is between others
 */
export async function extendConsents(
  consents: Consents,
  statement: Statement,
  { self, pact, directory, recorded }: ConsentContext,
): Promise<Consents> {
  const { id, consent } = await verifyConsent(statement, directory, pact)
  const { originator: member } = consent
  if (consent.originator !== self && consent.member !== self) {
    throw new PactError('pact/inconsistent', 'a consent between others', { member })
  }
  if (findConsent(consents, consent.consent)) {
    throw new PactError('pact/inconsistent', 'another consent has this number', { member })
  }
  const entry = { id, consent, recorded: recorded ?? consent.at }
  const { document } = consent
  return new Map(consents).set(document, [...(consents.get(document) ?? []), entry])
}

/** The consent with this number, if one stands. */
export function findConsent(consents: Consents, number: string): ConsentEntry | undefined {
  return [...consents.values()].flat().find(({ consent }) => consent.consent === number)
}

/** The consents that were known at `at`. */
export function consentsAsOf(consents: Consents, at: Instant): Consents {
  return new Map(
    [...consents].map(([document, entries]) => [
      document,
      entries.filter(({ recorded }) => recorded <= at),
    ]),
  )
}
