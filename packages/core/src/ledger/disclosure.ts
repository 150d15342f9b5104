/**
 * Disclosure: one event shown with its salt and its proof, and nothing else of the ledger.
 *
 * @module
 */
import { z } from 'zod'

import {
  type Bytes,
  canonicalJson,
  FormatError,
  fromBase64Url,
  parseCanonicalJson,
  toBase64Url,
} from '../lib/index.ts'

import { LedgerError } from './errors.ts'
import { leafData, type LedgerEvent, parseEvent } from './event.ts'
import { malformed } from './text.ts'
import {
  formatTlogProof,
  type LedgerTrust,
  parseTlogProof,
  type ProvenEntry,
  type TlogProof,
  verifyTlogProof,
} from './tlog-proof.ts'

/** An event that somebody decided to show. */
export interface Disclosure {
  readonly event: LedgerEvent
  readonly salt: Bytes
  readonly proof: TlogProof
}

/** A disclosed event that has been shown to stand in the ledger. */
export interface ProvenEvent extends ProvenEntry {
  readonly event: LedgerEvent
}

const form = z.strictObject({
  kind: z.literal('disclosure'),
  event: z.unknown(),
  // Of 43 characters base64url makes 32 bytes.
  salt: z.string().length(43),
  proof: z.string().max(1_000_000),
})

/** The canonical JSON of a disclosure: event, salt in base64url, proof as the text of a `.tlog-proof`. */
export function formatDisclosure({ event, salt, proof }: Disclosure): Bytes {
  return canonicalJson({
    kind: 'disclosure',
    event,
    salt: toBase64Url(salt),
    proof: formatTlogProof(proof),
  })
}

/**
 * Reads a disclosure, in canonical form only.
 *
 * @throws {LedgerError} `ledger/malformed`
 */
export function parseDisclosure(bytes: Uint8Array): Disclosure {
  try {
    const read = form.safeParse(parseCanonicalJson(bytes))
    if (!read.success) throw malformed('not a disclosure')
    const salt = fromBase64Url(read.data.salt)
    return { event: parseEvent(read.data.event), salt, proof: parseTlogProof(read.data.proof) }
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    throw new LedgerError('ledger/malformed', 'not a disclosure', { cause })
  }
}

/**
 * Verifies that the event stands in the ledger. That it is true, and that nothing beside it was left
 * out, no proof can show (D21).
 *
 * @throws {LedgerError} as `verifyTlogProof`
 */
export async function verifyDisclosure(
  { event, salt, proof }: Disclosure,
  trust: LedgerTrust,
): Promise<ProvenEvent> {
  return { event, ...(await verifyTlogProof(proof, leafData(event, salt), trust)) }
}
