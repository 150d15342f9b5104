/**
 * Protective markings of New Zealand: what may stand with what (Protective Security Requirements,
 * "Overview of the classification system" and "Apply markings", 29 April 2025).
 *
 * @module
 */
import { LabelError } from '../errors.ts'

import { isRecipient } from './countries.ts'

/** What the rules say of a classification. */
export interface NzClassificationRule {
  /** What it protects. */
  readonly kind: 'none' | 'privacy' | 'security'
  /** At the start of a paragraph, in parentheses: `(S)`. */
  readonly mark: string
  /** Of the marking at top and bottom of the page, `#RRGGBB`; null where the rules name none. */
  readonly colour: string | null
}

/** Classifications, lowest first. */
export const nzClassifications: Readonly<Record<NzClassification, NzClassificationRule>> = {
  UNCLASSIFIED: { kind: 'none', mark: 'U', colour: null },
  'IN-CONFIDENCE': { kind: 'privacy', mark: 'IC', colour: null },
  SENSITIVE: { kind: 'privacy', mark: 'Sen', colour: null },
  RESTRICTED: { kind: 'security', mark: 'R', colour: '#000000' },
  CONFIDENTIAL: { kind: 'security', mark: 'C', colour: '#00B050' },
  SECRET: { kind: 'security', mark: 'S', colour: '#0000FF' },
  'TOP SECRET': { kind: 'security', mark: 'TS', colour: '#FF0000' },
}

/** A classification. */
export type NzClassification =
  | 'CONFIDENTIAL'
  | 'IN-CONFIDENCE'
  | 'RESTRICTED'
  | 'SECRET'
  | 'SENSITIVE'
  | 'TOP SECRET'
  | 'UNCLASSIFIED'

/** Endorsements of policy and privacy, in the order in which they are written. */
export const nzEndorsements: readonly [
  'APPOINTMENTS',
  'BUDGET',
  'CABINET',
  'COMMERCIAL',
  'USE ONLY',
  'EMBARGOED FOR RELEASE',
  'EVALUATIVE',
  'HONOURS',
  'LEGAL PRIVILEGE',
  'MEDICAL',
  'STAFF',
  'POLICY',
  'TO BE REVIEWED ON',
] = [
  'APPOINTMENTS',
  'BUDGET',
  'CABINET',
  'COMMERCIAL',
  'USE ONLY',
  'EMBARGOED FOR RELEASE',
  'EVALUATIVE',
  'HONOURS',
  'LEGAL PRIVILEGE',
  'MEDICAL',
  'STAFF',
  'POLICY',
  'TO BE REVIEWED ON',
]

/** An endorsement of policy or privacy. */
export type NzEndorsement = (typeof nzEndorsements)[number]

/** What stands in the section of compartments and is none. */
export const accountableMark = 'ACCOUNTABLE MATERIAL'
const disseminationMarks = ['EYES', 'IMCON', 'ORCON', 'PROPIN']

/** A marking, taken apart. */
export interface NzMarking {
  readonly classification: NzClassification
  /** ACCOUNTABLE MATERIAL; TOP SECRET always is, and does not say so. */
  readonly accountable: boolean
  /** Codewords of sensitive compartments. */
  readonly compartments: readonly string[]
  /** Marks of dissemination other than releasability: `ORCON`. */
  readonly dissemination: readonly string[]
  readonly releasability: 'NZEO' | 'REL TO' | null
  /** ISO 3166-1 alpha-3, or FVEY; NZL and at least one more with `REL TO`, else none. */
  readonly relTo: readonly string[]
  readonly endorsements: readonly NzEndorsement[]
  /** Whose use only it is; some with `USE ONLY`, else none. */
  readonly departments: readonly string[]
  /** `2026-11-25` or `2026-11-25 09:00`, New Zealand time; null without the endorsement. */
  readonly embargoedUntil: string | null
  readonly reviewOn: string | null
}

/**
 * Requires what the rules ask for, and brings every list into the order in which it is written, each
 * value once.
 *
 * @throws {LabelError} `label/bad-marking`
 */
