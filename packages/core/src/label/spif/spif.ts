/**
 * A security policy as data: what an Open XML SPIF (2.0, 2.1) says, references resolved.
 *
 * @module
 */
import type { Instant } from '../instant.ts'
import type { CategoryType } from '../label.ts'

/** How the values of a tag are encoded and compared. A reference has to name it exactly. */
export type TagType =
  | 'enumerated-permissive'
  | 'enumerated-restrictive'
  | 'informative'
  | 'permissive'
  | 'restrictive'

/** What a label calls the tag type: the encoding is no concern of ADatP-4774. */
export const categoryTypes: Readonly<Record<TagType, CategoryType>> = {
  'enumerated-permissive': 'PERMISSIVE',
  'enumerated-restrictive': 'RESTRICTIVE',
  informative: 'INFORMATIVE',
  permissive: 'PERMISSIVE',
  restrictive: 'RESTRICTIVE',
}

/** Where a marking stands. */
export type MarkingPosition = (typeof markingPositions)[number]

/** All places a phrase can be for. */
export const markingPositions: readonly [
  'documentEnd',
  'documentStart',
  'firstLineOfText',
  'inputTitle',
  'lastLineOfText',
  'pageBottom',
  'pageTop',
  'portionMarking',
  'subject',
  'waterMark',
  'xHeader',
] = [
  'documentEnd',
  'documentStart',
  'firstLineOfText',
  'inputTitle',
  'lastLineOfText',
  'pageBottom',
  'pageTop',
  'portionMarking',
  'subject',
  'waterMark',
  'xHeader',
]

/** What a phrase does besides being shown. */
export type MarkingEffect = 'noNameDisplay' | 'replacePolicy' | 'suppressClassName'

/** `markingData`: other words than the name, for some places, in one language. */
export interface Phrase {
  /** Lower case language tag; empty for no language. */
  readonly language: string
  /** Null where the name itself is meant. */
  readonly text: string | null
  readonly positions: ReadonlySet<MarkingPosition>
  readonly effects: ReadonlySet<MarkingEffect>
}

/** `qualifier`: what stands around and between phrases. */
export interface Qualifier {
  readonly language: string
  readonly code: 'prefix' | 'separator' | 'suffix'
  readonly text: string
  /** Null for all places. */
  readonly positions: ReadonlySet<MarkingPosition> | null
}

/** How something is marked, in all languages. */
export interface Markings {
  readonly phrases: readonly Phrase[]
  readonly qualifiers: readonly Qualifier[]
}

/** When an element of the policy may be used; null for no bound. */
export interface Validity {
  readonly notBefore: Instant | null
  readonly notAfter: Instant | null
}

/** Some categories of one tag set: one by its value, or all of the type. */
export interface CategoryReference {
  readonly tagSet: string
  readonly type: TagType
  /** Null for all. */
  readonly lacv: string | null
}

/** `requiredCategory`: what has to be in the label too. */
export interface Requirement {
  readonly operation: 'all' | 'oneOrMore' | 'onlyOne'
  readonly members: readonly CategoryReference[]
}

/** In which direction an equivalence holds. */
export type Applied = 'both' | 'decrypt' | 'encrypt'

/** `equivalentClassification` */
export interface EquivalentClassification {
  /** Identifier (OID) of the other policy. */
  readonly policy: string
  readonly lacv: string
  readonly applied: Applied
  readonly requirements: readonly Requirement[]
}

/** `equivalentSecCategoryTag`; `category` is null where the value may be discarded. */
export interface EquivalentCategory {
  readonly policy: string
  readonly applied: Applied
  readonly category: {
    readonly tagSetId: string
    readonly type: TagType
    readonly lacv: string
  } | null
}

/** A level of the policy. */
export interface Classification {
  readonly name: string
  readonly lacv: string
  /** Rank: a higher one protects more. It decides what dominates, never who may read. */
  readonly hierarchy: number
  readonly colour: string | null
  readonly obsolete: boolean
  readonly markings: Markings
  readonly requirements: readonly Requirement[]
  readonly equivalents: readonly EquivalentClassification[]
}

/** One value of a tag. */
export interface Category {
  readonly name: string
  readonly lacv: string
  readonly tag: Tag
  /** Place in the document, by which markings are ordered. */
  readonly order: number
  readonly obsolete: boolean
  readonly validity: Validity
  readonly markings: Markings
  /** The one classification it may stand with; null for any. */
  readonly requiredClass: string | null
  readonly excludedClasses: ReadonlySet<string>
  readonly requirements: readonly Requirement[]
  readonly excludedCategories: readonly CategoryReference[]
  readonly equivalents: readonly EquivalentCategory[]
}

/** `securityCategoryTag`: values that are compared and marked together. */
export interface Tag {
  readonly name: string
  readonly type: TagType
  readonly tagSet: { readonly name: string; readonly id: string }
  /** Fewest and most values that a label may have; null for no bound. */
  readonly selection: { readonly least: number; readonly most: number | null }
  readonly markings: Markings
}

/** `securityCategoryTagSet`: what a label names in `Category/@TagName`. */
export interface TagSet {
  readonly name: string
  readonly id: string
  readonly tags: readonly Tag[]
  readonly categories: readonly Category[]
  /** What is added under another policy whenever a value of this set is mapped. */
  readonly equivalents: readonly {
    readonly policy: string
    readonly requirements: readonly Requirement[]
  }[]
}

/** A policy that this one knows equivalents in. */
export interface EquivalentPolicy {
  readonly name: string
  readonly id: string
  /** What a label mapped there has to have in addition. */
  readonly requirements: readonly Requirement[]
}

/** A mark that labels may carry, and its obsolescence. */
export interface PrivacyMark {
  readonly name: string
  readonly obsolete: boolean
  readonly markings: Markings
}

/** A security policy. */
export interface Spif {
  readonly name: string
  /** All names that labels may give it: the name, and those in other languages. */
  readonly names: readonly string[]
  /** OID. */
  readonly id: string
  /** The URIs by which labels may name the policy. */
  readonly uris: readonly string[]
  /** Version of the policy, not of the schema. */
  readonly version: string
  readonly validity: Validity
  readonly classifications: readonly Classification[]
  readonly tagSets: readonly TagSet[]
  /** Null where the policy lists none, so that any is allowed. */
  readonly privacyMarks: readonly PrivacyMark[] | null
  readonly equivalentPolicies: readonly EquivalentPolicy[]
  readonly markings: Markings
}

/** Whether a category is one of those a reference means. */
export function isReferenced(
  category: Category,
  { tagSet, type, lacv }: CategoryReference,
): boolean {
  return (
    category.tag.tagSet.name === tagSet &&
    category.tag.type === type &&
    (lacv === null || category.lacv === lacv)
  )
}
