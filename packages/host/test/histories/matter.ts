/**
 * All that a question is about, and the level at which a document is protected.
 *
 * @module
 */
import { type LevelKey, sameLevel } from '@entente/core/pact'
import type { Question, Subject } from '@entente/core/policy'

import type { Spoken } from './spoken.ts'

/** All that a question is about. */
export interface Matter {
  readonly spoken: Spoken
  readonly self: string
  readonly subject: Subject
  readonly question: Question
  /** As its originator calls it, and as it is protected here. */
  readonly theirs: LevelKey
  readonly here: LevelKey | undefined
  readonly classified: boolean
}

/** A level as facts name it. */
export const name = ({ regime, level }: LevelKey): string => `${regime} ${level}`
/** The level in question where something is true of it. */
export const ifSo = (holdsHere: boolean, { here }: Matter): readonly string[] =>
  holdsHere && here ? [name(here)] : []
/** Whether the level in question is one of some. */
export const isHere = ({ here }: Matter, levels: readonly LevelKey[]): boolean =>
  here !== undefined && levels.some((one) => sameLevel(one, here))
