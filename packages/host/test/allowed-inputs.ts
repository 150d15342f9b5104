/**
 * Inputs that the second reading allows, found by search: nobody has to know how one looks.
 *
 * @module
 */
import type { DecisionAction, DecisionRequest } from '@entente/core/policy'

import { assignments, type FactName, factNames, sampleInput, withFacts } from './input-space.ts'
import { reasonsOf } from './second-reading.ts'

/** Some inputs for `action` that nothing stands against, half of them about another member's secret. */
export function allowedInputs(action: DecisionAction, starts = 64): readonly DecisionRequest[] {
  const names = factNames.filter((name) => !(name in secret))
  return Array.from({ length: starts }, (_, start) => {
    const sample = sampleInput(action, start)
    return start % 2 === 0 ? improve(sample, factNames) : improve(withFacts(sample, secret), names)
  }).filter((input) => reasonsOf(input).size === 0)
}

/** What takes most reasons away at once when it is changed: if it may be, in the end it always is. */
const secret: Readonly<Record<FactName, unknown>> = {
  'document.received': true,
  'document.classified': true,
}

/** Changes one fact after another as long as fewer reasons are left. */
function improve(start: DecisionRequest, names: readonly FactName[]): DecisionRequest {
  let best = start
  let before: number
  do {
    before = reasonsOf(best).size
    for (const name of names) {
      for (const facts of assignments([name])) {
        const other = withFacts(best, facts)
        if (reasonsOf(other).size < reasonsOf(best).size) best = other
      }
    }
  } while (reasonsOf(best).size < before)
  return best
}
