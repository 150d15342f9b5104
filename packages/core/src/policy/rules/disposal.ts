/**
 * Change of level and destruction. They outlast the pact: no rule here asks whether it is in force.
 *
 * @module
 */
import { forbid, type Rule } from './rule.ts'

/** Rules on reclassification and destruction. */
export const disposalRules: readonly Rule[] = [
  forbid(
    'dispose.registry',
    'decision/not-registry-officer',
    ['reclassify', 'destroy'],
    'unless { principal.registry }',
  ),
  forbid(
    'reclassify.originator',
    'decision/not-originators-change',
    ['reclassify'],
    'when { context.lowers && !context.agreed }',
  ),
  forbid(
    'destroy.consent',
    'decision/destruction-without-consent',
    ['destroy'],
    'when { resource.highest && !context.agreed && !context.crisis }',
  ),
  forbid(
    'destroy.signers',
    'decision/too-few-signers',
    ['destroy'],
    'unless { context.crisis || (resource.signersNeeded > 0 && context.signers >= resource.signersNeeded) }',
  ),
  forbid(
    'destroy.certificate',
    'decision/no-certificate',
    ['destroy'],
    'unless { context.crisis || context.certified }',
  ),
  forbid(
    'destroy.notice',
    'decision/crisis-without-notice',
    ['destroy'],
    'when { context.crisis && !context.notified }',
  ),
]
