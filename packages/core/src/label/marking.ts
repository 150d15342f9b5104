/**
 * Markings: the words a person reads on a document. A level is marked as its own member writes it, in
 * every language; the provider is named in the reader's.
 *
 * @module
 */
import { LabelError } from './errors.ts'
import { requireText } from './text.ts'

/** What a marking on a received document is made of. */
export interface ReceivedMarking {
  /** The provider's government, in the reader's language: `Japan`, `日本国`. */
  readonly provider: string
  /** The provider's marking, `極秘`, or with its government's name, `JAPAN GOKUHI`. */
  readonly level: string
  /** The recipient's marking at the level that corresponds by the pact, `SECRET`; where there is one. */
  readonly equivalent: string | null | undefined
}

/**
 * The originator's own marking: `極秘`, `SECRET`, `特定秘密`.
 *
 * @throws {LabelError} `label/bad-text`
 */
export function ownMarking(level: string): string {
  return requireText(level, 'a level')
}

/**
 * The recipient's marking: the provider's name, its level, and the recipient's corresponding level,
 * as pacts ask for (Japan–Korea Article 4(2)): `JAPAN 極秘 / SECRET` in Wellington,
 * `NEW ZEALAND SECRET / 極秘` in Tokyo. Never half a marking.
 *
 * @throws {LabelError} `label/no-equivalent`, `label/bad-text`
 */
export function receivedMarking({ provider, level, equivalent }: ReceivedMarking): string {
  if (!equivalent) throw new LabelError('label/no-equivalent', 'nothing corresponds to the level')
  const name = requireText(provider, 'the name of the provider').toUpperCase()
  const theirs = ownMarking(level)
  // A policy may put its government's name first itself.
  const named = theirs.startsWith(`${name} `) ? theirs : `${name} ${theirs}`
  return `${named} / ${ownMarking(equivalent)}`
}

/**
 * What a translation says, in its own language, of whose classified information it holds: pacts ask for
 * it beside the marking of the original (Czechia–Latvia Article 6(2), Austria–Finland Article 8(2)).
 *
 * @throws {LabelError} `label/bad-text`
 */
export function translationStatement(provider: string, language: 'en' | 'ja'): string {
  const name = requireText(provider, 'the name of the provider')
  return language === 'ja'
    ? `この翻訳は、${name}の秘密情報を含む。`
    : `This translation contains classified information of ${name}.`
}
