/**
 * Rules of Japan on what has been designated (Act 108 of 2013 and its Order, Act 27 of 2024).
 *
 * @module
 */
import { type DecisionAction, forbid, type Rule } from './rule.ts'

/** What is done with a document where it was designated; designations do not travel. */
const atHome: readonly DecisionAction[] = [
  'open',
  'print',
  'copy',
  'extract',
  'translate',
  'provide',
  'entrust',
  'prepare',
  'approve',
  'deliver',
]

/** Rules on designations. */
export const japanRules: readonly Rule[] = [
  // Act 108 of 2013, Article 6: another organ's secret takes the consent of the organ that designated it.
  forbid(
    'japan.organ',
    'decision/organ-not-consented',
    'content',
    'when { resource.designated && !principal.designatingOrgan && !principal.consentedOrgan }',
  ),
  // Act 108 of 2013, Article 3: nothing is such a secret before an organ's head has designated it.
  forbid(
    'japan.undesignated',
    'decision/not-designated',
    atHome,
    'when { resource.needsDesignation && !resource.designated }',
  ),
  // Order, Article 7: the marking is struck first, and nobody may perceive it until then.
  forbid(
    'japan.designation',
    'decision/designation-ended',
    atHome,
    'when { resource.designated && resource.designationEnded }',
  ),
]
