/**
 * What help says of a screen.
 *
 * @module
 */
import type { Language } from './language.tsx'

/** Short: somebody reads it with a document waiting. */
export interface Help {
  /** What the screen is for. */
  readonly purpose: string
  readonly can: readonly string[]
  /** Why something is not shown or cannot be done here. */
  readonly absent: readonly string[]
}

/** In each language; a screen that lacks one does not compile. */
export type HelpTexts = Readonly<Record<Language, Help>>
