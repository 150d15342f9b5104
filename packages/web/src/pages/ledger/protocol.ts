/**
 * What the page and the worker that verifies say to each other.
 *
 * @module
 */
import type { Language } from '../../text/language.tsx'

import type { SeenHead, Verified } from './verify.ts'

/** What the worker is told. */
export interface Order {
  readonly language: Language
  readonly seen: SeenHead | undefined
}

/** What the worker says. */
export type Report =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'verified'; readonly verified: Verified }
  | { readonly kind: 'failed'; readonly fault: string }
