/**
 * Rules of Japan on what has been designated (Act 108 of 2013 and its Order, Act 27 of 2024).
 *
 * @module
 */
import { forbid, type Rule } from './rule.ts'

/** Rules on designations. */
export const japanRules: readonly Rule[] = [
  // Act 108 of 2013, Article 6: another organ's secret takes the consent of the organ that designated it.
  forbid(
    'japan.organ',
    'decision/organ-not-consented',
    'content',
    'when { resource.designated && !principal.designatingOrgan && !principal.consentedOrgan }',
  ),
  // Order, Article 7: the marking is struck first, and nobody may perceive it until then.
  forbid(
    'japan.designation',
    'decision/designation-ended',
    [
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
    ],
    'when { resource.designated && resource.designationEnded }',
  ),
]
