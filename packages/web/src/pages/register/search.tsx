/**
 * What somebody looks for in the register.
 *
 * @module
 */
import { type ReactNode, useEffect, useId, useState } from 'react'

import type { Api } from '../../api/gen/api.ts'
import { useText, useTexts } from '../../text/language.tsx'
import { Button } from '../../ui/button.tsx'

import { texts } from './text.ts'

/** What is looked for, as the API takes it. */
export type Search = NonNullable<Api['GET /api/register/count']['query']>

/** What can be chosen from. */
export interface Choices {
  readonly members: readonly { readonly id: string; readonly name: string }[]
  readonly levels: readonly { readonly regime: string; readonly level: string }[]
}

const states = ['draft', 'prepared', 'released', 'received', 'overdue'] as const
/** How long after the last letter it is searched for, in milliseconds. */
const pause = 250

/** The form; it searches as one types. */
export function SearchForm({
  search,
  choices: { members, levels },
  onChange,
}: {
  readonly search: Search
  readonly choices: Choices
  readonly onChange: (search: Search) => void
}): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const [text, setText] = useState(search.text ?? '')
  const hint = useId()
  const sought = search.text ?? ''
  useEffect(() => {
    if (text === sought) return undefined
    const timer = setTimeout(
      () => onChange({ ...search, text: text.trim() === '' ? undefined : text }),
      pause,
    )
    return () => clearTimeout(timer)
  }, [text, sought, search, onChange])
  const level = levels.findIndex(
    (one) => one.regime === search.regime && one.level === search.level,
  )
  return (
    <search className="search" aria-label={s.search}>
      <label className="wide">
        {s.text}
        <input
          id="search"
          type="search"
          value={text}
          maxLength={200}
          autoComplete="off"
          aria-describedby={hint}
          onChange={(event) => setText(event.target.value)}
        />
        <span className="small" id={hint}>
          {s.textHint}
        </span>
      </label>
      <Choice
        label={s.level}
        value={level < 0 ? '' : String(level)}
        options={levels.map((one, index) => [String(index), one.level])}
        onChange={(value) => {
          const chosen = levels[Number(value)]
          onChange({
            ...search,
            regime: value === '' ? undefined : chosen?.regime,
            level: value === '' ? undefined : chosen?.level,
          })
        }}
      />
      <Choice
        label={s.originator}
        value={search.originator ?? ''}
        options={members.map(({ id, name }) => [id, name])}
        onChange={(value) => onChange({ ...search, originator: value || undefined })}
      />
      <Choice
        label={s.holder}
        value={search.holder ?? ''}
        options={members.map(({ id, name }) => [id, name])}
        onChange={(value) => onChange({ ...search, holder: value || undefined })}
      />
      <Choice
        label={s.state}
        value={search.state ?? ''}
        options={states.map((state) => [state, s.states[state]])}
        onChange={(value) =>
          onChange({ ...search, state: states.find((state) => state === value) })
        }
      />
      {Object.values(search).some((one) => one !== undefined) && (
        <Button
          key={language}
          look="plain"
          onPress={() => {
            setText('')
            onChange({})
          }}
        >
          {s.clear}
        </Button>
      )}
    </search>
  )
}

function Choice({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [value: string, text: string])[]
  readonly onChange: (value: string) => void
}): ReactNode {
  const s = useTexts(texts)
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{s.any}</option>
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}
