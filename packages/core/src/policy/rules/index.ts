/**
 * The rules: Cedar policies, one a factor, each with the code it denies by.
 *
 * One permit opens what every forbid leaves open, so a decision names each factor that fails and not
 * only the first. The text of a rule and the schema are pinned by digest in the pact (D5b): whoever
 * changes one has another rule.
 *
 * @module
 */
import { domainTag, type Hash, hashOf } from '../../crypto/index.ts'
import { concatBytes, utf8 } from '../../lib/index.ts'
import { type Pact, PactError } from '../../pact/index.ts'

import { contractorRules } from './contractors.ts'
import { copyRules } from './copies.ts'
import { disposalRules } from './disposal.ts'
import { japanRules } from './japan.ts'
import { newZealandRules } from './new-zealand.ts'
import { openRules } from './open.ts'
import { releaseRules } from './release.ts'
import type { Rule } from './rule.ts'
import { schema } from './schema.ts'

export { type ActionGroup, actions, type DecisionAction, groups, type Rule } from './rule.ts'
export { permit, schema } from './schema.ts'

/** All rules, in the order in which reasons are shown. */
export const rules: readonly Rule[] = [
  ...openRules,
  ...japanRules,
  ...newZealandRules,
  ...releaseRules,
  ...copyRules,
  ...disposalRules,
  ...contractorRules,
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
