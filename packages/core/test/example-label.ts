/**
 * What a label says, for decisions: a level, and whatever marks are asked for.
 *
 * @module
 */
import type { LabelCategory, LabelContent, LevelKey } from '../src/label/index.ts'

/** A label of this level with these categories. */
export const labelOf = (
  { regime, level }: LevelKey,
  ...categories: readonly LabelCategory[]
): LabelContent => ({
  policy: { uri: regime, name: 'Example' },
  classification: level,
  privacyMark: null,
  categories,
  originator: null,
  created: '2026-11-25T00:00:00Z',
  succession: null,
})

/** Countries that the document may go to. */
export const releasable = (...values: readonly string[]): LabelCategory => ({
  type: 'PERMISSIVE',
  tagName: 'Releasable To',
  uri: null,
  values,
})

/** A mark of New Zealand under one of its tags. */
export const mark = (tagName: string, value: string): LabelCategory => ({
  type: 'RESTRICTIVE',
  tagName,
  uri: null,
  values: [value],
})
