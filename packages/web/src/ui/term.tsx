/**
 * A term that says what it means when one points at it, comes to it by keyboard, or taps it. What it says
 * stays until one leaves or presses Escape, and the pointer may go into it (WCAG 1.4.13).
 *
 * @module
 */
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'

import type { GlossaryEntry } from '../text/glossary.ts'
import { useText } from '../text/language.tsx'

/** How long the pointer may be on its way from the term to what is said of it, in milliseconds. */
const grace = 300
/** Room around it, in pixels. */
const edge = 8

/** The term, in the words of the sentence. */
export function Term({
  entry: { term, meaning },
  children,
}: {
  readonly entry: GlossaryEntry
  readonly children: ReactNode
}): ReactNode {
  const { language } = useText()
  const other = language === 'ja' ? 'en' : 'ja'
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const place = useRef<HTMLSpanElement>(null)
  const tip = useRef<HTMLDivElement>(null)
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [host, setHost] = useState<Element>()
  const open = (): void => {
    clearTimeout(leaving.current)
    setOpen(true)
  }
  // Outside of the sentence, which stays what it says; within a dialog, for all else is out of reach there.
  useEffect(() => {
    setHost(place.current?.closest('dialog, main') ?? document.body)
    return () => clearTimeout(leaving.current)
  }, [])
  useLayoutEffect(() => {
    const [box, said] = [place.current, tip.current]
    if (!isOpen || !box || !said) return undefined
    said.showPopover()
    const lay = (): void => layBeside(box, said)
    const hear = (event: Event): void => {
      if (event instanceof KeyboardEvent) {
        if (event.key !== 'Escape') return
        // What is below, a dialog perhaps, stays.
        event.preventDefault()
        event.stopPropagation()
      } else {
        const { target } = event
        if (target instanceof Node && (box.contains(target) || said.contains(target))) return
      }
      setOpen(false)
    }
    lay()
    addEventListener('keydown', hear, { capture: true })
    addEventListener('pointerdown', hear, { capture: true })
    addEventListener('scroll', lay, { capture: true })
    return () => {
      said.hidePopover()
      removeEventListener('keydown', hear, { capture: true })
      removeEventListener('pointerdown', hear, { capture: true })
      removeEventListener('scroll', lay, { capture: true })
    }
  }, [isOpen])
  return (
    <span
      ref={place}
      onPointerEnter={({ pointerType }) => {
        if (pointerType === 'mouse') open()
      }}
      onPointerLeave={({ pointerType }) => {
        if (pointerType !== 'mouse') return
        leaving.current = setTimeout(() => setOpen(false), grace)
      }}
    >
      <button
        type="button"
        className="term"
        aria-describedby={id}
        onFocus={open}
        onBlur={() => setOpen(false)}
        onClick={open}
      >
        {children}
      </button>
      {host &&
        createPortal(
          <div ref={tip} id={id} role="tooltip" popover="manual" className="tip">
            {meaning[language]} <strong lang={other}>{term[other]}</strong>
          </div>,
          host,
        )}
    </span>
  )
}

/** Below the term, or above it where there is no room; always within the window. */
function layBeside(place: HTMLElement, tip: HTMLElement): void {
  const term = place.getBoundingClientRect()
  const { width, height } = tip.getBoundingClientRect()
  const left = Math.max(edge, Math.min(term.left, innerWidth - width - edge))
  const below = term.bottom + height + edge <= innerHeight
  tip.style.left = `${left}px`
  tip.style.top = `${below ? term.bottom + 2 : Math.max(edge, term.top - height - 2)}px`
}
