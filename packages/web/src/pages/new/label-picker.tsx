/**
 * Picking a label by its policy: only what can be valid may be picked.
 *
 * @module
 */
import {
  LabelError,
  type LabelFault,
  markingOf,
  type ResolvedLabel,
  type TagChoices,
} from '@entente/core/label'
import type { ReactNode } from 'react'

import { type Language, useText, useTexts } from '../../text/language.tsx'

import { Picks } from './fields.tsx'
import { missingOf } from './model.ts'
import { type NewTexts, texts } from './text.ts'

/** The tags of the policy, one group each. */
export function TagPicker({
  tags,
  onValues,
}: {
  readonly tags: readonly TagChoices[]
  /** The values of a tag that are picked now, by their names. */
  readonly onValues: (tag: TagChoices, names: readonly string[]) => void
}): ReactNode {
  const s = useTexts(texts)
  return tags.map((one) => {
    const { tag, single, choices } = one
    const picked = choices.filter(({ chosen }) => chosen).map(({ category }) => category.name)
    const options = choices.map(({ category, chosen, fault }) => ({
      id: category.name,
      name: category.name,
      ruledOut: fault && !chosen ? ruledOutText(fault, s) : undefined,
    }))
    return (
      <Picks
        key={`${tag.tagSet.id} ${tag.name}`}
        legend={tag.name === '' ? tag.tagSet.name : tag.name}
        kind={single ? 'radio' : 'checkbox'}
        options={single ? [{ id: '', name: s.none }, ...options] : options}
        picked={single && picked.length === 0 ? [''] : picked}
        onPick={(names) =>
          onValues(
            one,
            names.filter((name) => name !== ''),
          )
        }
      />
    )
  })
}

/** Why something may not be added to what is chosen. */
export function ruledOutText({ kind, value }: LabelFault, s: NewTexts): string {
  const { ruledOut } = s
  if (kind === 'excluded-class' || kind === 'required-class') return ruledOut[kind](value)
  if (kind === 'excluded-category') return ruledOut[kind](value)
  return kind === 'too-many' ? ruledOut[kind]() : ruledOut.other()
}

/** How the document will be marked, in both languages, as it is chosen. */
export function MarkingPreview({
  label,
}: {
  readonly label: ResolvedLabel | undefined
}): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const order = language === 'ja' ? (['ja', 'en'] as const) : (['en', 'ja'] as const)
  // What the policy does not allow has no marking; the fields say what is missing.
  const isWhole = label && missingOf(label).length === 0
  const lines = new Map(isWhole ? order.flatMap((one) => markingIn(label, one)) : [])
  return (
    <section className="preview" aria-labelledby="preview" aria-live="polite">
      <h2 id="preview">{s.previewTitle}</h2>
      {lines.size === 0 && <p className="small">{s.previewNone}</p>}
      {[...lines].map(([text, lang]) => (
        <p key={text} className="marking band" lang={lang}>
          {text}
        </p>
      ))}
    </section>
  )
}

/**
 * The marking in a language, and the language it is in: a nation may mark in one alone. None where its own
 * rules do not let the label be marked.
 */
function markingIn(label: ResolvedLabel, language: Language): readonly [string, Language][] {
  try {
    const text = markingOf(label, { language })
    return [[text, /^[\x20-\x7e]*$/.test(text) ? 'en' : language]]
  } catch (error) {
    if (error instanceof LabelError) return []
    throw error
  }
}
