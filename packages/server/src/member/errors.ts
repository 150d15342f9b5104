/**
 * Every way a member's server cannot be set up or started.
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'

/** Codes of {@link MemberError}. */
export type MemberErrorCode =
  | 'member/already-founded'
  | 'member/bad-config'
  | 'member/no-provider'
  | 'member/not-founded'
  | 'member/running'

/** A member's folder is not as it has to be. */
export class MemberError extends EntenteError<MemberErrorCode> {
  override readonly name = 'MemberError'
}
