/**
 * What leaves another copy of the content: copies, prints, extracts and translations.
 *
 * @module
 */
import { forbid, type Rule } from './rule.ts'

/** Rules on reproduction and translation. */
export const copyRules: readonly Rule[] = [
  forbid(
    'copy.number',
    'decision/copy-not-numbered',
    ['copy'],
    'unless { context.copyNumber > 0 }',
  ),
  forbid(
    'copy.limit',
    'decision/too-many-copies',
    ['copy'],
    'unless { context.copyNumber <= resource.copyLimit }',
  ),
  forbid(
    'copy.consent',
    'decision/copy-without-consent',
    ['copy'],
    'when { resource.highest && !context.agreed }',
  ),
  forbid(
    'reproduce.agreement',
    'decision/originator-not-asked',
    'reproduction',
    'when { resource.needsAgreement && !context.agreed }',
  ),
  forbid(
    'reproduce.accountable',
    'decision/accountable-material',
    'reproduction',
    'when { resource.accountable && resource.disseminated }',
  ),
  forbid(
    'translate.statement',
    'decision/no-translation-statement',
    ['translate'],
    'unless { context.statement }',
  ),
]
