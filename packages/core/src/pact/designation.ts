/**
 * Designations under Japanese law as grants make them: one grant a term, the first and each extension.
 *
 * @module
 */
import { dayInTokyo, type DesignationTerm, LabelError, requireTerm } from '../label/index.ts'

import { PactError } from './errors.ts'
import type { Grants } from './grant.ts'
import type { DesignationGrant } from './grant-act.ts'

/** The days of the term of one grant. */
export function termOf({ from, until, cabinet }: DesignationGrant): DesignationTerm {
  const last = dayInTokyo(new Date(Date.parse(until) - 1))
  return { first: dayInTokyo(new Date(from)), last, cabinetApproval: cabinet }
}

/**
 * Checks that a designation may be made after those of the same document that stand: no single term and no
 * sum of them is longer than the law allows, and it ends with a day in Tokyo.
 *
 * @throws {PactError} `pact/bad-designation`
 */
export function requireLawful(
  act: DesignationGrant,
  { member, entries }: Pick<Grants, 'entries' | 'member'>,
): void {
  const earlier = entries.flatMap(({ grant, withdrawn }) => {
    const other = grant.act
    return other.kind === 'designation' &&
      other.document === act.document &&
      withdrawn === undefined
      ? [termOf(other)]
      : []
  })
  const term = termOf(act)
  try {
    requireTerm(term, earlier)
  } catch (cause) {
    if (!(cause instanceof LabelError)) throw cause
    throw new PactError('pact/bad-designation', cause.message, { cause, member })
  }
  if (dayInTokyo(new Date(act.until)) === term.last) {
    throw new PactError('pact/bad-designation', 'a term that ends within a day of Tokyo', {
      member,
    })
  }
}
