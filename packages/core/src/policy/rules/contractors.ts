/**
 * What has to be true before anything is entrusted to a contractor: the consent of the originator, and fifteen
 * conditions, a rule each, so that a refusal names every one that is missing or overdue.
 *
 * @module
 */
import { contractorConditions } from '../../pact/index.ts'

import { forbid, type Rule } from './rule.ts'

/** Rules on contractors. */
export const contractorRules: readonly Rule[] = [
  forbid(
    'entrust.consent',
    'decision/no-consent-to-contractor',
    ['entrust'],
    'unless { !resource.received || (!context.recipients.isEmpty() && context.consented.containsAll(context.recipients)) }',
  ),
  ...contractorConditions.map((condition) =>
    forbid(
      `entrust.${condition}`,
      `decision/contractor-${condition}`,
      ['entrust'],
      `unless { context.conditions.contains("${condition}") }`,
    ),
  ),
]
