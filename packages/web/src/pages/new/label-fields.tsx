/**
 * Choosing the label, and whom the document may go to.
 *
 * @module
 */
import type { TagChoices } from '@entente/core/label'
import { type ReactNode, useState } from 'react'

import type { Drafting } from '../../api/gen/api.ts'
import { useText, useTexts } from '../../text/language.tsx'

import { type Chosen, chosenOf, type Fields, valueName } from './draft-form.ts'
import { Line, Picks } from './fields.tsx'
import { ruledOutText, TagPicker } from './label-picker.tsx'
import { missingOf, recipientChoice, tagsOf } from './model.ts'
import { texts } from './text.ts'

/** What both groups work on. */
export interface ChoosingProps {
  readonly fields: Fields
  readonly chosen: Chosen
  readonly drafting: Drafting
  readonly now: Date
  readonly onChange: (changed: Partial<Fields>) => void
}

/** Pact, regime, level, and the tags of the policy. */
export function LabelFields({ fields, chosen, drafting, now, onChange }: ChoosingProps): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const [dropped, setDropped] = useState('')
  const { pact, regime, spif, levels, label } = chosen
  const none = { level: '', values: [], recipients: [] } as const
  const relevel = (level: string): void => {
    const next = chosenOf({ ...fields, level }, drafting, spif)
    const kept = next.label?.categories ?? []
    const gone = (label?.categories ?? []).filter((one) => !kept.includes(one))
    setDropped(gone.map(({ name }) => name).join(', '))
    onChange({ level, values: keptValues(kept, fields.values) })
  }
  const missing = label ? missingOf(label) : []
  return (
    <section aria-labelledby="label-title">
      <h2 id="label-title">{s.labelTitle}</h2>
      {drafting.pacts.length > 1 && (
        <Picks
          legend={s.pact}
          kind="radio"
          options={drafting.pacts.map(({ id, name }) => ({ id, name: name[language] }))}
          picked={[fields.pact]}
          onPick={([id = '']) => onChange({ pact: id, regime: '', ...none, purposes: [] })}
        />
      )}
      <Picks
        legend={s.regime}
        kind="radio"
        options={(pact?.regimes ?? []).map((one) => ({
          id: one.regime,
          name: one.name[language],
          ruledOut: one.policy === null ? s.noPolicy : undefined,
        }))}
        picked={[fields.regime]}
        onPick={([id = '']) => onChange({ regime: id, ...none })}
      />
      {spif && fields.kind === 'report' && (
        <p>
          {s.level}:{' '}
          <strong>{label ? s.levelOfReport(label.classification.name) : s.levelNoParagraph}</strong>
        </p>
      )}
      {spif && fields.kind === 'file' && (
        <Picks
          legend={s.level}
          kind="radio"
          options={levels.map((level) => ({
            id: level,
            name: levelName(
              level,
              regime?.levels.find((one) => one.level === level),
              language,
            ),
          }))}
          picked={[fields.level]}
          onPick={([level = '']) => relevel(level)}
        />
      )}
      {label && (
        <TagPicker
          tags={tagsOf(label, now)}
          onValues={(tag, names) => {
            setDropped('')
            onChange({ values: replaceValues(fields.values, tag, names) })
          }}
        />
      )}
      <p role="status">{dropped !== '' && s.dropped(dropped)}</p>
      {missing.length > 0 && <p role="status">{s.missing(missing.join(', '))}</p>}
      <Line
        label={s.review}
        type="date"
        value={fields.review}
        onValue={(review) => onChange({ review })}
      />
    </section>
  )
}

/** Members, purposes and the last day. */
export function RecipientFields({
  fields,
  chosen: { pact, label },
  drafting: { member },
  now,
  onChange,
}: ChoosingProps): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const others = (pact?.members ?? []).filter(({ id }) => id !== member)
  const ruledOut = (country: string | null): string | undefined => {
    if (!label) return undefined
    const choice = recipientChoice(label, country, now)
    if (!choice) return s.noCountry
    return choice.fault && !choice.chosen ? ruledOutText(choice.fault, s) : undefined
  }
  return (
    <section aria-labelledby="recipients-title">
      <h2 id="recipients-title">{s.recipientsTitle}</h2>
      <Picks
        legend={s.recipients}
        kind="checkbox"
        options={others.map(({ id, name, country }) => ({
          id,
          name: name[language],
          ruledOut: fields.recipients.includes(id) ? undefined : ruledOut(country),
        }))}
        picked={fields.recipients}
        onPick={(recipients) => onChange({ recipients })}
      />
      <Picks
        legend={s.purposes}
        kind="checkbox"
        options={(pact?.purposes ?? []).map(({ id, name }) => ({ id, name: name[language] }))}
        picked={fields.purposes}
        onPick={(purposes) => onChange({ purposes })}
      />
      <Line
        label={s.until}
        type="date"
        value={fields.until}
        onValue={(until) => onChange({ until })}
      />
    </section>
  )
}

type Valued = Parameters<typeof valueName>[0]

function keptValues(kept: readonly Valued[], before: readonly string[]): readonly string[] {
  const names = new Set(kept.map(valueName))
  return before.filter((name) => names.has(name))
}

/** The values of one tag in place of those that it had. */
function replaceValues(
  values: readonly string[],
  { choices }: TagChoices,
  names: readonly string[],
): readonly string[] {
  const own = choices.map(({ category }) => category)
  const ofTag = new Set(own.map(valueName))
  const picked = own.filter(({ name }) => names.includes(name)).map(valueName)
  return [...values.filter((name) => !ofTag.has(name)), ...picked]
}

function levelName(
  level: string,
  known: { readonly name: { readonly en: string; readonly ja: string } } | undefined,
  language: 'en' | 'ja',
): string {
  const name = known?.name[language]
  if (name === undefined || name.toUpperCase() === level) return level
  return name.includes(level) ? name : `${level} (${name})`
}
