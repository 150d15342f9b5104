/**
 * Consent: the originator's signed yes to something that nobody else may decide about its document.
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

import { type Directory, findActingOfficer } from './directory.ts'
import { PactError } from './errors.ts'
import type { Pact } from './pact.ts'
import { findAuthority, findHandling, findLevel, findMember } from './terms.ts'
import {
  type ChainHead,
  chainHead,
  documentId,
  hash,
  id,
  type Instant,
  instant,
  type LevelKey,
  levelKey,
  readAs,
  sameLevel,
} from './vocabulary.ts'

/** What an originator can be asked to agree to. */
export type ConsentedAct = (typeof consentedActs)[number]

/** All of them. */
export const consentedActs = [
  'provide',
  'entrust',
  'print',
  'copy',
  'extract',
  'reclassify',
  'destroy',
] as const

/** What is consented to: one act on one document, for one party, for purposes, until an end. */
export interface ConsentWish {
  readonly document: string
  /** As the label has it. */
  readonly level: LevelKey
  readonly act: ConsentedAct
  /** The third party or contractor that the document may go to; null where it goes nowhere. */
  readonly party: string | null
  readonly purposes: readonly string[]
  /** The level that the document gets by a reclassification; null for all else. */
  readonly to: LevelKey | null
  readonly notAfter: Instant
}

/** Bound to what was asked for, and to one member. */
export interface Consent extends ConsentWish {
  readonly kind: 'consent'
  /** Random, used once: 32 hexadecimal digits. That of the request, if one was asked for. */
  readonly consent: string
  readonly pact: Hash
  readonly originator: string
  /** The member whose people may do it. */
  readonly member: string
  readonly at: Instant
  /** Head of the originator's appointments. */
  readonly head: ChainHead
}

/** `typ` of a signature on a consent. */
export const consentType: StatementType = 'entente-consent'

const wished = {
  document: documentId,
  level: levelKey,
  act: z.enum(consentedActs),
  party: id.nullable(),
  purposes: z.array(id).min(1).max(256),
  to: levelKey.nullable(),
  notAfter: instant,
}

/** The form of what is asked for. */
export const consentWish: z.ZodType<ConsentWish> = z.strictObject(wished)

const consent: z.ZodType<Consent> = z.strictObject({
  kind: z.literal('consent'),
  consent: z.string().regex(/^[0-9a-f]{32}$/),
  pact: hash,
  originator: id,
  member: id,
  at: instant,
  head: chainHead,
  ...wished,
})

/**
 * Reads what a consent says.
 *
 * @throws {PactError} `pact/malformed`
 */
export function parseConsent(statement: Statement): Consent {
  return readAs('consent', consent, statementValue(statement))
}

/** An act that somebody would do, as a consent has to cover it. */
export interface ConsentUse {
  readonly pact: Hash
  readonly originator: string
  readonly document: string
  /** As the label has it. */
  readonly level: LevelKey
  readonly act: string
  readonly member: string
  readonly party: string | null
  readonly purpose: string
  readonly to: LevelKey | null
  readonly at: Instant
}

/** Whether a consent, which is known to be its originator's, covers an act in everything that it names. */
export function coversUse(consented: Consent, use: ConsentUse): boolean {
  return (
    consented.pact === use.pact &&
    consented.originator === use.originator &&
    consented.document === use.document &&
    // Else an officer for a lower level could consent to what lies above it.
    sameLevel(consented.level, use.level) &&
    consented.act === use.act &&
    consented.member === use.member &&
    consented.party === use.party &&
    consented.purposes.includes(use.purpose) &&
    sameGoal(consented.to, use.to) &&
    consented.at <= use.at &&
    use.at < consented.notAfter
  )
}

/** Whether a consent gives what was wished, or less of it: fewer purposes, an earlier end. */
export function answersWish(given: ConsentWish, wish: ConsentWish): boolean {
  return (
    given.document === wish.document &&
    sameLevel(given.level, wish.level) &&
    given.act === wish.act &&
    given.party === wish.party &&
    sameGoal(given.to, wish.to) &&
    given.purposes.every((purpose) => wish.purposes.includes(purpose)) &&
    given.notAfter <= wish.notAfter
  )
}

