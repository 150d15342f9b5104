/**
 * What the page, the worker that holds the key and the frame that shows the document say to each other.
 * Plaintext goes from the worker to the frame and to nobody else.
 *
 * @module
 */
import type { Words } from '@entente/core/words'

import type { Language } from '../text/language.tsx'

/** Kinds of documents that are shown, each by a viewer of its own. */
export type ViewerKind = 'image' | 'pdf' | 'sheets' | 'slides' | 'text' | 'word'

/** Why what was opened is not shown. The frame knows those after `no-viewer`. */
export const unreadable = [
  'not-genuine',
  'too-large',
  'no-viewer',
  'not-what-it-says',
  'not-readable',
  'too-much',
  'locked',
] as const

/** One of {@link unreadable}. */
export type Unreadable = (typeof unreadable)[number]

/** What a person is told of how the document is shown. */
export const remarks = [
  'guessed-encoding',
  'scripts',
  'first-picture',
  'text-only',
  'marks-incomplete',
  'cut',
] as const

/** One of {@link remarks}. */
export type Remark = (typeof remarks)[number]

/** What stands on each page that is shown: words only, made outside of the frame. */
export interface Sheet {
  readonly language: Language
  readonly title: string
  /** Top and bottom. */
  readonly lines: readonly Words[]
  /** Before anything else. */
  readonly front: readonly Words[]
  /** Across the content. */
  readonly watermark: readonly Words[]
  /** What may stand in parentheses before a paragraph. */
  readonly marks: readonly string[]
}

/** A text in both languages. */
interface Both {
  readonly en: string
  readonly ja: string
}

/** An article that let the document be opened, and the rules that carry it out. */
export interface Ground {
  readonly article: string
  readonly title: Both
  readonly rules: readonly string[]
}

/** A reason against: what it is and what would make it yes, the article behind it and its rule. */
export interface Objection {
  readonly code: string
  readonly text: Both
  readonly article: string | null
  readonly rule: string | null
  /** What the pact itself says of it, where it does. */
  readonly because: Both | null
}

/** What the page asks of the worker. A port to the frame comes with each. */
export type Order =
  | {
      readonly kind: 'open'
      readonly document: string
      readonly purpose: string
      readonly language: Language
    }
  | { readonly kind: 'print' }

/** What the worker tells the page. */
export type Report =
  | { readonly kind: 'active' }
  | { readonly kind: 'ended' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'printed' }
  | { readonly kind: 'opened'; readonly grounds: readonly Ground[] }
  | {
      readonly kind: 'refused'
      readonly code: string
      readonly status: number
      readonly title: Both
      readonly reasons: readonly Objection[]
    }
  | {
      readonly kind: 'shown'
      readonly remarks: readonly Remark[]
      readonly encoding: string
      readonly pages: number
    }
  | { readonly kind: 'unreadable'; readonly why: Unreadable }

/** What the worker gives the frame. */
export type Delivery =
  | {
      readonly kind: 'show'
      readonly viewer: ViewerKind
      readonly mediaType: string
      readonly bytes: Uint8Array<ArrayBuffer>
      readonly sheet: Sheet
      /** Whether it is shown to be printed, at once. */
      readonly print: boolean
    }
  | { readonly kind: 'file'; readonly name: string; readonly bytes: Uint8Array | null }

/** What the frame says. It has read what strangers wrote: nothing of it is believed to be well formed. */
export type Said =
  | { readonly kind: 'active' }
  | { readonly kind: 'file'; readonly name: string }
  | { readonly kind: 'printed' }
  | {
      readonly kind: 'shown'
      readonly remarks: readonly Remark[]
      readonly encoding: string
      readonly pages: number
    }
  | { readonly kind: 'unreadable'; readonly why: Unreadable }
