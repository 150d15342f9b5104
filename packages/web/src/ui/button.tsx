/**
 * Buttons and links that look like them.
 *
 * @module
 */
import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'

/** A button; `look` says how much it asks for. */
export function Button({
  look = 'second',
  onPress,
  isDisabled = false,
  label,
  children,
}: {
  readonly look?: 'first' | 'plain' | 'second'
  readonly onPress: () => void
  readonly isDisabled?: boolean
  /** What it is called, where its content is a sign. */
  readonly label?: string
  readonly children: ReactNode
}): ReactNode {
  return (
    <AriaButton
      className={`button ${look}`}
      onPress={onPress}
      isDisabled={isDisabled}
      {...(label === undefined ? {} : { 'aria-label': label })}
    >
      {children}
    </AriaButton>
  )
}