export function requireNzMarking(marking: NzMarking): NzMarking {
  const { kind } = nzClassifications[marking.classification]
  const { accountable, endorsements, releasability } = marking
  const compartments = words(marking.compartments, 'a compartment')
  const dissemination = words(marking.dissemination, 'a dissemination mark')
  const departments = words(marking.departments, 'a department')
  const relTo = unique(marking.relTo.map((country) => country.toUpperCase()))

  const isSecurity = accountable || releasability !== null || relTo.length > 0
  if (kind !== 'security' && (isSecurity || compartments.length + dissemination.length > 0)) {
    throw bad(`\`${marking.classification}\` takes no national security endorsement`)
  }
  if (kind !== 'privacy' && endorsements.length + departments.length > 0) {
    throw bad(`\`${marking.classification}\` takes no policy and privacy endorsement`)
  }
  if (marking.classification === 'TOP SECRET' && !accountable) {
    throw bad('`TOP SECRET` is always accountable material')
  }
  if (endorsements.includes('USE ONLY') !== departments.length > 0) {
    throw bad('`USE ONLY` and the departments go together')
  }
  const unknown = endorsements.find((one) => !nzEndorsements.includes(one))
  if (unknown !== undefined) throw bad('an endorsement that is not one of the rules')
  requireDate(endorsements.includes('EMBARGOED FOR RELEASE'), marking.embargoedUntil)
  requireDate(endorsements.includes('TO BE REVIEWED ON'), marking.reviewOn)
  requireCountries(releasability, relTo)
  // What reads as one thing is not written as another.
  if ([...compartments, ...dissemination].some(isReleasability)) {
    throw bad('releasability is said once, and apart')
  }
  if (compartments.some(isDissemination) || dissemination.includes(accountableMark)) {
    throw bad('a mark of one section in the other')
  }
  if (compartments.includes(accountableMark)) throw bad('a compartment called accountable material')
  return {
    ...marking,
    compartments,
    dissemination,
    departments,
    relTo: ['NZL', ...relTo.filter((country) => country !== 'NZL').toSorted()].filter((country) =>
      relTo.includes(country),
    ),
    endorsements: nzEndorsements.filter((one) => endorsements.includes(one)),
  }
}

/** Whether a mark says to whom a document may go. The source spells the word both ways. */
export function isReleasability(mark: string): boolean {
  return mark === 'NZEO' || /^(?:REL|RELEASE?ABLE)(?: TO)?(?: |$)/.test(mark)
}

/** Whether a mark cannot be taken for the codeword of a compartment. */
export function isDissemination(mark: string): boolean {
  return isReleasability(mark) || disseminationMarks.includes(mark)
}

function requireCountries(
  releasability: NzMarking['releasability'],
  relTo: readonly string[],
): void {
  if (releasability !== 'REL TO') {
    if (relTo.length > 0) throw bad('countries without `REL TO`')
    return
  }
  const unknown = relTo.find((country) => !isRecipient(country))
  if (unknown !== undefined)
    throw bad(`\`${unknown}\` is no country (ISO 3166-1 alpha-3), and not FVEY`)
  if (!relTo.includes('NZL')) throw bad('`REL TO` without NZL')
  if (relTo.length < 2) throw bad('`REL TO` to nobody else')
}

function requireDate(isEndorsed: boolean, date: string | null): void {
  if (isEndorsed !== (date !== null)) throw bad('the endorsement and its date go together')
  if (date === null) return
  const found = /^(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d))?$/.exec(date)
  const instant = new Date(`${found?.[1] ?? ''}T${found?.[2] ?? '00:00'}:00Z`)
  if (Number.isNaN(instant.getTime()) || !instant.toISOString().startsWith(found?.[1] ?? ' ')) {
    throw bad('not a date as 2026-11-25 or 2026-11-25 09:00')
  }
}

/** Words of the marking in capitals and order; they cannot hold what separates them. */
function words(values: readonly string[], what: string): readonly string[] {
  const upper = values.map((value) => value.toUpperCase())
  const wrong = upper.find((value) => !/^[A-Z0-9](?:[A-Z0-9&.' -]*[A-Z0-9.])?$/.test(value))
  if (wrong !== undefined) throw bad(`\`${wrong.slice(0, 40)}\` is not ${what}`)
  return unique(upper).toSorted()
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)]
}

/** The refusal of a marking. */
export function bad(reason: string): LabelError {
  return new LabelError('label/bad-marking', reason)
}
