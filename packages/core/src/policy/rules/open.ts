/**
 * Who may read a document where, when and for what: treaty clauses on access. What these ask for, every
 * act on the content of a document asks for.
 *
 * @module
 */
import { forbid, type Rule } from './rule.ts'

/** An exempting office and an emergency stand in for a clearance, and for nothing else. */
const clearanceAsked =
  'resource.needsClearance && !principal.exempt.contains(resource.level) && !principal.emergency.contains(resource.level)'

/** Rules on reading. */
export const openRules: readonly Rule[] = [
  forbid('open.person', 'decision/unknown-person', 'use', 'unless { principal.known }'),
  forbid('open.label', 'decision/no-label', 'use', 'unless { resource.labelled }'),
  forbid(
    'open.pact',
    'decision/pact-not-in-force',
    'use',
    'unless { !resource.received || !resource.classified || context.pactState == "in-force" }',
  ),
  forbid(
    'open.release',
    'decision/not-released',
    'use',
    'unless { !resource.received || resource.released }',
  ),
  forbid(
    'open.period',
    'decision/release-ended',
    'use',
    'when { resource.received && resource.ended }',
  ),
  forbid('open.recall', 'decision/recalled', 'use', 'when { resource.recalled }'),
  forbid('open.equivalence', 'decision/no-equivalent', 'use', 'unless { resource.equivalent }'),
  forbid(
    'open.facility',
    'decision/facility-not-accredited',
    'content',
    'unless { !resource.classified || context.facilityLevels.contains(resource.level) }',
  ),
  forbid(
    'open.facility-register',
    'decision/not-on-facility-register',
    'content',
    'unless { !resource.classified || principal.facilities.contains(context.facility) }',
  ),
  forbid(
    'open.visit',
    'decision/above-visit-level',
    'content',
    'unless { !resource.classified || principal.resident || principal.visits.contains(resource.level) }',
  ),
  forbid(
    'open.clearance',
    'decision/no-clearance',
    'content',
    `when { ${clearanceAsked} && !principal.everCleared.contains(resource.level) }`,
  ),
  forbid(
    'open.clearance.current',
    'decision/clearance-expired',
    'content',
    `when { ${clearanceAsked} && principal.everCleared.contains(resource.level) && !principal.cleared.contains(resource.level) }`,
  ),
  forbid(
    'open.clearance.years',
    'decision/clearance-too-old',
    'content',
    `when { ${clearanceAsked} && principal.cleared.contains(resource.level) && !principal.lasting.contains(resource.level) }`,
  ),
  forbid(
    'open.clearance.organ',
    'decision/clearance-of-other-organ',
    'content',
    `when { ${clearanceAsked} && principal.lasting.contains(resource.level) && !principal.reads.contains(resource.level) }`,
  ),
  forbid(
    'open.need-to-know',
    'decision/no-need-to-know',
    'content',
    'unless { principal.needsToKnow }',
  ),
  forbid(
    'open.purpose',
    'decision/wrong-purpose',
    'content',
    'unless { resource.purposes.contains(context.purpose) && (!principal.needsToKnow || principal.purposes.contains(context.purpose)) }',
  ),
]
