/**
 * Fields of the screen. Nothing is submitted by Enter, so no composition of an input method ends in a
 * command.
 *
 * @module
 */
import { type ReactNode, useId } from 'react'

/** One thing to pick. */
export interface Option {
  readonly id: string
  readonly name: string
  /** Why it cannot be picked; it can where there is none. */
  readonly ruledOut?: string | undefined
}

/** Several of them, or one. */
export function Picks({
  legend,
  kind,
  options,
  picked,
  onPick,
}: {
  readonly legend: string
  readonly kind: 'checkbox' | 'radio'
  readonly options: readonly Option[]
  readonly picked: readonly string[]
  /** What is picked now. */
  readonly onPick: (picked: readonly string[]) => void
}): ReactNode {
  const group = useId()
  const change = (id: string, on: boolean): void => {
    if (kind === 'radio') onPick([id])
    else onPick(on ? [...picked, id] : picked.filter((one) => one !== id))
  }
  return (
    <fieldset className="picks">
      <legend>{legend}</legend>
      {options.map(({ id, name, ruledOut }) => (
        <div key={id} className="pick">
          <input
            type={kind}
            id={`${group}${id}`}
            name={group}
            checked={picked.includes(id)}
            disabled={ruledOut !== undefined}
            aria-describedby={ruledOut === undefined ? undefined : `${group}${id}-why`}
            onChange={(event) => change(id, event.target.checked)}
          />
          <label htmlFor={`${group}${id}`}>{name}</label>
          {ruledOut !== undefined && (
            <span id={`${group}${id}-why`} className="small">
              {ruledOut}
            </span>
          )}
        </div>
      ))}
    </fieldset>
  )
}

/** A line of text, or a day. */
export function Line({
  label,
  hint,
  fault,
  type = 'text',
  value,
  most = 400,
  onValue,
}: {
  readonly label: string
  readonly hint?: string
  readonly fault?: string | undefined
  readonly type?: 'date' | 'text'
  readonly value: string
  readonly most?: number
  readonly onValue: (value: string) => void
}): ReactNode {
  const id = useId()
  const said = fault ?? hint
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={type}
        value={value}
        maxLength={type === 'text' ? most : undefined}
        autoComplete="off"
        aria-invalid={fault !== undefined}
        aria-describedby={said === undefined ? undefined : `${id}-said`}
        onChange={(event) => onValue(event.target.value)}
      />
      {said !== undefined && (
        <p id={`${id}-said`} className={fault === undefined ? 'small' : 'wrong'}>
          {said}
        </p>
      )}
    </div>
  )
}
