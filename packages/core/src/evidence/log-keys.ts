/**
 * Keys of ledgers and witnesses as evidence needs them: also those that were withdrawn since.
 *
 * @module
 */
import { parseVerifierKey, type ProvenEvent, type VerifierKey } from '../ledger/index.ts'
import type { Directory, Instant } from '../pact/index.ts'

/** A key of a ledger or a witness, and when it was one. */
export interface LogKey {
  readonly key: VerifierKey
  readonly from: Instant
  readonly until: Instant
  readonly withdrawn: boolean
}

/** Every key a member has appointed for a ledger or a witness, also those that it has withdrawn since. */
export function logKeys({ entries }: Directory, use: 'ledger' | 'witness'): readonly LogKey[] {
  return entries.flatMap(({ withdrawn, appointment: { act } }) =>
    act.kind === use
      ? [
          {
            key: parseVerifierKey(act.verifierKey),
            from: act.from,
            until: act.until,
            withdrawn: withdrawn !== undefined,
          },
        ]
      : [],
  )
}

/** The keys of all witnesses there have been: what one cosigned in its time holds after it was withdrawn. */
export function witnessKeys(directories: readonly Directory[]): readonly VerifierKey[] {
  return directories.flatMap((one) => logKeys(one, 'witness').map(({ key }) => key))
}

/** Members whose witness has cosigned the head of the event in the time for which it was appointed. */
export function cosigners(
  proven: ProvenEvent,
  directories: readonly Directory[],
): readonly string[] {
  return directories
    .filter((one) => logKeys(one, 'witness').some((each) => hasCosigned(each, proven)))
    .map(({ member }) => member)
}

/**
 * The time is the witness's own word. A withdrawal does not take back what stands: a member could date one back
 * to deny what its witness has seen.
 */
function hasCosigned({ key, from, until }: LogKey, { cosignatures }: ProvenEvent): boolean {
  const [first, end] = [Date.parse(from) / 1000, Date.parse(until) / 1000]
  return cosignatures.some(({ name, at }) => name === key.name && first <= at && at < end)
}
