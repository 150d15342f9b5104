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
  children,
}: {
  readonly look?: 'first' | 'plain' | 'second'
  readonly onPress: () => void
  readonly isDisabled?: boolean
  readonly children: ReactNode
}): ReactNode {
  return (
    <AriaButton className={`button ${look}`} onPress={onPress} isDisabled={isDisabled}>
      {children}
    </AriaButton>
  )
}