/** Whether what is wished agrees with itself and with the pact, as the wish of `member` to `originator`. */
export function isConsentable(
  wish: ConsentWish,
  { terms }: Pick<Pact, 'terms'>,
  { originator, member }: Pick<Consent, 'member' | 'originator'>,
): boolean {
  const { act, party, purposes, to } = wish
  const isOriginators = (key: LevelKey): boolean =>
    findLevel(terms, key)?.regime.member === originator
  const goes = act === 'provide' || act === 'entrust'
  return (
    [originator, member].every((one) => findMember(terms, one) !== undefined) &&
    isOriginators(wish.level) &&
    goes === (party !== null) &&
    party !== originator &&
    party !== member &&
    (act === 'reclassify') === (to !== null) &&
    (to === null || (isOriginators(to) && !sameLevel(to, wish.level))) &&
    new Set(purposes).size === purposes.length &&
    purposes.every((purpose) => terms.purposes.some(({ id: known }) => known === purpose))
  )
}

/**
 * Verifies a consent under the pact that it names: what it says, and as many officers of the originator, in
 * the role `releaser` for the level, as of the head that it names (D3), as a release of the level takes.
 *
 * @throws {PactError} `pact/malformed`, `pact/other-pact`, `pact/inconsistent`, `pact/not-released`,
 *   `pact/not-authorised`, `pact/chain-broken`, `pact/key-not-appointed`, `pact/suite-not-admitted`,
 *   `pact/approval-missing`, `pact/invalid-signature`
 */
export async function verifyConsent(
  statement: Statement,
  directory: Directory,
  pact: Pick<Pact, 'id' | 'terms'>,
): Promise<{ readonly id: Hash; readonly consent: Consent }> {
  const said = parseConsent(statement)
  const { member } = directory
  const { number, id: head } = said.head
  if (said.originator !== member) {
    throw new PactError('pact/key-not-appointed', 'the consent is of another member', { member })
  }
  if (said.pact !== pact.id) {
    throw new PactError('pact/other-pact', 'a consent under another pact', { member })
  }
  if (said.at >= said.notAfter || !isConsentable(said, pact, said)) {
    throw new PactError('pact/inconsistent', 'the consent does not agree with itself', { member })
  }
  const handling = findHandling(pact.terms, said.level)
  if (!handling) {
    throw new PactError('pact/not-released', 'the pact does not let this level travel', { member })
  }
  const authority = findAuthority(pact.terms, member, 'releaser')
  if (!authority?.levels.some((one) => sameLevel(one, said.level))) {
    throw new PactError('pact/not-authorised', 'the pact lets nobody consent at this level', {
      member,
    })
  }
  if (number === 0 || directory.ids[number - 1] !== head) {
    throw new PactError('pact/chain-broken', 'the chain is not complete up to the head named', {
      member,
    })
  }
  const officers = statement.acts.map((act) => {
    const asked = { role: 'releaser', level: said.level, at: said.at, upTo: number } as const
    const officer = findActingOfficer(directory, act.key, asked)
    if (!officer) {
      throw new PactError('pact/key-not-appointed', 'an officer is not appointed for this level', {
        member,
      })
    }
    if (handling.acts.includes(act.suite)) return officer
    throw new PactError('pact/suite-not-admitted', `\`${act.suite}\` is not admitted`, { member })
  })
  try {
    // Who counts them below may keep those that are there: none of them is kept unverified.
    const keys = officers.map(({ key }) => key)
    if (keys.length > 0) await verifyActs(consentType, statement, keys)
  } catch (cause) {
    throw new PactError('pact/invalid-signature', 'the consent is not signed by its officer', {
      cause,
      member,
    })
  }
  if (new Set(officers.map(({ person }) => person)).size < handling.approvals) {
    throw new PactError('pact/approval-missing', `${handling.approvals} officers have to consent`, {
      member,
    })
  }
  return { id: statementId(statement), consent: said }
}

function sameGoal(one: LevelKey | null, other: LevelKey | null): boolean {
  return one === null || other === null ? one === other : sameLevel(one, other)
}
