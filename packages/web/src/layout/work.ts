/**
 * What the pages of somebody who is signed in work with.
 *
 * @module
 */
import { createContext, use } from 'react'

import type { Asker } from '../api/ask.ts'
import type { LiveSession } from '../device/session.ts'

/** A session, and what its calls go through. */
export interface Work {
  readonly session: LiveSession
  readonly asker: Asker
}

/** Given by the frame of those who are signed in. */
export const WorkContext = createContext<Work | undefined>(undefined)

/** What the page works with. */
export function useWork(): Work {
  const work = use(WorkContext)
  if (!work) throw new TypeError('nobody is signed in here')
  return work
}
