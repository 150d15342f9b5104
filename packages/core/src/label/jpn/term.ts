/**
 * How long a designation may last: five years at most, extended by five at most each time; beyond thirty
 * years in all the Cabinet has to approve, and sixty is the end (Act 108 of 2013, Article 4). That the Act
 * of 2024 counts alike is our reading.
 *
 * The kinds of information that Article 4(4) lets last beyond sixty years are not told apart: nothing does.
 *
 * @module
 */
import { LabelError } from '../errors.ts'

import { isDay } from './era.ts'

/** One term: a designation, or one extension of it. Days in Tokyo; the last one is still within. */
export interface DesignationTerm {
  readonly first: string
  readonly last: string
  /** Reference of the Cabinet's approval; null where none was asked for. */
  readonly cabinetApproval: string | null
}

/** The longest single term, in years. */
export const longestTerm = 5
const withoutCabinet = 30
const end = 60

/**
 * Requires that one term is one that the law allows, after all that came before it.
 *
 * @throws {LabelError} `label/bad-designation`
 */
export function requireTerm(
  { first, last, cabinetApproval }: DesignationTerm,
  earlier: readonly Pick<DesignationTerm, 'first'>[],
): void {
  if (!isDay(first) || !isDay(last) || last < first) throw bad('a term that is none')
  if (last >= yearsAfter(first, longestTerm)) throw bad('a single term longer than five years')
  const began = earlier.reduce((least, one) => (one.first < least ? one.first : least), first)
  requireTotal(began, last, cabinetApproval)
}

/**
 * Requires that a designation, with all its extensions, does not last longer than the law allows.
 *
 * @throws {LabelError} `label/bad-designation`
 */
export function requireTotal(began: string, last: string, cabinetApproval: string | null): void {
  if (last >= yearsAfter(began, withoutCabinet) && cabinetApproval === null) {
    throw bad('beyond thirty years without the approval of the Cabinet')
  }
  if (last >= yearsAfter(began, end)) throw bad('beyond sixty years')
}

/** The same day some years later; the 29th of February becomes the 1st of March. */
export function yearsAfter(day: string, years: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCFullYear(date.getUTCFullYear() + years)
  return date.toISOString().slice(0, 10)
}

function bad(reason: string): LabelError {
  return new LabelError('label/bad-designation', reason)
}
