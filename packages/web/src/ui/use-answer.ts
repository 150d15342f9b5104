/**
 * Asking for something while it is shown.
 *
 * @module
 */
import { useEffect, useRef, useState } from 'react'

import { useText } from '../text/language.tsx'

/** What has become of a question. */
export type Answer<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: unknown }

/**
 * Asks when `key` changes, and again when told to. An answer that comes too late is dropped; a refusal is asked for
 * again when the language changes, for it says its reasons in one.
 */
export function useAnswer<T>(
  key: string,
  ask: () => Promise<T>,
): readonly [answer: Answer<T>, again: () => void] {
  const [answer, setAnswer] = useState<Answer<T>>({ kind: 'loading' })
  const [turn, setTurn] = useState(0)
  const { language } = useText()
  const spoken = useRef(language)
  useEffect(() => {
    let wanted = true
    spoken.current = language
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
  useEffect(() => {
    if (answer.kind === 'failed' && spoken.current !== language) setTurn((last) => last + 1)
  }, [answer, language])
  return [answer, () => setTurn((last) => last + 1)]
}
