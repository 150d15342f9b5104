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

import { type Directory, findOfficer } from './directory.ts'
import { PactError } from './errors.ts'
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
} from './vocabulary.ts'

/** What an originator can be asked to agree to. */
export type ConsentedAct = (typeof consentedActs)[number]

/** All of them. */
const consentedActs = [
  'provide',
  'entrust',
  'print',
  'copy',
  'extract',
  'reclassify',
  'destroy',
] as const

/** Bound to one document, one act, one recipient, and an end. */
export interface Consent {
  readonly kind: 'consent'
  /** Random, used once: 32 hexadecimal digits. */
  readonly consent: string
  readonly pact: Hash
  readonly originator: string
  readonly document: string
  /** As the label has it. */
  readonly level: LevelKey
  readonly act: ConsentedAct
  /** The member whose people may do it. */
  readonly member: string
  /** The third party or contractor that the document may go to; null where it goes nowhere. */
  readonly party: string | null
  readonly purposes: readonly string[]
  /** The level that the document gets by a reclassification; null for all else. */
  readonly to: LevelKey | null
  readonly at: Instant
  readonly notAfter: Instant
  /** Head of the originator's appointments. */
  readonly head: ChainHead
}

/** `typ` of a signature on a consent. */
export const consentType: StatementType = 'entente-consent'

const consent: z.ZodType<Consent> = z.strictObject({
  kind: z.literal('consent'),
  consent: z.string().regex(/^[0-9a-f]{32}$/),
  pact: hash,
  originator: id,
  document: documentId,
  level: levelKey,
  act: z.enum(consentedActs),
  member: id,
  party: id.nullable(),
  purposes: z.array(id).min(1).max(256),
  to: levelKey.nullable(),
  at: instant,
  notAfter: instant,
  head: chainHead,
})

/**
 * Reads what a consent says.
 *
 * @throws {PactError} `pact/malformed`
 */
export function parseConsent(statement: Statement): Consent {
  return readAs('consent', consent, statementValue(statement))
}

/**
 * Verifies a consent: each act by an officer of the originator in the role `releaser` for the level, as
 * of the head that it names (D3).
 *
 * @throws {PactError} `pact/malformed`, `pact/inconsistent`, `pact/chain-broken`,
 *   `pact/key-not-appointed`, `pact/invalid-signature`
 */
export async function verifyConsent(
  statement: Statement,
  directory: Directory,
): Promise<{ readonly id: Hash; readonly consent: Consent }> {
  const said = parseConsent(statement)
  const { member } = directory
  const { number, id: head } = said.head
  if (said.originator !== member) {
    throw new PactError('pact/key-not-appointed', 'the consent is of another member', { member })
  }
  const sends = said.act === 'provide' || said.act === 'entrust'
  if (
    said.at >= said.notAfter ||
    sends !== (said.party !== null) ||
    (said.act === 'reclassify') !== (said.to !== null)
  ) {
    throw new PactError('pact/inconsistent', 'the consent does not agree with itself', { member })
  }
  if (number === 0 || directory.ids[number - 1] !== head) {
    throw new PactError('pact/chain-broken', 'the chain is not complete up to the head named', {
      member,
    })
  }
  const officers = statement.acts.map((act) => {
    const asked = { role: 'releaser', level: said.level, at: said.at, upTo: number } as const
    const officer = findOfficer(directory, act.key, asked)
    if (officer) return officer.key
    throw new PactError('pact/key-not-appointed', 'an officer is not appointed for this level', {
      member,
    })
  })
  try {
    if (officers.length === 0) throw new TypeError('nobody has signed')
    await verifyActs(consentType, statement, officers)
  } catch (cause) {
    throw new PactError('pact/invalid-signature', 'the consent is not signed by its officer', {
      cause,
      member,
    })
  }
  return { id: statementId(statement), consent: said }
}
