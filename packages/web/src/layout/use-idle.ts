/**
 * Whether somebody is still there.
 *
 * @module
 */
import { useEffect, useRef, useState } from 'react'

/** Minutes without use, as the pages say them. The server ends a session after 15. */
export const idleMinutes = { reader: 5, application: 10 } as const

/** Seconds beforehand from which on it is said. */
const warningSeconds = 60

// No scrolling by itself: a page that changes scrolls, and nobody is there.
const signs = ['keydown', 'pointerdown', 'pointermove', 'touchmove', 'wheel'] as const
/** What frames have heard; a frame of no origin cannot say it to the page itself. */
const elsewhere = 'entente-active'

/** Tells the page that somebody is there, where its own events do not show it. */
export function tellActivity(): void {
  dispatchEvent(new Event(elsewhere))
}

/**
 * Calls `onIdle` once after minutes without use, and gives the seconds that are left when they are few.
 * `channel` names what all pages of the application share: somebody at one of them is at all.
 *
 * Time is read from the clock: a machine that slept has been idle.
 */
export function useIdle(
  minutes: number,
  onIdle: () => void,
  channel?: string,
): { readonly left: number | undefined; readonly stay: () => void } {
  const last = useRef(0)
  const idle = useRef(onIdle)
  const [left, setLeft] = useState<number>()
  useEffect(() => {
    idle.current = onIdle
  }, [onIdle])
  useEffect(() => {
    const others = channel === undefined ? undefined : new BroadcastChannel(channel)
    let isOver = false
    last.current = Date.now()
    const note = (): void => {
      last.current = Date.now()
    }
    const act = (event: Event): void => {
      if (event.type !== elsewhere && !event.isTrusted) return
      // What moves below a pointer that rests moves nobody's hand.
      const isMove = event instanceof PointerEvent && event.type === 'pointermove'
      if (isMove && event.movementX === 0 && event.movementY === 0) return
      const before = last.current
      look()
      if (isOver) return
      note()
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none
      if (last.current - before > 1000) others?.postMessage('active')
    }
    const look = (): void => {
      const rest = minutes * 60 - Math.floor((Date.now() - last.current) / 1000)
      setLeft(rest > warningSeconds ? undefined : Math.max(0, rest))
      if (rest > 0 || isOver) return
      isOver = true
      idle.current()
    }
    const timer = setInterval(look, 1000)
    const options = { capture: true, passive: true } as const
    for (const sign of [...signs, elsewhere]) addEventListener(sign, act, options)
    document.addEventListener('visibilitychange', look)
    others?.addEventListener('message', note)
    return () => {
      clearInterval(timer)
      for (const sign of [...signs, elsewhere]) removeEventListener(sign, act, options)
      document.removeEventListener('visibilitychange', look)
      others?.close()
    }
  }, [minutes, channel])
  return {
    left,
    stay: () => {
      last.current = Date.now()
      setLeft(undefined)
    },
  }
}
