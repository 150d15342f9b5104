/**
 * Lists that follow what changes without moving under somebody's eyes: what is new is held back until they
 * want to see it.
 *
 * @module
 */
import { useEffect, useRef, useState } from 'react'

import { type Answer, useAnswer } from './use-answer.ts'

/** A list as it is shown, and what waits to be shown. */
export interface Live<T> {
  readonly answer: Answer<readonly T[]>
  readonly again: () => void
  /** How many items have come or changed since; undefined where the list is as it was. */
  readonly waiting: number | undefined
  /** Shows what waits. */
  readonly show: () => void
}

/** Asks at first for the person, and by itself each time that `change` counts up. */
export function useLive<T>(
  key: string,
  change: number,
  ask: (attended: boolean) => Promise<readonly T[]>,
): Live<T> {
  const [answer, again] = useAnswer(key, () => ask(true))
  const [shown, setShown] = useState<readonly T[]>()
  const [fresh, setFresh] = useState<readonly T[]>()
  const seen = useRef(change)
  const asked = useRef(ask)
  useEffect(() => {
    asked.current = ask
  })
  useEffect(() => {
    if (answer.kind === 'ready') {
      setShown(answer.value)
      setFresh(undefined)
    }
  }, [answer])
  useEffect(() => {
    if (seen.current === change) return undefined
    seen.current = change
    let wanted = true
    asked.current(false).then(
      (value) => (wanted ? setFresh(value) : undefined),
      // What is shown stays as it is; the next change asks again.
      () => undefined,
    )
    return () => {
      wanted = false
    }
  }, [change])
  const current = shown ?? (answer.kind === 'ready' ? answer.value : [])
  const known = new Set(current.map((item) => JSON.stringify(item)))
  const differs = fresh !== undefined && JSON.stringify(fresh) !== JSON.stringify(current)
  return {
    answer: answer.kind === 'ready' ? { kind: 'ready', value: current } : answer,
    again,
    waiting: differs ? fresh.filter((item) => !known.has(JSON.stringify(item))).length : undefined,
    show: () => {
      if (fresh) setShown(fresh)
      setFresh(undefined)
    },
  }
}
