/**
 * What the page and the worker that verifies evidence say to each other.
 *
 * @module
 */
import type { Finding } from '@entente/core/evidence'

/** Evidence of a release, and the pacts that the page knows: no other may stand in it. */
export interface Order {
  readonly evidence: Uint8Array<ArrayBuffer>
  readonly pacts: readonly string[]
}

/** What was shown, or the code of the first thing that is wrong. */
export type Report =
  | { readonly kind: 'shown'; readonly pact: string; readonly findings: readonly Finding[] }
  | { readonly kind: 'wrong'; readonly code: string }
  | { readonly kind: 'failed' }
