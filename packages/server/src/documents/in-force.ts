/**
 * Whether a release may go on now: it was prepared while the pact was in force, which may have ended since.
 *
 * @module
 */
import {
  findLevel,
  PactError,
  type Release,
  requirePact,
  type Standing,
  stateOf,
} from '@entente/core/pact'

/**
 * Checks that nothing classified is provided while a member has suspended the pact, or after its end.
 *
 * @throws {PactError} `pact/not-in-force`
 */
export function requireInForce(
  standing: Standing,
  { pact: { id }, level }: Release,
  at: Date,
): void {
  const pact = requirePact(standing, id)
  const state = stateOf(standing, pact, at.toISOString())
  // A level that the pact does not know is treated as classified.
  if (findLevel(pact.terms, level)?.level.classified === false || state === 'in-force') return
  throw new PactError('pact/not-in-force', `the pact is ${state}`, { member: standing.self })
}
