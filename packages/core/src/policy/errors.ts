/**
 * The codes of a denial. They are answers, not failures: a decision carries them, nothing throws them.
 *
 * @module
 */

/** Every reason for which a decision can be no. */
export type DecisionCode =
  | 'decision/author-approves'
  | 'decision/clearance-expired'
  | 'decision/clearance-of-other-organ'
  | 'decision/facility-not-accredited'
  | 'decision/no-clearance'
  | 'decision/no-equivalent'
  | 'decision/no-need-to-know'
  | 'decision/not-appointed'
  | 'decision/not-author'
  | 'decision/not-on-facility-register'
  | 'decision/not-released'
  | 'decision/pact-not-in-force'
  | 'decision/policy-error'
  | 'decision/recalled'
  | 'decision/release-ended'
  | 'decision/unknown-person'
  | 'decision/wrong-purpose'
