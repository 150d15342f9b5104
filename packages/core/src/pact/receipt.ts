/**
 * Receipts: the recipient's signed answer to a delivery, with its place in the recipient's ledger.
 *
 * @module
 */
import { z } from 'zod'

import {
  type Hash,
  type HybridPublicKey,
  keyId,
  type Statement,
  statementId,
  type StatementType,
  statementValue,
  verifyActs,
} from '../crypto/index.ts'

import { appointed, type Directory } from './directory.ts'
import { PactError } from './errors.ts'
import {
  documentId,
  hash,
  heads,
  type Heads,
  id,
  type Instant,
  instant,
  readAs,
} from './vocabulary.ts'

/** What the recipient's server signs once the receipt's event is durable. */
export interface Receipt {
  readonly kind: 'receipt'
  readonly release: string
  /** Digest of the release statement received. */
  readonly statement: Hash
  /** Digest of the manifest received: it covers what the format leaves unbound (D8). */
  readonly manifest: Hash
  readonly document: string
  readonly originator: string
  readonly recipient: string
  /** Number of the copy, given by the originator (D20). */
  readonly copy: number
  readonly at: Instant
  readonly heads: Heads
  /** The originator's heads as the recipient knew them. */
  readonly seen: Heads
  /** Where the recipient's ledger holds the event `received`: origin, index and leaf data. */
  readonly ledger: { readonly origin: string; readonly index: number; readonly leaf: Hash }
}

/** `typ` of the signature on a receipt. */
export const receiptType: StatementType = 'entente-receipt'

const receipt: z.ZodType<Receipt> = z.strictObject({
  kind: z.literal('receipt'),
  release: z.string().regex(/^[0-9a-f]{32}$/),
  statement: hash,
  manifest: hash,
  document: documentId,
  originator: id,
  recipient: id,
  copy: z.int().min(1),
  at: instant,
  heads,
  seen: heads,
  ledger: z.strictObject({ origin: z.string().min(1).max(200), index: z.int().min(0), leaf: hash }),
})

/**
 * Reads what a receipt says.
 *
 * @throws {PactError} `pact/malformed`
 */
export function parseReceipt(statement: Statement): Receipt {
  return readAs('receipt', receipt, statementValue(statement))
}

/**
 * Verifies a receipt under a message key that the recipient has appointed. Whether its ledger holds
 * the event is for the proof beside it to show.
 *
 * @throws {PactError} `pact/malformed`, `pact/key-not-appointed`, `pact/invalid-signature`
 */
export async function verifyReceipt(
  statement: Statement,
  directory: Directory,
): Promise<{ readonly id: Hash; readonly receipt: Receipt }> {
  const said = parseReceipt(statement)
  const member = said.recipient
  if (member !== directory.member) {
    throw new PactError('pact/key-not-appointed', 'the receipt is by another member', { member })
  }
  await verifyServerSignature(receiptType, statement, directory, {
    kind: 'message',
    at: said.at,
    upTo: said.heads.appointments.number,
  })
  return { id: statementId(statement), receipt: said }
}

/**
 * Verifies that `statement` is signed by one server key of the kind, appointed at `at` in the chain
 * up to entry `upTo`.
 *
 * @throws {PactError} `pact/key-not-appointed`, `pact/invalid-signature`
 */
export async function verifyServerSignature(
  type: StatementType,
  statement: Statement,
  directory: Directory,
  { kind, at, upTo }: { kind: 'label' | 'message'; at: Instant; upTo?: number },
): Promise<void> {
  const { member } = directory
  const keys = serverKeys(directory, kind, at, upTo)
  const key = keys.find((one) => statement.acts.some((act) => act.key === keyId(one)))
  if (!key)
    throw new PactError('pact/key-not-appointed', `no appointed ${kind} key has signed`, { member })
  try {
    await verifyActs(type, statement, [key])
  } catch (cause) {
    throw new PactError('pact/invalid-signature', `the ${kind} key did not sign this`, {
      cause,
      member,
    })
  }
}

function serverKeys(
  directory: Directory,
  kind: 'label' | 'message',
  at: Instant,
  upTo: number | undefined,
): readonly HybridPublicKey[] {
  return appointed(directory, kind, at, upTo)
    .filter((act) => act.kind === kind)
    .map((act) => act.key)
}
