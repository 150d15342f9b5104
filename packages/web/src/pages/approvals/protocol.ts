/**
 * What the page of an approval and its worker say to each other. The worker has the key of the draft and
 * verifies; the page shows, and asks for the passkey.
 *
 * @module
 */
import type { PasskeyAnswer } from '../../device/passkey.ts'
import type { Report as ReaderReport } from '../../reader/protocol.ts'
import type { Both } from '../../signing/names.ts'
import type { AskedPasskey } from '../../signing/passkey-act.ts'
import type { Language } from '../../text/language.tsx'

/** Why this person cannot approve here. */
export type Hindrance = 'author' | 'closed' | 'given' | 'no-passkey' | 'not-admitted' | 'other-page'

/** What a statement says otherwise than the one before it. */
export type Changed =
  | 'content'
  | 'custody'
  | 'level'
  | 'notAfter'
  | 'pact'
  | 'purposes'
  | 'recipients'

/** One difference: what only the one before says, and what only this one says. */
export interface Change {
  readonly field: Changed
  readonly before: readonly Both[]
  readonly after: readonly Both[]
}

/** The release of the same document that was prepared before this one. */
export interface Previous {
  readonly at: string
  readonly state: 'not-approved' | 'prepared' | 'released'
  /** Why it was refused, where it was. */
  readonly reason: string | null
  readonly changes: readonly Change[]
}

/** A release as it will be signed, in words. */
export interface Shown {
  readonly release: string
  readonly document: string
  readonly author: string
  readonly at: string
  readonly notAfter: string
  readonly level: { readonly name: Both; readonly code: string; readonly regime: Both }
  /** Each with the level by which it protects the document; null where the pact names none. */
  readonly recipients: readonly { readonly name: Both; readonly as: Both | null }[]
  readonly purposes: readonly Both[]
  readonly custody: 'joint' | 'originator' | 'recipient'
  readonly pact: { readonly name: Both; readonly version: number; readonly illustrative: boolean }
  /** Articles by which it is approved. */
  readonly articles: readonly { readonly article: string; readonly title: Both }[]
  readonly needed: number
  /** Pseudonyms of those who have approved. */
  readonly approvers: readonly string[]
  readonly hindrance: Hindrance | null
  /** Null where this is the first one; undefined where earlier ones are not for this person. */
  readonly previous: Previous | null | undefined
  /** The very bytes that are signed, and their SHA-256. */
  readonly bytes: string
  readonly digest: string
}

/** What the page asks. */
export type Order =
  | { readonly kind: 'read'; readonly release: string; readonly language: Language }
  | { readonly kind: 'check' }
  | { readonly kind: 'approve'; readonly answer: PasskeyAnswer }

/** What the worker tells. */
export type Report =
  | Extract<ReaderReport, { readonly kind: 'ended' | 'failed' | 'refused' }>
  | { readonly kind: 'shown'; readonly shown: Shown }
  /** The document is the one that the statement speaks of; the passkeys that may sign it, and what they sign. */
  | ({ readonly kind: 'checked' } & AskedPasskey)
  /** It is not, or its label is spelled as no page can compare it. */
  | { readonly kind: 'differs'; readonly why: 'label' | 'release' }
  | {
      readonly kind: 'approved'
      readonly state: string
      readonly approvals: number
      readonly needed: number
    }
