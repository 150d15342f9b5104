/**
 * What a worker found over: the session.
 *
 * @module
 */
import { type ReactNode, useEffect } from 'react'

import { ask } from '../api/ask.ts'

import { useWork } from './work.ts'

/** Asking once more ends the session here as well. */
export function Ended(): ReactNode {
  const { asker } = useWork()
  useEffect(() => {
    ask(asker, 'GET /api/member', {}).catch(() => undefined)
  }, [asker])
  return null
}
