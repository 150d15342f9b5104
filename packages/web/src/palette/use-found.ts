/**
 * Documents that the server finds while somebody types.
 *
 * @module
 */
import { useEffect, useState } from 'react'

import { ask } from '../api/ask.ts'
import type { RegisterLine } from '../api/gen/api.ts'
import { useWork } from '../layout/work.ts'

/** What has become of a search. */
export interface Found {
  readonly kind: 'failed' | 'idle' | 'ready' | 'searching'
  readonly lines: readonly RegisterLine[]
}

/** How long after the last letter the server is asked, in milliseconds. */
const pause = 250
/** How many documents are shown: who seeks more has the register. */
const most = 8

/** What the words find; what other words have found goes at once. */
export function useFound(text: string): Found {
  const { asker } = useWork()
  const [found, setFound] = useState<Found>({ kind: 'idle', lines: [] })
  const words = text.trim()
  useEffect(() => {
    if (words === '') {
      setFound({ kind: 'idle', lines: [] })
      return undefined
    }
    let wanted = true
    const show = (next: Found): void => {
      if (wanted) setFound(next)
    }
    setFound({ kind: 'searching', lines: [] })
    const timer = setTimeout(() => {
      ask(asker, 'GET /api/documents', { query: { text: words, limit: most } }).then(
        ({ items }) => show({ kind: 'ready', lines: items }),
        () => show({ kind: 'failed', lines: [] }),
      )
    }, pause)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [words, asker])
  return found
}
