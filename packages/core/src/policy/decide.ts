/**
 * The decision: yes, or every reason why not with the article behind it.
 *
 * @module
 */
import { findClauseOfRule, type Terms } from '../pact/index.ts'

import type { DecisionCode } from './errors.ts'
import { type DecisionAction, rules } from './rules/index.ts'

/** What rules see of a person. Levels are texts, `REGIME LEVEL`; each of the first four holds the next. */
export interface PersonFacts {
  readonly known: boolean
  readonly nationality: string
  /** Levels of clearances that are, or were. */
  readonly everCleared: readonly string[]
  /** Of those within their term. */
  readonly cleared: readonly string[]
  /** Of those not older than the law lets any be. */
  readonly lasting: readonly string[]
  /** Of those by the organ where the person serves, where the law asks for that. */
  readonly reads: readonly string[]
  /** Levels from whose clearance an office exempts. */
  readonly exempt: readonly string[]
  /** Levels opened to the person in an emergency. */
  readonly emergency: readonly string[]
  /** Levels at which a foreign national may see what is for New Zealand eyes only. */
  readonly eyesOnlyApproved: readonly string[]
  readonly facilities: readonly string[]
  /** No visitor. */
  readonly resident: boolean
  /** Levels that a visitor may be shown here now. */
  readonly visits: readonly string[]
  /** Serves in the organ that has designated the document. */
  readonly designatingOrgan: boolean
  /** That organ has consented to the person's own having it. */
  readonly consentedOrgan: boolean
  readonly needsToKnow: boolean
  readonly purposes: readonly string[]
  readonly author: boolean
  /** An officer with this role for the level, by the key that acts. */
  readonly releaser: boolean
  readonly registry: boolean
}

/** What rules see of a document. */
export interface DocumentFacts {
  readonly received: boolean
  /** Its label is known and states its level. */
  readonly labelled: boolean
  readonly classified: boolean
  readonly level: string
  readonly needsClearance: boolean
  /** Of the class that is not copied or destroyed without the originator. */
  readonly highest: boolean
  readonly equivalent: boolean
  readonly released: boolean
  readonly ended: boolean
  readonly recalled: boolean
  readonly purposes: readonly string[]
  /** The label limits it to no nationalities. */
  readonly anyNationality: boolean
  readonly nationalities: readonly string[]
  readonly eyesOnly: boolean
  readonly accountable: boolean
  /** It has gone to somebody. */
  readonly disseminated: boolean
  /** Foreign or endorsed, where a member's rules ask for the originator's agreement. */
  readonly needsAgreement: boolean
  /** Its regime is one in which only a designation makes a secret. */
  readonly needsDesignation: boolean
  readonly designated: boolean
  readonly designationEnded: boolean
  /** Key wrapping suites that the level admits. */
  readonly suites: readonly string[]
  readonly copyLimit: number
  readonly signersNeeded: number
}

/** What rules see of the moment and of the act. */
export interface CircumstanceFacts {
  readonly pactState: string
  readonly facility: string
  readonly facilityLevels: readonly string[]
  /** Nationalities of those who administer the facility; `approved` for one who is. */
  readonly administrators: readonly string[]
  readonly purpose: string
  readonly recipients: readonly string[]
  /** Recipients with an assurance that covers the level now. */
  readonly assured: readonly string[]
  /** Recipients to whom the originator has consented. */
  readonly consented: readonly string[]
  /** Recipients to whom the originators of everything that the document repeats have consented. */
  readonly sourced: readonly string[]
  /** Suites by which the key is wrapped for them. */
  readonly suites: readonly string[]
  /** The originator has agreed to this act. */
  readonly agreed: boolean
  /** From 1; 0 where it has none. */
  readonly copyNumber: number
  /** The translation says in its language whose information it holds. */
  readonly statement: boolean
  readonly lowers: boolean
  readonly crisis: boolean
  readonly notified: boolean
  readonly signers: number
  readonly certified: boolean
  /** Conditions that the contractor meets. */
  readonly conditions: readonly string[]
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
  const own = rules.filter(({ actions }) => actions.includes(action))
  return [...new Set(own.flatMap(({ id }) => articleOf(id, terms) ?? []))]
}
