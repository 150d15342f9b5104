/**
 * A policy as plain data: how a server gives it to a page, where one function judges labels in both.
 *
 * @module
 */
import type {
  Category,
  Classification,
  MarkingEffect,
  MarkingPosition,
  Markings,
  Phrase,
  PrivacyMark,
  Qualifier,
  Spif,
  Tag,
  TagSet,
} from './spif.ts'

/** {@link Spif} as JSON: lists for sets, and a category names its tag by its place in the tag set. */
export interface SpifData extends Omit<
  Spif,
  'classifications' | 'markings' | 'privacyMarks' | 'tagSets'
> {
  readonly classifications: readonly WithMarkings<Classification>[]
  readonly tagSets: readonly TagSetData[]
  readonly privacyMarks: readonly WithMarkings<PrivacyMark>[] | null
  readonly markings: MarkingsData
}

interface TagSetData extends Omit<TagSet, 'categories' | 'tags'> {
  readonly tags: readonly WithMarkings<Omit<Tag, 'tagSet'>>[]
  readonly categories: readonly CategoryData[]
}

interface CategoryData extends Omit<Category, 'excludedClasses' | 'markings' | 'tag'> {
  readonly tag: number
  readonly excludedClasses: readonly string[]
  readonly markings: MarkingsData
}

interface MarkingsData {
  readonly phrases: readonly (Omit<Phrase, 'effects' | 'positions'> & {
    readonly positions: readonly MarkingPosition[]
    readonly effects: readonly MarkingEffect[]
  })[]
  readonly qualifiers: readonly (Omit<Qualifier, 'positions'> & {
    readonly positions: readonly MarkingPosition[] | null
  })[]
}

type WithMarkings<T> = Omit<T, 'markings'> & { readonly markings: MarkingsData }

/** Writes a policy as data. */
export function formatSpifData(spif: Spif): SpifData {
  return {
    ...spif,
    classifications: spif.classifications.map(withData),
    tagSets: spif.tagSets.map((tagSet) => ({
      ...tagSet,
      tags: tagSet.tags.map(({ name, type, selection, markings }) => ({
        name,
        type,
        selection,
        markings: dataOf(markings),
      })),
      categories: tagSet.categories.map((category) => ({
        ...category,
        tag: tagSet.tags.indexOf(category.tag),
        excludedClasses: [...category.excludedClasses],
        markings: dataOf(category.markings),
      })),
    })),
    privacyMarks: spif.privacyMarks && spif.privacyMarks.map(withData),
    markings: dataOf(spif.markings),
  }
}

/**
 * The policy that {@link formatSpifData} wrote.
 *
 * @throws {RangeError} if a category names no tag of its set
 */
export function spifOfData(data: SpifData): Spif {
  return {
    ...data,
    classifications: data.classifications.map(withMarkings),
    tagSets: data.tagSets.map((tagSet) => {
      const { name, id } = tagSet
      const tags = tagSet.tags.map((tag) => ({ ...withMarkings(tag), tagSet: { name, id } }))
      const categories = tagSet.categories.map((category) => {
        const tag = tags[category.tag]
        if (!tag) throw new RangeError('a category without a tag')
        const excludedClasses = new Set(category.excludedClasses)
        return { ...withMarkings(category), tag, excludedClasses }
      })
      return { ...tagSet, tags, categories }
    }),
    privacyMarks: data.privacyMarks && data.privacyMarks.map(withMarkings),
    markings: markingsOf(data.markings),
  }
}

function withData<T extends { readonly markings: Markings }>(one: T): WithMarkings<T> {
  return { ...one, markings: dataOf(one.markings) }
}

function withMarkings<T extends { readonly markings: MarkingsData }>(
  one: T,
): Omit<T, 'markings'> & { readonly markings: Markings } {
  return { ...one, markings: markingsOf(one.markings) }
}

function dataOf({ phrases, qualifiers }: Markings): MarkingsData {
  return {
    phrases: phrases.map((phrase) => ({
      ...phrase,
      positions: [...phrase.positions],
      effects: [...phrase.effects],
    })),
    qualifiers: qualifiers.map((qualifier) => ({
      ...qualifier,
      positions: qualifier.positions && [...qualifier.positions],
    })),
  }
}

function markingsOf({ phrases, qualifiers }: MarkingsData): Markings {
  return {
    phrases: phrases.map((phrase) => ({
      ...phrase,
      positions: new Set(phrase.positions),
      effects: new Set(phrase.effects),
    })),
    qualifiers: qualifiers.map((qualifier) => ({
      ...qualifier,
      positions: qualifier.positions && new Set(qualifier.positions),
    })),
  }
}
