/**
 * What has to be true of a contractor before anything is entrusted to it: fifteen conditions, a rule each,
 * so that a refusal names every one that is missing or overdue.
 *
 * @module
 */
import { contractorConditions } from '../../pact/index.ts'

import { forbid, type Rule } from './rule.ts'

/** Rules on contractors. */
export const contractorRules: readonly Rule[] = contractorConditions.map((condition) =>
  forbid(
    `entrust.${condition}`,
    `decision/contractor-${condition}`,
    ['entrust'],
    `unless { context.conditions.contains("${condition}") }`,
  ),
)
