/**
 * What stands on each page of a document, made of its label, its policy and the circumstances, and of
 * nothing else: no renderer adds words of its own, and none leaves any out.
 *
 * Top and bottom of every page, bold, in capitals, higher than 3 mm, in the colour of the level
 * (New Zealand's Classification handbook, 29 April 2025).
 *
 * @module
 */
import {
  type Designation,
  designationMarking,
  isExpired,
  isNz,
  LabelError,
  markingOf,
  nzClassifications,
  receivedMarking,
  type ResolvedLabel,
} from '../label/index.ts'

import { MarkingError } from './errors.ts'
import {
  copyNotice,
  receivedNotice,
  translationNotice,
  type Viewing,
  viewingNotice,
} from './notices.ts'
import { type InBoth, type Language, visibleLine, type Words } from './words.ts'

/** What is true of a document beside its label. */
export interface Circumstances {
  /** In which languages; the first one leads. */
  readonly languages: readonly [Language, ...Language[]]
  /** Of the moment, which decides whether a designation is over. */
  readonly at: Date
  readonly received: Received | null
  /** What the register of designations says, where the label is of such a regime. */
  readonly designation: Designation | null
  /** Number of the copy. */
  readonly copy: string | null
  readonly viewing: Viewing | null
}

/** What came from another member: it bears the provider's name and the recipient's level. */
export interface Received {
  readonly provider: InBoth
  /** ISO 3166-1 alpha-3 of the provider; null where it is not a country. */
  readonly country: string | null
  /** The alternative label, under the recipient's own policy. */
  readonly equivalent: ResolvedLabel
  /** The language it was translated into, if it is a translation. */
  readonly translatedInto: Language | null
}

/** What stands on each page. */
export interface PageMarking {
  /** In capitals; at the top and at the bottom of every page. */
  readonly lines: readonly Words[]
  /** `#RRGGBB` */
  readonly colour: string
  /** Whether the lines stand in a frame, as those of a Japanese designation do. */
  readonly framed: boolean
  /** On the front of the document, before anything else. */
  readonly front: readonly Words[]
  /** Across every page; empty where nobody looks. */
  readonly watermark: readonly Words[]
}

/** Size of the lines at top and bottom, in points: capitals are higher than 3 mm (8.51 points). */
export const markingSize = 14

const black = '#000000'

/**
 * The marking of a document's pages.
 *
 * @throws {MarkingError} `marking/no-copy-number` for accountable material without its number;
 *   {LabelError} `label/required`, `label/excluded`, `label/bad-marking`, `label/bad-designation`, `label/bad-text`
 */
export function markPages(label: ResolvedLabel, circumstances: Circumstances): PageMarking {
  const { languages, received, copy, viewing } = circumstances
  const equivalent = received?.equivalent
  const labels = equivalent ? [label, equivalent] : [label]
  if (labels.some(isAccountable) && (copy ?? '').trim() === '') {
    throw new MarkingError('marking/no-copy-number', 'accountable material without a copy number')
  }
  const state = designationState(label, circumstances)
  const inEach = (make: (lang: Language) => Words): readonly Words[] =>
    distinct(languages.map(make))
  return {
    lines: capitals(
      state === 'struck' ? struckLines(circumstances) : fullLines(label, circumstances),
    ),
    colour: colourFor(label, equivalent, state === 'struck'),
    framed: state === 'current',
    front: [
      ...(received ? inEach((lang) => receivedNotice(received.provider, lang)) : []),
      ...(received?.translatedInto
        ? [translationNotice(received.provider, received.translatedInto)]
        : []),
      ...designationLines(circumstances),
      ...(copy === null ? [] : inEach((lang) => copyNotice(copy, lang))),
    ],
    watermark: viewing ? inEach((lang) => viewingNotice(viewing, copy, lang)) : [],
  }
}

/** What the pact asks for first, word for word as the register has it, and below it what the originator wrote. */
function fullLines(label: ResolvedLabel, { languages, received }: Circumstances): readonly Words[] {
  const own = languages.map((lang) => ({ text: markingOf(label, { language: lang }), lang }))
  if (!received) return own
  const { provider } = received
  const level = label.classification.name
  return [
    ...languages.map((lang) => ({
      text: receivedMarking({
        provider: provider[lang],
        level,
        equivalent: equivalentIn(received, lang),
      }),
      lang,
    })),
    ...own,
  ]
}

function equivalentIn({ equivalent, country }: Received, language: Language): string {
  return markingOf(equivalent, { language, equivalentOf: country })
}

/**
 * After the term of a designation its word must no longer be perceivable (Order of the Act 108 of
 * 2013, Article 7). What the recipient protects it as stays, until the originator says otherwise.
 */
function struckLines({ languages, designation, received, at }: Circumstances): readonly Words[] {
  return languages.flatMap((lang) => [
    ...(received ? [{ text: equivalentIn(received, lang), lang }] : []),
    ...(designation ? [{ text: designationMarking(designation, at, lang)[0] ?? '', lang }] : []),
  ])
}

function designationLines({ languages, designation, at }: Circumstances): readonly Words[] {
  if (!designation) return []
  return languages.map((lang) => ({
    text: visibleLine(designationMarking(designation, at, lang).join(lang === 'ja' ? '　' : ', ')),
    lang,
  }))
}

function designationState(
  label: ResolvedLabel,
  { designation, at }: Circumstances,
): 'current' | 'none' | 'struck' {
  if (!designation) return 'none'
  if (!label.spif.uris.includes(`urn:entente:regime:jpn:${designation.regime}`)) {
    throw new LabelError('label/bad-designation', 'a designation of another regime than the label')
  }
  return isExpired(designation, at) ? 'struck' : 'current'
}

/** TOP SECRET always is. */
function isAccountable(label: ResolvedLabel): boolean {
  const { classification, categories } = label
  return (
    isNz(label) &&
    (classification.name === 'TOP SECRET' ||
      categories.some(({ name }) => name === 'ACCOUNTABLE MATERIAL'))
  )
}

/** The recipient's colour where it has one, else the originator's, of which a struck one has none. */
function colourFor(
  label: ResolvedLabel,
  equivalent: ResolvedLabel | undefined,
  isStruck: boolean,
): string {
  const own = equivalent && colourOf(equivalent)
  return own ?? (isStruck ? undefined : colourOf(label)) ?? black
}

/** The colour of the level, by the rules of its nation or its policy; undefined where they name none. */
function colourOf(label: ResolvedLabel): string | undefined {
  const rules: Readonly<Record<string, { readonly colour: string | null }>> = nzClassifications
  const { name, colour } = label.classification
  const found = (isNz(label) ? rules[name]?.colour : colour) ?? ''
  return /^#[\dA-Fa-f]{6}$/.test(found) ? found.toUpperCase() : undefined
}

function capitals(lines: readonly Words[]): readonly Words[] {
  return distinct(lines.map(({ text, lang }) => ({ text: visibleLine(text).toUpperCase(), lang })))
}

function distinct(lines: readonly Words[]): readonly Words[] {
  return lines.filter(({ text }, at) => lines.findIndex((one) => one.text === text) === at)
}
