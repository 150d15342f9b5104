/**
 * Trying something of any history: every word of it is signed, verified and folded, and every answer is made
 * from what stands then. The last step, from facts to reasons, is the second reading, of which the analysis
 * shows that Cedar gives the same reasons for every input.
 *
 * @module
 */
import assert from 'node:assert/strict'

import { factsOf } from '@entente/core/policy'
import fc from 'fast-check'

import type { Member, Seat } from '../seats.ts'
import { reasonsOf } from '../second-reading.ts'

import { agreeToAll, type Ask, anyAsk } from './any-ask.ts'
import { anyHistory } from './any-history.ts'
import { buildHomes, tale, tellAll, type Word } from './history.ts'

const homes = await buildHomes()
/** Both seats before anything is said of people and places; the other member has consented to what it can. */
export const seats: Readonly<Record<Member, Seat>> = {
  jpn: await agreeToAll(homes.jpn),
  nzl: await agreeToAll(homes.nzl),
}
/** A day after every word of a history. */
export const late = '2026-06-01T00:00:00.000Z'

/** A history at a seat, and what is asked of it. */
export interface Tried {
  readonly self: Member
  readonly words: readonly Word[]
  readonly asks: readonly Ask[]
  /** Which come first, and which come again. */
  readonly picks: readonly number[]
}

const anyCase: fc.Arbitrary<Tried> = fc.constantFrom('jpn' as const, 'nzl' as const).chain((self) =>
  fc.record({
    self: fc.constant(self),
    words: anyHistory(self),
    asks: fc.array(anyAsk(seats[self]), {
      minLength: 1,
      maxLength: 40,
      size: 'max',
    }),
    picks: fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 20, size: 'max' }),
  }),
)

/** What stands against what is asked. */
export function reasons({ standing, pact }: Seat, { subject, question }: Ask): ReadonlySet<string> {
  return reasonsOf(factsOf(standing, pact, subject, question))
}

/** Holds of every history; `tried` counts how often there was something to hold. */
export async function everyHistory(
  law: (seat: Seat, tried: Tried) => Promise<number>,
  numRuns = 60,
): Promise<void> {
  let tried = 0
  await fc.assert(
    fc.asyncProperty(anyCase, async (one) => {
      try {
        tried += await law(await tellAll(seats[one.self], one.words), one)
      } catch (error) {
        if (!(error instanceof assert.AssertionError)) throw error
        throw new Error(`${error.message}\nat ${one.self}:\n${tale(one.words)}`, { cause: error })
      }
    }),
    { numRuns },
  )
  assert.ok(tried > numRuns, `tried ${tried} times`)
}

/** Nothing that is refused at `before` is allowed at `after`. */
export function assertOpensNothing(
  [before, after]: readonly [Seat, Seat],
  asks: readonly Ask[],
  what: string,
  changed: (ask: Ask) => Ask = (ask) => ask,
): number {
  let refused = 0
  for (const ask of asks) {
    const no = reasons(before, ask)
    if (no.size === 0) continue
    refused += 1
    if (reasons(after, changed(ask)).size > 0) continue
    assert.fail(`${what} lifts ${[...no].join(' ')}\n${JSON.stringify(changed(ask))}`)
  }
  return refused
}
