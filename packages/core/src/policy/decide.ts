/**
 * The decision: yes, or every reason why not with the article behind it.
 *
 * @module
 */
import { findClauseOfRule, type Terms } from '../pact/index.ts'

import type { DecisionCode } from './errors.ts'
import { type DecisionAction, rules } from './rules.ts'

/** What rules see of a person; see the schema. */
export interface PersonFacts {
  readonly known: boolean
  readonly everCleared: readonly string[]
  readonly cleared: readonly string[]
  readonly reads: readonly string[]
  readonly facilities: readonly string[]
  readonly needsToKnow: boolean
  readonly purposes: readonly string[]
  readonly author: boolean
  readonly releaser: boolean
}

/** What rules see of a document. */
export interface DocumentFacts {
  readonly received: boolean
  readonly classified: boolean
  readonly level: string
  readonly equivalent: boolean
  readonly released: boolean
  readonly ended: boolean
  readonly recalled: boolean
  readonly purposes: readonly string[]
}

/** What rules see of the moment. */
export interface CircumstanceFacts {
  readonly pactState: string
  readonly facility: string
  readonly facilityLevels: readonly string[]
  readonly purpose: string
}

/** One question. */
export interface DecisionRequest {
  readonly action: DecisionAction
  readonly person: PersonFacts
  readonly document: DocumentFacts
  readonly circumstances: CircumstanceFacts
}

/** What a policy engine says: allowed or not, by which policies, and whether anything went wrong. */
export interface EngineAnswer {
  readonly allowed: boolean
  readonly policies: readonly string[]
  readonly errors: number
}

/** A Cedar engine with our rules and schema loaded; the host provides it. */
export interface PolicyEngine {
  evaluate(request: DecisionRequest): EngineAnswer
}

/** Why not: the code, the rule that said it, and the article of the pact that the rule carries out. */
export interface Reason {
  readonly code: DecisionCode
  readonly rule: string
  readonly article: string | null
}

/** Yes, or no with all reasons. A yes names the articles that were looked at. */
export type Decision =
  | { readonly kind: 'permit'; readonly articles: readonly string[] }
  | { readonly kind: 'deny'; readonly reasons: readonly Reason[] }

/**
 * Decides. Closed by default: an engine that fails, errs, or says no without a reason of ours is a no.
 */
export function decide(
  request: DecisionRequest,
  engine: PolicyEngine,
  terms: Terms | undefined,
): Decision {
  let answer: EngineAnswer
  try {
    answer = engine.evaluate(request)
  } catch {
    return deny([failed])
  }
  // Cedar leaves out a policy that errs, also a forbid: whatever it says then is worth nothing.
  if (answer.errors > 0) return deny([failed])
  if (answer.allowed) return { kind: 'permit', articles: articlesOf(request.action, terms) }
  const reasons = rules
    .filter(({ id }) => answer.policies.includes(id))
    .map(({ id, code }) => ({ code, rule: id, article: articleOf(id, terms) }))
  return deny(reasons.length > 0 ? reasons : [failed])
}

const failed: Reason = { code: 'decision/policy-error', rule: 'engine', article: null }

function deny(reasons: readonly Reason[]): Decision {
  return { kind: 'deny', reasons }
}

function articleOf(rule: string, terms: Terms | undefined): string | null {
  return (terms && findClauseOfRule(terms, rule)?.article) ?? null
}

function articlesOf(action: DecisionAction, terms: Terms | undefined): readonly string[] {
  const own = rules.filter(({ id }) => id.startsWith(`${action}.`))
  return [...new Set(own.flatMap(({ id }) => articleOf(id, terms) ?? []))]
}
