/**
 * Sources: what others have provided, and a document of ours repeats or translates.
 *
 * A source keeps its originator, however often it is repeated: what a document is made of includes what its sources
 * are made of.
 *
 * @module
 */
import { z } from 'zod'

import { documentId, id, type LevelKey, levelKey } from './vocabulary.ts'

/** How a document holds what it was made from. */
export type Use = (typeof uses)[number]

const uses = ['extract', 'translate'] as const

/** Languages of a translation. */
export type TranslationLanguage = (typeof languages)[number]

const languages = ['en', 'ja'] as const

/** A document of another member, whose information is repeated. */
export interface Source {
  readonly document: string
  readonly originator: string
  /** As its originator calls it. */
  readonly level: LevelKey
  readonly use: Use
  /** That of a translation; null for what is repeated as it stands. */
  readonly language: TranslationLanguage | null
}

/** The most that one document names. */
export const maximumSources = 256

/** The form of a source in a signed label. */
export const source: z.ZodType<Source> = z.strictObject({
  document: documentId,
  originator: id,
  level: levelKey,
  use: z.enum(uses),
  language: z.enum(languages).nullable(),
})

/** Whether sources of a document of `member` agree with themselves: each once, none its own, translations in a language. */
export function areSources(sources: readonly Source[], member: string): boolean {
  const keys = sources.map(({ document, use, language }) => `${document} ${use} ${language ?? ''}`)
  return (
    new Set(keys).size === keys.length &&
    sources.every(
      ({ originator, use, language }) =>
        originator !== member && (use === 'translate') === (language !== null),
    )
  )
}

/** Everything that a document is made of, each source once; what is `member`'s own is nobody else's to decide about. */
export function unitedSources(sources: readonly Source[], member: string): readonly Source[] {
  const foreign = sources.filter(({ originator }) => originator !== member)
  const byKey = new Map(
    foreign.map((one) => [`${one.document} ${one.use} ${one.language ?? ''}`, one] as const),
  )
  return [...byKey.values()]
}
