/**
 * Places in a chain, right and wrong.
 *
 * @module
 */
import { type Hash, type Statement, statementId } from '../../src/crypto/index.ts'
import type { ChainHead } from '../../src/pact/index.ts'
import { digest } from '../example-keys.ts'
import type { buildWorld } from '../pact-world.ts'

/** What the cases stand on. */
export type World = Awaited<ReturnType<typeof buildWorld>>

/** A place as an entry names it. */
export interface Place {
  readonly number: number
  readonly previous: ChainHead['id']
}

/** The place after `head`. */
export const next = ({ number, id }: ChainHead): Place => ({ number: number + 1, previous: id })

/** Any place. */
export const place = (number: number, previous: ChainHead['id']): Place => ({ number, previous })

/** The id of a statement of the world, or of one that nobody has made. */
export const idOf = (statement: Statement | undefined): Hash =>
  statement ? statementId(statement) : digest('nothing')
