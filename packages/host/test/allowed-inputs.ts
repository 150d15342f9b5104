/**
 * Inputs that the second reading allows, found by search: nobody has to know how one looks.
 *
 * @module
 */
import type { DecisionAction, DecisionRequest } from '@entente/core/policy'

import { assignments, factNames, sampleInput, withFacts } from './input-space.ts'
import { reasonsOf } from './second-reading.ts'

/** Some inputs for `action` that nothing stands against. */
export function allowedInputs(action: DecisionAction, starts = 64): readonly DecisionRequest[] {
  return Array.from({ length: starts }, (_, start) => improve(sampleInput(action, start))).filter(
    (input) => reasonsOf(input).size === 0,
  )
}

/** Changes one fact after another as long as fewer reasons are left. */
function improve(start: DecisionRequest): DecisionRequest {
  let best = start
  let before: number
  do {
    before = reasonsOf(best).size
    for (const name of factNames) {
      for (const facts of assignments([name])) {
        const other = withFacts(best, facts)
        if (reasonsOf(other).size < reasonsOf(best).size) best = other
      }
    }
  } while (reasonsOf(best).size < before)
  return best
}
