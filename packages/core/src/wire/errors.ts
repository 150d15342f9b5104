/**
 * Every way a message between members can be refused.
 *
 * @module
 */
import { EntenteError } from '../lib/index.ts'

/** Codes of {@link WireError}. Those a peer may be told are the refusals of the protocol. */
export type WireErrorCode =
  | 'wire/bad-payload'
  | 'wire/busy'
  | 'wire/chain-conflict'
  | 'wire/gap'
  | 'wire/heads-back'
  | 'wire/heads-unknown'
  | 'wire/malformed'
  | 'wire/not-acceptable'
  | 'wire/other-origin'
  | 'wire/other-party'
  | 'wire/payload-missing'
  | 'wire/stale'
  | 'wire/too-large'
  | 'wire/too-slow'
  | 'wire/unsigned'

/** A message, an answer or a share request is not acceptable. */
export class WireError extends EntenteError<WireErrorCode> {
  override readonly name = 'WireError'
}
