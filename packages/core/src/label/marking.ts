/**
 * Markings: the words a person reads on a document.
 *
 * @module
 */
import { LabelError } from './errors.ts'
import { requireText } from './text.ts'

/** The languages of a pact. */
export type MarkingLanguage = 'en' | 'ja'

/** A member as a marking names it; a pact's member is one. */
export interface MarkedMember {
  readonly name: Readonly<Record<MarkingLanguage, string>>
}

/** A level as a marking spells it; a level of a pact's regime is one. */
export interface MarkedLevel {
  /** As its own member writes it on a document, in no other language: `極秘`, `SECRET`. */
  readonly level: string
}

/** What comes from `provider` at `level`, where the recipient protects it as `equivalent`. */
export interface ReceivedMarking {
  readonly provider: MarkedMember
  readonly level: MarkedLevel
  readonly equivalent: MarkedLevel | null | undefined
}

/**
 * The originator's own marking: `極秘`, `SECRET`, `特定秘密`. The same in every language.
 *
 * @throws {LabelError} `label/bad-text`
 */
export function ownMarking({ level }: MarkedLevel): string {
  return requireText(level, 'a level')
}

/**
 * The recipient's marking: the provider's name, its level, and the recipient's corresponding level,
 * as pacts ask for (Japan–Korea Article 4(2)): `JAPAN 極秘 / SECRET`, `NEW ZEALAND SECRET / 極秘`; in
 * Japanese `ニュージーランド SECRET / 極秘`. Never an empty or half a marking.
 *
 * @throws {LabelError} `label/no-equivalent`, `label/bad-text`
 */
export function receivedMarking(
  { provider, level, equivalent }: ReceivedMarking,
  language: MarkingLanguage,
): string {
  if (!equivalent) throw new LabelError('label/no-equivalent', 'nothing corresponds to the level')
  const name = requireText(provider.name[language], 'the name of the provider').toUpperCase()
  return `${name} ${ownMarking(level)} / ${ownMarking(equivalent)}`
}
