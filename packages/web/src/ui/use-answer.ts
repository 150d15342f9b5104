/**
 * Asking for something while it is shown.
 *
 * @module
 */
import { useEffect, useState } from 'react'

/** What has become of a question. */
export type Answer<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: unknown }

/** Asks when `key` changes, and again when told to. An answer that comes too late is dropped. */
export function useAnswer<T>(
  key: string,
  ask: () => Promise<T>,
): readonly [answer: Answer<T>, again: () => void] {
  const [answer, setAnswer] = useState<Answer<T>>({ kind: 'loading' })
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    let wanted = true
    setAnswer({ kind: 'loading' })
    const show = (one: Answer<T>): void => {
      if (wanted) setAnswer(one)
    }
    ask().then(
      (value) => show({ kind: 'ready', value }),
      (error: unknown) => show({ kind: 'failed', error }),
    )
    return () => {
      wanted = false
    }
    // `key` names all that the question depends on.
  }, [key, turn])
  return [answer, () => setTurn((last) => last + 1)]
}
