/**
 * Numbered hash chains: each entry names its number and the digest of the entry before it.
 *
 * @module
 */
import { type Hash, type Statement, statementId } from '../crypto/index.ts'

import { PactError } from './errors.ts'
import type { ChainHead } from './vocabulary.ts'

/** What every entry of a chain says of its place. */
export interface ChainPlace {
  readonly number: number
  readonly previous: Hash | null
}

/** The head of a chain without entries. */
export const emptyChain: ChainHead = { number: 0, id: null }

/**
 * The head after `statement`, which must be the next entry.
 *
 * @throws {PactError} `pact/chain-broken` if an entry is missing before it, `pact/chain-conflict` if
 *   another entry has its place: the signer signed two histories, and both statements are evidence
 */
export function extendChain(head: ChainHead, place: ChainPlace, statement: Statement): ChainHead {
  if (place.number > head.number + 1) {
    throw new PactError('pact/chain-broken', `entry ${place.number} came after ${head.number}`)
  }
  if (place.number <= head.number || place.previous !== head.id) {
    throw new PactError(
      'pact/chain-conflict',
      `entry ${place.number} does not follow the head known`,
    )
  }
  return { number: place.number, id: statementId(statement) }
}
