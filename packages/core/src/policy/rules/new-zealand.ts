/**
 * Rules of New Zealand on nationality (Protective Security Requirements, endorsements NZEO and REL TO).
 *
 * @module
 */
import { forbid, type Rule } from './rule.ts'

/** Rules on nationality. */
export const newZealandRules: readonly Rule[] = [
  forbid(
    'new-zealand.rel-to',
    'decision/other-nationality',
    'content',
    'unless { resource.anyNationality || resource.nationalities.contains(principal.nationality) }',
  ),
  forbid(
    'new-zealand.eyes-only',
    'decision/eyes-only',
    'content',
    'when { resource.eyesOnly && principal.nationality != "NZL" && !principal.eyesOnlyApproved.contains(resource.level) }',
  ),
  // Whoever runs the place could see what is read there; a place of which nobody is known is no better.
  forbid(
    'new-zealand.administrators',
    'decision/foreign-administrator',
    'content',
    'when { resource.eyesOnly && (context.administrators.isEmpty() || !["NZL", "approved"].containsAll(context.administrators)) }',
  ),
]
