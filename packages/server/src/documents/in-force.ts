/**
 * Whether a release may go on now: it was prepared while the pact was in force, which may have ended since.
 *
 * @module
 */
import {
  findLevel,
  type Instant,
  PactError,
  type Release,
  requirePact,
  type Standing,
  stateOf,
} from '@entente/core/pact'

/** Whether a release may go on: nothing classified does while a member has suspended the pact, or after its end. */
export function mayTravel(
  standing: Standing,
  { pact: { id }, level }: Release,
  at: Instant,
): boolean {
  const pact = requirePact(standing, id)
  // A level that the pact does not know is treated as classified.
  if (findLevel(pact.terms, level)?.level.classified === false) return true
  return stateOf(standing, pact, at) === 'in-force'
}

/**
 * Checks that a release may go on now.
 *
 * @throws {PactError} `pact/not-in-force`
 */
export function requireInForce(standing: Standing, release: Release, at: Date): void {
  if (mayTravel(standing, release, at.toISOString())) return
  const member = standing.self
  throw new PactError('pact/not-in-force', 'the pact is not in force now', { member })
}
