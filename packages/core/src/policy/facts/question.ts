/**
 * What a decision is asked: an act, by whom, from where and for what.
 *
 * @module
 */
import type { Hash } from '../../crypto/index.ts'
import type { Instant, LevelKey, Release, Source } from '../../pact/index.ts'

import type { DecisionAction } from '../rules/index.ts'

/** Who asks, from where, for what. */
export interface Question {
  readonly action: DecisionAction
  readonly person: string
  readonly facility: string
  readonly purpose: string
  readonly at: Instant
  /** Key of the person as an officer, where the act needs one. */
  readonly officerKey?: Hash
  /** The release that is prepared, approved, delivered or received. */
  readonly going?: Going
  /** Third parties, or the contractor, that the document would go to. */
  readonly parties?: readonly string[]
  /** Number of the copy that would be made, from 1. */
  readonly copyNumber?: number
  /** The translation that would be registered, and the language that it is in. */
  readonly translation?: { readonly language: 'en' | 'ja'; readonly statement: string }
  /** The level that the document would get. */
  readonly to?: LevelKey
  readonly destruction?: Destruction
}

/** A release on its way. */
export interface Going extends Pick<Release, 'kas' | 'originator' | 'purposes' | 'recipients'> {
  /** What others have provided and the document repeats, as its signed label names it; null where that is not known. */
  readonly sources: readonly Source[] | null
}

/** How a document would be destroyed. */
export interface Destruction {
  /** Whether it can be neither protected nor returned. */
  readonly crisis: boolean
  /** Whether a notice to the originator stands in the outbox. */
  readonly notified: boolean
  /** Persons whose signatures stand under the certificate. */
  readonly signers: readonly string[]
  readonly certified: boolean
}

/** Purposes that the making of a document has, beside those of the pact. */
export const ownPurposes = { author: 'drafting', releaser: 'approval' } as const
