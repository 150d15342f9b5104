/**
 * The state of a document in words.
 *
 * @module
 */
import type { RegisterLine } from '../api/gen/api.ts'
import type { Texts } from '../text/en.ts'

/** State, copy number and receipt of a line. */
export function stateText({ state, copy, receipt }: RegisterLine, t: Texts): string {
  const states: Readonly<Record<string, string>> = t.states
  return [
    states[state] ?? t.states.other,
    ...(copy === null ? [] : [`${t.colCopy} ${copy}`]),
    ...(receipt === null ? [] : [t.receipts[receipt]]),
  ].join(' · ')
}
