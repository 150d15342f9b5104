/**
 * Markings: the words a person reads on a document, the same in the register, on the pages and on the
 * command line. They are in capitals. A level is written as its own member writes it, in every
 * language; the names of governments are in the reader's.
 *
 * @module
 */
import { LabelError } from './errors.ts'
import { nzMarkingOf, nzRegime } from './nzl/index.ts'
import { displayMarking, type DisplayOptions, type ResolvedLabel } from './spif/index.ts'
import { requireText } from './text.ts'

/** What a marking on a received document is made of. */
export interface ReceivedMarking {
  /** The provider's government, in the reader's language: `Japan`, `日本国`. */
  readonly provider: string
  /** The level as the provider writes it: `極秘`. */
  readonly level: string
  /** The recipient's marking at the level that corresponds by the pact, `SECRET`; where there is one. */
  readonly equivalent: string | null | undefined
}

/**
 * The level's own words: `極秘`, `SECRET`, `特定秘密`. All there is to mark where no policy is pinned.
 *
 * @throws {LabelError} `label/bad-text`
 */
export function ownMarking(level: string): string {
  return requireText(level, 'a level').toUpperCase()
}

/**
 * The marking of a label, by its nation's own rules where we know them, else by its policy:
 * `SECRET//REL TO NZL, JPN`, `日本国 極秘 提供先：日本、ニュージーランド`.
 *
 * @throws {LabelError} `label/not-valid`, `label/bad-marking`
 */
export function markingOf(label: ResolvedLabel, options: DisplayOptions): string {
  if (!isNz(label)) return displayMarking(label, options).toUpperCase()
  return nzMarkingOf(label, options.equivalentOf)
}

/** Whether New Zealand's own rules mark the label. */
export function isNz({ spif }: ResolvedLabel): boolean {
  return spif.uris.includes(nzRegime)
}

/**
 * The recipient's marking: the provider's name, its level, and the recipient's marking at the
 * corresponding level, as pacts ask for (Japan–Korea Article 4(2)): `JAPAN 極秘 / SECRET` in
 * Wellington, `NEW ZEALAND SECRET / 極秘` in Tokyo. Never half a marking.
 *
 * @throws {LabelError} `label/no-equivalent`, `label/bad-text`
 */
export function receivedMarking({ provider, level, equivalent }: ReceivedMarking): string {
  if (!equivalent) throw new LabelError('label/no-equivalent', 'nothing corresponds to the level')
  const name = requireText(provider, 'the name of the provider').toUpperCase()
  return `${name} ${ownMarking(level)} / ${ownMarking(equivalent)}`
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
