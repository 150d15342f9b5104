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

/** An entry of a ledger, with the name of its kind. */
export type Entry = Omit<Extract<Finding, { readonly kind: 'recorded' }>, 'event' | 'kind'> & {
  readonly name: { readonly en: string; readonly ja: string }
}

/** What was shown, or the code of the first thing that is wrong. */
export type Report =
  | {
      readonly kind: 'shown'
      readonly pact: string
      /** Oldest first. */
      readonly entries: readonly Entry[]
      readonly findings: readonly Finding[]
    }
  | { readonly kind: 'wrong'; readonly code: string }
  | { readonly kind: 'failed' }
