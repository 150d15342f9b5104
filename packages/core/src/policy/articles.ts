/**
 * Which article stands behind a refusal that no policy engine made: of a release, before anyone signs.
 *
 * @module
 */
import { findClauseOfRule, type Terms } from '../pact/index.ts'

/** Refusals of a release, and the rule that says the same of a document that has been released. */
const rulesOfCodes: Readonly<Record<string, string>> = {
  'label/not-releasable': 'open.release',
  'pact/approval-missing': 'approve.appointed',
  'pact/author-approves': 'approve.author',
  'pact/key-not-appointed': 'approve.appointed',
  'pact/no-equivalent': 'open.equivalence',
  'pact/not-authorised': 'approve.appointed',
  'pact/not-in-force': 'open.pact',
  'pact/not-released': 'open.release',
}

/** The article of the pact that refuses with `code`; null where the refusal is not of the pact. */
export function articleOfRefusal(terms: Terms, code: string): string | null {
  const rule = Object.entries(rulesOfCodes).find(([known]) => known === code)?.[1]
  return (rule !== undefined && findClauseOfRule(terms, rule)?.article) || null
}
