/**
 * Keys that do something wherever one is. A person can turn them off (WCAG 2.1.4).
 *
 * @module
 */
import { useEffect, useRef } from 'react'

import { readSetting } from '../ui/settings.ts'

/** How the keys are written. */
export const keys = {
  help: '?',
  commands: navigator.userAgent.includes('Mac') ? '⌘ K' : 'Ctrl K',
} as const

/** A screen, and the key that leads there: its number in the menu, as far as there are digits. */
export interface Place {
  readonly key?: string
  readonly name: string
  /** Its names in both languages. */
  readonly words: string
  readonly address: string
}

/** What the keys do. */
export interface Shortcuts {
  readonly onHelp: () => void
  readonly onCommands?: () => void
  readonly places: readonly Place[]
}

/** Listens while it is used. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const now = useRef(shortcuts)
  useEffect(() => {
    now.current = shortcuts
  })
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      const act = actOf(event, now.current)
      if (!act) return
      event.preventDefault()
      act()
    }
    addEventListener('keydown', hear)
    return () => removeEventListener('keydown', hear)
  }, [])
}

function actOf(event: KeyboardEvent, to: Shortcuts): (() => void) | undefined {
  if (readSetting('shortcuts') === 'off' || event.defaultPrevented || event.repeat) return undefined
  // 229 is what browsers say of a key that an input method has taken.
  if (event.isComposing || event.keyCode === 229) return undefined
  if (document.querySelector('dialog[open]')) return undefined
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event
  if (key.toLowerCase() === 'k' && (ctrlKey || metaKey) && !altKey && !shiftKey) {
    return to.onCommands
  }
  if (ctrlKey || metaKey || altKey || takesText(event.target)) return undefined
  if (key === keys.help) return to.onHelp
  const place = to.places.find((one) => one.key === key)
  return place && (() => goTo(place.address))
}

/** Goes to a page, and the focus with it: what had the focus is not there any more. */
export function goTo(address: string): void {
  location.hash = address
  document.getElementById('content')?.focus()
}

const marks = 'button, checkbox, color, file, image, radio, range, reset, submit'.split(', ')

/** Whether a letter that is typed there is meant for it. */
function takesText(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !marks.includes(target.type)
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('select, textarea, [role=listbox], [role=option]'))
  )
}
