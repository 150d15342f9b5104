/**
 * What the part of a page that acknowledges and its worker say to each other.
 *
 * @module
 */
import type { PasskeyAnswer } from '../../device/passkey.ts'
import type { Report as ReaderReport } from '../../reader/protocol.ts'
import type { Both } from '../../signing/names.ts'
import type { AskedPasskey } from '../../signing/passkey-act.ts'
import type { Language } from '../../text/language.tsx'

/** Why this person cannot acknowledge here. */
export type Hindrance = 'no-passkey' | 'not-admitted' | 'other-page'

/** An acknowledgement as it will be signed, in words. */
export interface Shown {
  readonly document: string
  readonly originator: Both
  readonly level: { readonly name: Both; readonly code: string }
  readonly member: Both
  readonly person: string
  readonly at: string
  readonly pact: { readonly name: Both; readonly version: number; readonly illustrative: boolean }
  readonly release: string
  readonly hindrance: Hindrance | null
  /** The very bytes that are signed, and their SHA-256. */
  readonly bytes: string
  readonly digest: string
}

/** What the page asks. */
export type Order =
  | { readonly kind: 'read'; readonly document: string; readonly language: Language }
  | { readonly kind: 'sign'; readonly answer: PasskeyAnswer }

/** What the worker tells. */
export type Report =
  | Extract<ReaderReport, { readonly kind: 'ended' | 'failed' | 'refused' }>
  /** What would be signed; nothing is asked of a passkey where there is a hindrance. */
  | { readonly kind: 'shown'; readonly shown: Shown; readonly asked: AskedPasskey | undefined }
  /** The statement is not about this release, or the release is not the originator's. */
  | { readonly kind: 'differs' }
  | { readonly kind: 'given'; readonly at: string }
