/**
 * The words a policy puts on a document for a label, in the reader's language.
 *
 * @module
 */
import { releasableTag } from '../label.ts'

import type { ResolvedLabel } from './resolve.ts'
import type {
  Category,
  MarkingEffect,
  MarkingPosition,
  Markings,
  Phrase,
  Qualifier,
  Tag,
} from './spif.ts'
import { requireValid } from './valid.ts'

/** Which marking is wanted. */
export interface DisplayOptions {
  /** Language tag; null for the phrases without a language. */
  readonly language: string | null
  /** The bottom of the page by default. */
  readonly position?: MarkingPosition
  /**
   * Where the label stands beside that of another government, by the country code of that, null where
   * it has none: our own government is not named, and the release list begins with theirs.
   */
  readonly equivalentOf?: string | null
}

/**
 * The marking: the policy (or what replaces it), the classification, and the categories in the order
 * of the policy. Each element is marked in the exact language where it has that, else in its primary
 * language, else without language.
 *
 * @throws {LabelError} `label/required`, `label/excluded` for a label that the policy does not allow: it has no marking
 */
export function displayMarking(
  label: ResolvedLabel,
  { language, position = 'pageBottom', equivalentOf }: DisplayOptions,
): string {
  requireValid(label)
  const view: View = { languages: languagesOf(language), position }
  const { spif, classification, categories } = label
  const around = (code: Qualifier['code']): string => qualifier(spif.markings, code, view) ?? ''
  const suppressed = categories.some(({ markings }) =>
    phraseAt(markings, view)?.effects.has('suppressClassName'),
  )
  const parts = [
    equivalentOf === undefined ? policyWords(label, view) : '',
    suppressed ? '' : words(classification.markings, classification.name, view),
    ...categoryParts(originatorFirst(categories, equivalentOf), view),
  ]
  const separator = around('separator') || ' '
  const inner = parts.filter((part) => part !== '').join(separator)
  return `${around('prefix')}${inner}${around('suffix')}`
}

/** What is looked for in markings: languages, best first, and a place. */
interface View {
  readonly languages: readonly string[]
  readonly position: MarkingPosition
}

function languagesOf(language: string | null): readonly string[] {
  if (language === null) return ['']
  const exact = language.toLowerCase().replaceAll('_', '-')
  return [exact, exact.replace(/-.*$/, ''), '']
}

/** The policy's name, unless the policy, the classification or a category says otherwise. */
function policyWords({ spif, classification, categories }: ResolvedLabel, view: View): string {
  for (const { name, markings } of [spif, classification, ...categories]) {
    if (phraseAt(markings, view)?.effects.has('replacePolicy')) {
      const chosen = languageIn(markings, view)
      const replacing = markings.phrases.find(
        (phrase) => phrase.language === chosen && hasPlaceOr(phrase, view, 'replacePolicy'),
      )
      return replacing?.text ?? name
    }
  }
  return spif.name
}

/** In the order of the policy, but for the originator of a release list. */
function originatorFirst(
  categories: readonly Category[],
  originator: string | null | undefined,
): readonly Category[] {
  const isFirst = ({ name, tag }: Category): boolean =>
    name === originator && tag.tagSet.name === releasableTag
  return [...categories.filter(isFirst), ...categories.filter((one) => !isFirst(one))]
}

/** The categories, those of one tag together, within the tag's prefix and suffix. */
function categoryParts(categories: readonly Category[], view: View): readonly string[] {
  const byTag = Map.groupBy(categories, ({ tag }) => tag)
  return [...byTag].map(([tag, members]) => {
    const shown = members.map((one) => categoryWords(one, tag, view)).filter((one) => one !== '')
    if (shown.length === 0) return ''
    const around = (code: Qualifier['code']): string => qualifier(tag.markings, code, view) ?? ''
    return `${around('prefix')}${shown.join(around('separator') || '/')}${around('suffix')}`
  })
}

function categoryWords({ name, markings }: Category, tag: Tag, view: View): string {
  const own = languageIn(markings, view) === undefined ? tag.markings : markings
  return words(own, name, view)
}

/** What is shown of an element: its phrase for the place, or its name. */
function words(markings: Markings, name: string, view: View): string {
  const phrase = phraseAt(markings, view)
  if (!phrase) return name
  if (phrase.effects.has('noNameDisplay')) return ''
  // A phrase that replaces the policy's words is used up by that.
  return phrase.effects.has('replacePolicy') ? name : (phrase.text ?? name)
}

/** The first phrase for the place in the language that the element is marked in. */
function phraseAt(markings: Markings, view: View): Phrase | undefined {
  const chosen = languageIn(markings, view)
  return markings.phrases.find(
    ({ language, positions }) => language === chosen && positions.has(view.position),
  )
}

function hasPlaceOr({ positions, effects }: Phrase, view: View, effect: MarkingEffect): boolean {
  return positions.has(view.position) || effects.has(effect)
}

/** The best of the wanted languages that an element is marked in at all. */
function languageIn({ phrases, qualifiers }: Markings, { languages }: View): string | undefined {
  return languages.find((wanted) =>
    [...phrases, ...qualifiers].some(({ language }) => language === wanted),
  )
}

/** A qualifier for the place and language; one for another place or no language where there is none. */
function qualifier(
  { qualifiers }: Markings,
  code: Qualifier['code'],
  { languages, position }: View,
): string | undefined {
  const fitting = qualifiers.filter((one) => one.code === code)
  for (const wanted of languages) {
    const [first, ...others] = fitting.filter(({ language }) => language === wanted)
    if (first) return [first, ...others].find((one) => isFor(one, position))?.text ?? first.text
  }
  return undefined
}

function isFor({ positions }: Qualifier, position: MarkingPosition): boolean {
  return positions === null || positions.has(position)
}
