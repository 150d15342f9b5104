/**
 * What the pages of somebody who is signed in work with.
 *
 * @module
 */
import { createContext, use } from 'react'

import type { Asker } from '../api/ask.ts'
import type { Api } from '../api/gen/api.ts'
import type { LiveSession } from '../device/session.ts'

/** A session, and what its calls go through. */
export interface Work {
  readonly session: LiveSession
  readonly asker: Asker
  /** Roles of the person as an officer: what is shown; what may be done, the server decides. */
  readonly roles: readonly string[]
  /** What screens keep until the session ends: it is in the memory of the page alone. */
  readonly kept: Kept
}

/** By screen. */
export interface Kept {
  /** The day that people were looked at, as a date field has it. */
  day?: string
  /** What was looked for in the register. */
  search?: NonNullable<Api['GET /api/register/count']['query']>
}

/** Given by the frame of those who are signed in. */
export const WorkContext = createContext<Work | undefined>(undefined)

/** What the page works with. */
export function useWork(): Work {
  const work = use(WorkContext)
  if (!work) throw new TypeError('nobody is signed in here')
  return work
}
