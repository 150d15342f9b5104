/**
 * Help of the screen that is shown, and of the keyboard.
 *
 * @module
 */
import { type ReactNode, useId } from 'react'

import { keys, type Place } from '../layout/shortcuts.ts'
import type { Help } from '../text/help.ts'
import { type Piece, splitTerms } from '../text/glossary.ts'
import { useText, useTexts } from '../text/language.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Failure, Loading } from '../ui/notice.tsx'
import { useSetting } from '../ui/settings.ts'
import { useAnswer } from '../ui/use-answer.ts'
import { Pieces } from '../ui/words.tsx'

import { type Helped, helps } from './helps.ts'
import { texts } from './text.ts'

/** The panel; `places` are those that keys lead to. */
export function HelpPanel({
  about,
  title,
  places,
  onClose,
}: {
  readonly about: Helped
  /** The name of the screen. */
  readonly title: string
  readonly places: readonly Place[]
  readonly onClose: () => void
}): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const [answer, again] = useAnswer(about, helps[about])
  return (
    <Dialog label={s.title(title)} look="side" onClose={onClose}>
      <div className="dialog-head">
        <h2>{s.title(title)}</h2>
        <Button onPress={onClose}>{s.close}</Button>
      </div>
      {answer.kind === 'loading' && <Loading />}
      {answer.kind === 'failed' && <Failure error={answer.error} onAgain={again} />}
      {answer.kind === 'ready' && <About help={answer.value[language]} />}
      <Calendar />
      <Keyboard places={places} />
    </Dialog>
  )
}

function About({ help: { purpose, can, absent } }: { readonly help: Help }): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  // A term is explained where it stands first.
  const seen = new Set<string>()
  const split = (text: string): readonly Piece[] => splitTerms(text, language, seen)
  return (
    <>
      <p>
        <Pieces pieces={split(purpose)} />
      </p>
      <Points title={s.can} points={can.map(split)} />
      <Points title={s.absent} points={absent.map(split)} />
    </>
  )
}

function Points({
  title,
  points,
}: {
  readonly title: string
  readonly points: readonly (readonly Piece[])[]
}): ReactNode {
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {points.map((one) => (
          <li key={one.map(({ text }) => text).join('')}>
            <Pieces pieces={one} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Calendar(): ReactNode {
  const s = useTexts(texts)
  const [value, set] = useSetting('calendar')
  const id = useId()
  return (
    <>
      <h3>{s.dates}</h3>
      <div className="pick">
        <input
          id={id}
          type="checkbox"
          checked={value === 'japanese'}
          onChange={(event) => set(event.target.checked ? 'japanese' : 'western')}
        />
        <label htmlFor={id}>{s.japanese}</label>
      </div>
    </>
  )
}

function Keyboard({ places }: { readonly places: readonly Place[] }): ReactNode {
  const s = useTexts(texts)
  const [value, set] = useSetting('shortcuts')
  const id = useId()
  const rows = [
    [keys.help, s.help],
    ...(places.length > 0 ? [[keys.commands, s.commands] as const] : []),
    ...places.flatMap(({ key, name }) =>
      key === undefined ? [] : [[key, s.place(name)] as const],
    ),
    ['Esc', s.leave],
  ] as const
  return (
    <>
      <h3>{s.keys}</h3>
      <p className="small">{s.keysHint}</p>
      <div className="pick">
        <input
          id={id}
          type="checkbox"
          checked={value === 'on'}
          onChange={(event) => set(event.target.checked ? 'on' : 'off')}
        />
        <label htmlFor={id}>{s.keysOn}</label>
      </div>
      <dl className="keys">
        {rows.map(([key, text]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
