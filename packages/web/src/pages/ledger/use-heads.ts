/**
 * The heads of the ledger while they grow.
 *
 * @module
 */
import { equalBytes } from '@entente/core/lib'
import { useEffect, useState } from 'react'

import { ask } from '../../api/ask.ts'
import { unattendedOf } from '../../layout/changes.ts'
import { useWork } from '../../layout/work.ts'

import { type Heads, openHeads, OtherHistory, wrongOf } from './heads.ts'

/** How often the server is asked, in milliseconds. */
const beat = 5_000

/** What is known of the heads. */
export type HeadsState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** The server showed heads that are not what they say. It is not asked again. */
  | { readonly kind: 'wrong'; readonly fault: string }
  /** `silent`: the server has not answered since. */
  | { readonly kind: 'ready'; readonly heads: Heads; readonly silent: boolean }

/** Asks at once for the person, then again and again as nobody's act while the page is seen. */
export function useHeads(): { readonly state: HeadsState; readonly again: () => void } {
  const { asker } = useWork()
  const [state, setState] = useState<HeadsState>({ kind: 'loading' })
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    let last: Heads | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let wanted = true
    const look = async (): Promise<HeadsState> => {
      try {
        const by = last ? unattendedOf(asker) : asker
        const heads = await openHeads(await ask(by, 'GET /api/ledger/head', {}))
        if (last) requireGrown(last, heads)
        last = heads
        return { kind: 'ready', heads, silent: false }
      } catch (error) {
        const fault = wrongOf(error)
        if (fault !== undefined) return { kind: 'wrong', fault }
        return last ? { kind: 'ready', heads: last, silent: true } : { kind: 'failed', error }
      }
    }
    const run = async (): Promise<void> => {
      if (last && document.hidden) {
        timer = setTimeout(() => void run(), beat)
        return
      }
      const next = await look()
      if (!wanted) return
      setState(next)
      if (next.kind === 'ready') timer = setTimeout(() => void run(), beat)
    }
    void run()
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [asker, turn])
  const again = (): void => {
    setState({ kind: 'loading' })
    setTurn((before) => before + 1)
  }
  return { state, again }
}

/** What can be seen without the tiles: no head is smaller than before, and none of the same size differs. */
function requireGrown(last: Heads, next: Heads): void {
  const pairs = [
    [last.head, next.head],
    [last.cosigned?.head, next.cosigned?.head],
  ] as const
  for (const [before, now] of pairs) {
    if (!before || !now || before.origin !== now.origin) continue
    if (
      now.size < before.size ||
      (now.size === before.size && !equalBytes(now.root, before.root))
    ) {
      throw new OtherHistory('a head is not what was shown before')
    }
  }
}
