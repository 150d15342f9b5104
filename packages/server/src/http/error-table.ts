/**
 * Every code this server answers with: its sentence in both languages and its HTTP status.
 *
 * @module
 */
import { identityErrorTexts } from '../identity/index.ts'

import { httpErrorTexts } from './errors-text.ts'

/** One row: what happened and what to do next. */
export interface ErrorText {
  readonly en: string
  readonly ja: string
  readonly status: number
}

/** The row of a code; undefined for a code no domain has listed, which is a bug and answered as one. */
export function findErrorText(code: string): ErrorText | undefined {
  return rows.get(code)
}

/** Every code with its row, in order. */
export function errorTable(): readonly (readonly [code: string, text: ErrorText])[] {
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1))
}

const rows: ReadonlyMap<string, ErrorText> = new Map(
  [identityErrorTexts, httpErrorTexts].flatMap((texts) => Object.entries<ErrorText>(texts)),
)
