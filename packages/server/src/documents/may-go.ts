/**
 * Whether a release may go on now, on either side: the pact in force, and the rules on what goes to a
 * member.
 *
 * @module
 */
import { type Release, requirePact, type Source, type Standing } from '@entente/core/pact'
import { decide, factsOf, type PolicyEngine, type Subject } from '@entente/core/policy'

import { DeniedError } from './errors.ts'
import { requireInForce } from './in-force.ts'

/** What is asked: as the originator that delivers, or as a recipient that takes it in. */
export type Way = 'deliver' | 'receive'

/** What deciding needs. */
export interface MayGoDeps {
  readonly standing: Standing
  readonly engine: PolicyEngine
}

/**
 * Checks that a release may go on now: what held when it was approved may have ended since. The act is
 * the server's own, so the rules see nobody. `sources` are those that the label of the release names.
 *
 * @throws {PactError} `pact/not-in-force`; {DocumentError} `document/release-refused` with every reason
 */
export function requireMayGo(
  action: Way,
  release: Release,
  sources: readonly Source[],
  { standing, engine }: MayGoDeps,
  at: Date,
): void {
  requireInForce(standing, release, at)
  const pact = requirePact(standing, release.pact.id)
  const nobody = { person: '', facility: '', purpose: '', at: at.toISOString() }
  const question = { ...nobody, action, going: { ...release, sources } }
  const facts = factsOf(standing, pact, subjectOf(action, release), question)
  const decision = decide(facts, engine, pact.terms)
  if (decision.kind === 'deny') throw new DeniedError('document/release-refused', decision.reasons)
}

/** The label is not looked at here: preparing and receiving verify it against the release. */
function subjectOf(action: Way, release: Release): Subject {
  if (action === 'receive') return { kind: 'received', release, recalled: false, label: null }
  const { document, author, level } = release
  const own = { document, author, level, case: null, awaitsApproval: false, disseminated: true }
  return { kind: 'own', ...own, label: null }
}
