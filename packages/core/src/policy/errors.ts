/**
 * The codes of a denial. They are answers, not failures: a decision carries them, nothing throws them.
 *
 * @module
 */

import type { ContractorCondition } from '../pact/index.ts'

/** Every reason for which a decision can be no. */
export type DecisionCode =
  | 'decision/above-visit-level'
  | 'decision/accountable-material'
  | 'decision/author-approves'
  | 'decision/cipher-too-weak'
  | 'decision/clearance-expired'
  | 'decision/clearance-of-other-organ'
  | 'decision/clearance-too-old'
  | `decision/contractor-${ContractorCondition}`
  | 'decision/copy-not-numbered'
  | 'decision/copy-without-consent'
  | 'decision/crisis-without-notice'
  | 'decision/designation-ended'
  | 'decision/destruction-without-consent'
  | 'decision/eyes-only'
  | 'decision/facility-not-accredited'
  | 'decision/foreign-administrator'
  | 'decision/no-assurance'
  | 'decision/no-certificate'
  | 'decision/no-clearance'
  | 'decision/no-consent-to-contractor'
  | 'decision/no-equivalent'
  | 'decision/no-label'
  | 'decision/no-need-to-know'
  | 'decision/no-third-party-consent'
  | 'decision/source-not-consented'
  | 'decision/no-translation-statement'
  | 'decision/not-appointed'
  | 'decision/not-author'
  | 'decision/not-designated'
  | 'decision/not-on-facility-register'
  | 'decision/not-originators-change'
  | 'decision/not-registry-officer'
  | 'decision/not-released'
  | 'decision/organ-not-consented'
  | 'decision/originator-not-asked'
  | 'decision/other-nationality'
  | 'decision/pact-not-in-force'
  | 'decision/policy-error'
  | 'decision/recalled'
  | 'decision/release-ended'
  | 'decision/too-few-signers'
  | 'decision/too-many-copies'
  | 'decision/unknown-person'
  | 'decision/wrong-purpose'
