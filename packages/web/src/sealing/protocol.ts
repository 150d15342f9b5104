/**
 * What page and worker tell each other while a document is sealed and sent.
 *
 * @module
 */
import type { Label } from '@entente/core/label'

import type { Reason } from '../api/ask.ts'
import type { Language } from '../text/language.tsx'

/** What the worker is to do, once. */
export type SealingOrder = {
  readonly language: Language
  readonly content: Blob
} & (
  | { readonly kind: 'seal'; readonly draft: SealedAs; readonly wish: Wish | null }
  | { readonly kind: 'resume'; readonly document: string }
)

/** What the content becomes. */
export interface SealedAs {
  readonly document: string
  readonly title: string
  readonly mediaType: string
  readonly case: string | null
  readonly label: { readonly xml: string; readonly said: Label }
}

/** What approvers are to be asked. */
export interface Wish {
  readonly pact: string
  readonly recipients: readonly string[]
  readonly purposes: readonly string[]
  readonly notAfter: string
}

/** How it goes. `done` and `total` are bytes. */
export type SealingReport =
  | {
      readonly kind: 'progress'
      readonly step: 'sealing' | 'sending'
      readonly done: number
      readonly total: number
    }
  /** The server did not answer; it is asked again. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'sealed'; readonly document: string; readonly release: string | null }
  /** `document` is there if it was registered before: then it can be gone on with. */
  | {
      readonly kind: 'refused'
      readonly code: string
      readonly status: number
      readonly title: string
      readonly reasons: readonly Reason[]
      readonly sealed: boolean
    }
  | { readonly kind: 'ended' }
  | { readonly kind: 'failed' }
