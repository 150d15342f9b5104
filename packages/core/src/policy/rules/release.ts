/**
 * Who may let a document go to a member, and what has to stand before it goes; and its way on from there.
 *
 * @module
 */
import { forbid, type Rule } from './rule.ts'

/** Rules on release and on third parties. */
export const releaseRules: readonly Rule[] = [
  forbid('prepare.author', 'decision/not-author', ['prepare'], 'unless { principal.author }'),
  forbid('approve.author', 'decision/author-approves', ['approve'], 'when { principal.author }'),
  forbid(
    'approve.appointed',
    'decision/not-appointed',
    ['approve', 'provide', 'entrust'],
    'unless { principal.releaser }',
  ),
  forbid(
    'release.assurance',
    'decision/no-assurance',
    'release',
    'unless { !resource.classified || (!context.recipients.isEmpty() && context.assured.containsAll(context.recipients)) }',
  ),
  forbid(
    'release.cipher',
    'decision/cipher-too-weak',
    'release',
    'unless { !context.suites.isEmpty() && resource.suites.containsAll(context.suites) }',
  ),
  forbid(
    'release.sources',
    'decision/source-not-consented',
    'release',
    'unless { !context.recipients.isEmpty() && context.sourced.containsAll(context.recipients) }',
  ),
  forbid(
    'provide.consent',
    'decision/no-third-party-consent',
    ['provide'],
    'unless { !resource.received || (!context.recipients.isEmpty() && context.consented.containsAll(context.recipients)) }',
  ),
]
