/**
 * Comparing an account with what is here: what was acknowledged, and is missing on one side (D18).
 *
 * @module
 */
import type { AccountDeps } from './make.ts'
import { releasesWith } from './make.ts'
import { AccountError } from './errors.ts'
import type { Account, AccountedRelease } from './form.ts'

/** What can be missing. */
export type MissingKind =
  /** We signed for a copy of theirs, and hold it no more. They can send it again. */
  | 'copy-here'
  /** They signed for a copy of ours, and hold it no more. We can send it again. */
  | 'copy-there'
  /** They hold a copy of ours, and we do not know that we released it. Nothing can bring that back. */
  | 'release-here'
  /** We hold a copy of theirs, and they do not know that they released it. */
  | 'release-there'
  /** They signed for a copy, and we do not have the receipt. Sent again, it is receipted again. */
  | 'receipt-here'
  /** We signed for a copy, and they do not have the receipt. */
  | 'receipt-there'

/** Something acknowledged that is missing. */
export interface Missing extends AccountedRelease {
  readonly kind: MissingKind
}

/**
 * What is missing here or at the member that made the account, by its word and our rows.
 *
 * @throws {AccountError} `account/other-member` if it is not about us, or by nobody we know
 */
export async function compareAccount(
  { by, about, sent: theirs, received: taken }: Account,
  { store, standing }: AccountDeps,
): Promise<readonly Missing[]> {
  const { self, directories } = standing.current()
  if (about !== self || by === self || !directories.has(by)) {
    throw new AccountError('account/other-member', `an account by \`${by}\` about \`${about}\``)
  }
  const { sent, received } = await releasesWith(store.db, by)
  const receipted = (list: readonly AccountedRelease[]) =>
    list.filter(({ receipt }) => receipt !== null)
  return [
    ...listed('copy-here', without(receipted(theirs), received)),
    ...listed('copy-there', without(receipted(sent), taken)),
    ...listed('release-here', without(taken, sent)),
    ...listed('release-there', without(received, theirs)),
    ...listed('receipt-here', within(receipted(taken), unreceipted(sent))),
    ...listed('receipt-there', within(receipted(received), unreceipted(theirs))),
  ]
}

function unreceipted(list: readonly AccountedRelease[]): readonly AccountedRelease[] {
  return list.filter(({ receipt }) => receipt === null)
}

function without(
  list: readonly AccountedRelease[],
  known: readonly AccountedRelease[],
): readonly AccountedRelease[] {
  const ids = new Set(known.map(({ release }) => release))
  return list.filter(({ release }) => !ids.has(release))
}

function within(
  list: readonly AccountedRelease[],
  known: readonly AccountedRelease[],
): readonly AccountedRelease[] {
  const ids = new Set(known.map(({ release }) => release))
  return list.filter(({ release }) => ids.has(release))
}

function listed(kind: MissingKind, list: readonly AccountedRelease[]): readonly Missing[] {
  return list.map((one) => ({ ...one, kind }))
}
