/**
 * Who sent something: a key of the sender's own member, seen from the heads that it names (D3).
 *
 * @module
 */
import type { Hash, Statement, StatementType } from '../crypto/index.ts'
import { LedgerError, parseVerifierKey } from '../ledger/index.ts'
import {
  appointed,
  type ChainHead,
  type Directory,
  type Heads,
  type Instant,
  noticesOf,
  PactError,
  requireDirectory,
  type Standing,
  verifyServerSignature,
} from '../pact/index.ts'

import { WireError } from './errors.ts'

/** What both messages and share requests say of their sender. */
export interface Sent {
  readonly from: string
  readonly to: string
  readonly at: Instant
  readonly pact: Hash
  readonly heads: Heads
}

/** Who is at the other end, and what is in force here. */
export interface Reception {
  readonly peer: string
  readonly standing: Standing
}

/**
 * Verifies that `peer` said this to us, under a message key it had appointed by the head it names. Its
 * chains must be known here up to those heads: what ended by then must not be missed. Notices of a
 * pact that is not known here are not asked for.
 *
 * @throws {WireError} `wire/other-party`, `wire/heads-unknown`, `wire/unsigned`
 */
export async function verifySender(
  type: StatementType,
  signed: Statement,
  sent: Sent,
  { peer, standing }: Reception,
): Promise<Directory> {
  if (sent.from !== peer || sent.to !== standing.self) {
    throw new WireError('wire/other-party', 'sender or receiver is another member')
  }
  const directory = directoryOf(standing, peer)
  const { appointments, notices } = sent.heads
  requireKnown('appointments', directory.ids, appointments)
  if (standing.pacts.has(sent.pact)) {
    const chain = noticesOf(standing, sent.pact, peer)
    requireKnown(
      'notices',
      chain.entries.map((entry) => entry.id),
      notices,
    )
  }
  await verifyMessageKey(type, signed, directory, { at: sent.at, upTo: appointments.number })
  return directory
}

/**
 * Verifies that a message key of the directory's member has signed, appointed at `at`.
 *
 * @throws {WireError} `wire/unsigned`
 */
export async function verifyMessageKey(
  type: StatementType,
  signed: Statement,
  directory: Directory,
  when: { readonly at: Instant; readonly upTo?: number },
): Promise<void> {
  try {
    await verifyServerSignature(type, signed, directory, { kind: 'message', ...when })
  } catch (cause) {
    if (!(cause instanceof PactError)) throw cause
    throw new WireError('wire/unsigned', 'no appointed message key has signed', { cause })
  }
}

/**
 * The directory of a member.
 *
 * @throws {WireError} `wire/other-party` if no pact known here has it
 */
export function directoryOf(standing: Standing, member: string): Directory {
  try {
    return requireDirectory(standing, member)
  } catch (cause) {
    if (!(cause instanceof PactError)) throw cause
    throw new WireError('wire/other-party', 'no such member', { cause })
  }
}

/**
 * Checks that `origin` is a ledger the member had appointed: it names the chain of messages (D16).
 *
 * @throws {WireError} `wire/other-origin`
 */
export function requireOrigin(
  directory: Directory,
  origin: string,
  { at, heads }: Pick<Sent, 'at' | 'heads'>,
): void {
  const ledgers = appointed<'ledger' | 'witness'>(
    directory,
    'ledger',
    at,
    heads.appointments.number,
  )
  if (!ledgers.some(({ verifierKey }) => nameOf(verifierKey) === origin)) {
    throw new WireError('wire/other-origin', `\`${origin}\` is no appointed ledger of the sender`)
  }
}

function nameOf(verifierKey: string): string | undefined {
  try {
    return parseVerifierKey(verifierKey).name
  } catch (error) {
    if (error instanceof LedgerError) return undefined
    throw error
  }
}

function requireKnown(chain: string, known: readonly Hash[], { number, id }: ChainHead): void {
  if ((number === 0 ? null : known[number - 1]) !== id) {
    throw new WireError('wire/heads-unknown', `${chain} up to ${number} are not known`)
  }
}
