/**
 * A field, and below it what its words find: arrows choose, Enter takes. Focus stays in the field.
 *
 * @module
 */
import { type KeyboardEvent, type ReactNode, useEffect, useId, useState } from 'react'

import { type Language, useTexts } from '../text/language.tsx'
import { Marking } from '../ui/marking.tsx'

import { texts } from './text.ts'

/** Something that one can choose. */
export interface Choice {
  readonly id: string
  readonly name: string
  /** The language of its name, where that is another. */
  readonly lang?: Language
  /** The key that does the same. */
  readonly key?: string
  readonly marking?: { readonly en: string; readonly ja: string }
  readonly act: () => void
}

/** Choices under one title. */
export interface Group {
  readonly title: string
  readonly choices: readonly Choice[]
}

/** The field and the list. The first is what Enter takes until an arrow has chosen. */
export function Finder({
  text,
  onText,
  status,
  groups,
  onChoose,
}: {
  readonly text: string
  readonly onText: (text: string) => void
  readonly status: string
  readonly groups: readonly Group[]
  readonly onChoose: (choice: Choice) => void
}): ReactNode {
  const s = useTexts(texts)
  const [arrowed, setArrowed] = useState('')
  const base = useId()
  const all = groups.flatMap(({ choices }) => choices)
  const active = all.find(({ id }) => id === arrowed) ?? all[0]
  const place = (id: string): string => `${base}${id}`
  useEffect(() => {
    if (active) document.getElementById(place(active.id))?.scrollIntoView({ block: 'nearest' })
  })
  const move = (by: number): void => {
    const next = all.findIndex((one) => one === active) + by
    setArrowed(all.at(next >= all.length ? 0 : next)?.id ?? '')
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    // What an input method has taken is not ours: neither its Enter nor its Escape, which would close the dialog.
    if (event.nativeEvent.isComposing || event.keyCode === 229) {
      if (event.key === 'Escape') event.preventDefault()
      return
    }
    const act = { ArrowDown: () => move(1), ArrowUp: () => move(-1), Enter: take }[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  function take(): void {
    if (active) onChoose(active)
  }
  return (
    <>
      <div className="field">
        <label htmlFor={place('field')}>{s.field}</label>
        <input
          id={place('field')}
          type="text"
          role="combobox"
          aria-expanded={all.length > 0}
          aria-controls={place('list')}
          aria-autocomplete="list"
          aria-activedescendant={active && place(active.id)}
          aria-describedby={place('hint')}
          autoComplete="off"
          maxLength={200}
          value={text}
          onChange={(event) => {
            setArrowed('')
            onText(event.target.value)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <p className="small" id={place('hint')}>
        {s.hint}
      </p>
      <p className="small" role="status">
        {status}
      </p>
      <div className="options" id={place('list')} role="listbox" aria-label={s.results}>
        {groups.map(({ title, choices }) => (
          <div key={title} role="group" aria-label={title}>
            <div className="options-head" role="presentation">
              {title}
            </div>
            {choices.map((choice) => (
              <Option
                key={choice.id}
                id={place(choice.id)}
                choice={choice}
                isActive={choice === active}
                onTake={() => onChoose(choice)}
              />
            ))}
          </div>
        ))}
      </div>
    </>
  )
}

/** It is reached from the field, and never has the focus itself. */
function Option({
  id,
  choice: { name, lang, key, marking },
  isActive,
  onTake,
}: {
  readonly id: string
  readonly choice: Choice
  readonly isActive: boolean
  readonly onTake: () => void
}): ReactNode {
  return (
    <div id={id} className="option" role="option" aria-selected={isActive} onClick={onTake}>
      <span lang={lang}>{name}</span>
      {marking && <Marking marking={marking} />}
      {key !== undefined && <kbd aria-hidden="true">{key}</kbd>}
    </div>
  )
}
