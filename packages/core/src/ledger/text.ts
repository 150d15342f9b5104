/**
 * What the texts of C2SP have in common: lines, decimals, hashes in base64.
 *
 * @module
 */
import { type Bytes, fromBase64 } from '../lib/index.ts'

import { LedgerError } from './errors.ts'
import { toTreeHash, type TreeHash } from './tree-hash.ts'

/**
 * The lines of a text, each of which ends with a line feed.
 *
 * @throws {LedgerError} `ledger/malformed`
 */
export function linesOf(text: string): readonly string[] {
  if (!text.endsWith('\n')) throw malformed('the last line does not end')
  return text.slice(0, -1).split('\n')
}

/**
 * A count in its one decimal spelling. Sizes beyond 2^53 - 1 are refused: no member's ledger gets
 * there, and no number on the way may be rounded.
 *
 * @throws {LedgerError} `ledger/malformed`
 */
export function parseDecimal(text: string | undefined): number {
  const value = /^(?:0|[1-9]\d{0,15})$/.test(text ?? '') ? Number(text) : Number.NaN
  if (!Number.isSafeInteger(value)) throw malformed('not a decimal number')
  return value
}

/**
 * A hash in base64.
 *
 * @throws {LedgerError} `ledger/malformed`
 */
export function parseHash(text: string | undefined): TreeHash {
  return toTreeHash(parseBase64(text))
}

/**
 * Bytes in base64, in its one strict spelling.
 *
 * @throws {LedgerError} `ledger/malformed`
 */
export function parseBase64(text: string | undefined): Bytes {
  try {
    return fromBase64(text ?? '')
  } catch (cause) {
    throw new LedgerError('ledger/malformed', 'not base64', { cause })
  }
}

/** A refusal of the form of something. */
export function malformed(reason: string): LedgerError {
  return new LedgerError('ledger/malformed', reason)
}
