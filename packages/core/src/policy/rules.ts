/**
 * The rules: Cedar policies, one a factor, each with the code it denies by.
 *
 * One permit an action opens what every forbid leaves open, so a decision names each factor that
 * fails and not only the first. The text of a rule and the schema are pinned by digest in the pact
 * (D5b): whoever changes one has another rule.
 *
 * @module
 */
import { domainTag, type Hash, hashOf } from '../crypto/index.ts'
import { concatBytes, utf8 } from '../lib/index.ts'
import { type Pact, PactError } from '../pact/index.ts'

import type { DecisionCode } from './errors.ts'

/** What can be asked for. */
export type DecisionAction = 'approve' | 'open' | 'prepare'

/** One rule. */
export interface Rule {
  /** As clauses of a pact name it. */
  readonly id: string
  readonly code: DecisionCode
  readonly cedar: string
}

/**
 * The types of everything a rule can see. There are no optional attributes: what is not known is an
 * empty set or false, and never permits.
 */
export const schema = `
entity Person = {
  known: Bool,
  everCleared: Set<String>,
  cleared: Set<String>,
  reads: Set<String>,
  facilities: Set<String>,
  needsToKnow: Bool,
  purposes: Set<String>,
  author: Bool,
  releaser: Bool,
};
entity Document = {
  received: Bool,
  classified: Bool,
  level: String,
  equivalent: Bool,
  released: Bool,
  ended: Bool,
  recalled: Bool,
  purposes: Set<String>,
};
type Circumstances = {
  pactState: String,
  facility: String,
  facilityLevels: Set<String>,
  purpose: String,
};
action "open", "prepare", "approve" appliesTo {
  principal: [Person],
  resource: [Document],
  context: Circumstances,
};
`

/** Opens what no rule closes. */
export const permit = `permit (principal, action in [Action::"open", Action::"prepare", Action::"approve"], resource);`

/** All rules, in the order in which reasons are shown. */
export const rules: readonly Rule[] = [
  openRule('person', 'decision/unknown-person', 'unless { principal.known }'),
  openRule(
    'pact',
    'decision/pact-not-in-force',
    'unless { !resource.received || !resource.classified || context.pactState == "in-force" }',
  ),
  openRule(
    'release',
    'decision/not-released',
    'unless { !resource.received || resource.released }',
  ),
  openRule('period', 'decision/release-ended', 'when { resource.received && resource.ended }'),
  openRule('recall', 'decision/recalled', 'when { resource.recalled }'),
  openRule('equivalence', 'decision/no-equivalent', 'unless { resource.equivalent }'),
  openRule(
    'facility',
    'decision/facility-not-accredited',
    'unless { !resource.classified || context.facilityLevels.contains(resource.level) }',
  ),
  openRule(
    'facility-register',
    'decision/not-on-facility-register',
    'unless { !resource.classified || principal.facilities.contains(context.facility) }',
  ),
  openRule(
    'clearance',
    'decision/no-clearance',
    'unless { !resource.classified || principal.everCleared.contains(resource.level) }',
  ),
  openRule(
    'clearance.current',
    'decision/clearance-expired',
    'when { resource.classified && principal.everCleared.contains(resource.level) && !principal.cleared.contains(resource.level) }',
  ),
  openRule(
    'clearance.organ',
    'decision/clearance-of-other-organ',
    'when { resource.classified && principal.cleared.contains(resource.level) && !principal.reads.contains(resource.level) }',
  ),
  openRule('need-to-know', 'decision/no-need-to-know', 'unless { principal.needsToKnow }'),
  openRule(
    'purpose',
    'decision/wrong-purpose',
    'unless { resource.purposes.contains(context.purpose) && (!principal.needsToKnow || principal.purposes.contains(context.purpose)) }',
  ),
  {
    id: 'prepare.author',
    code: 'decision/not-author',
    cedar:
      'forbid (principal, action == Action::"prepare", resource)\nunless { principal.author };',
  },
  {
    id: 'approve.author',
    code: 'decision/author-approves',
    cedar: 'forbid (principal, action == Action::"approve", resource)\nwhen { principal.author };',
  },
  {
    id: 'approve.appointed',
    code: 'decision/not-appointed',
    cedar:
      'forbid (principal, action == Action::"approve", resource)\nunless { principal.releaser };',
  },
]

/** The digest of a rule as a pact pins it: its text and the schema it is read by. */
export function ruleHash({ cedar }: Rule): Hash {
  return hashOf(concatBytes(domainTag('rule'), utf8(cedar), utf8('\n'), utf8(schema)))
}

/** Digests of all rules by id. */
export function ruleHashes(): Readonly<Record<string, Hash>> {
  return Object.fromEntries(rules.map((rule) => [rule.id, ruleHash(rule)]))
}

/**
 * Checks that this server has exactly the rules that a pact pins.
 *
 * @throws {PactError} `pact/other-rules`
 */
export function requireRules({ terms }: Pick<Pact, 'terms'>): void {
  const ours = ruleHashes()
  for (const { article, rules: pinned } of terms.clauses) {
    for (const { id, hash } of pinned) {
      if (ours[id] !== hash) {
        throw new PactError('pact/other-rules', `article ${article} pins another rule \`${id}\``)
      }
    }
  }
}

function openRule(id: string, code: DecisionCode, condition: string): Rule {
  return {
    id: `open.${id}`,
    code,
    cedar: `forbid (principal, action == Action::"open", resource)\n${condition};`,
  }
}
