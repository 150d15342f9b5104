/**
 * Random values for the register.
 *
 * @module
 */
import type { LevelKey } from '@entente/core/pact'
import fc from 'fast-check'

import { labelOf, mark, releasable } from '../../../core/test/example-label.ts'
import { hiketsu } from '../../../core/test/example-terms.ts'
import { noon, term } from '../../../core/test/pact-world.ts'

import type { SharedLabel } from './classes.ts'

/** A label, seldom one that names nobody who reads here, is for other eyes or states another level. */
export const labels: fc.Arbitrary<(level: LevelKey) => SharedLabel> = fc.oneof(
  { weight: 8, arbitrary: fc.constant((level: LevelKey) => labelOf(level)) },
  fc.constant((level: LevelKey) => labelOf(level, releasable('JPN', 'NZL'))),
  fc.constant((level: LevelKey) => labelOf(level, releasable('AUS'))),
  fc.constant((level: LevelKey) => labelOf(level, releasable('FVEY'))),
  fc.constant((level: LevelKey) => labelOf(level, mark('Dissemination', 'NZEO'))),
  fc.constant(() => labelOf(hiketsu('別の区分'))),
)

/** One value most of the time. */
export const mostly = <T>(usual: T, ...seldom: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 8, arbitrary: fc.constant(usual) }, ...seldom.map((one) => fc.constant(one)))

/** An hour before noon. */
export const earlier = '2026-11-25T11:00:00.000Z'

/** An hour after noon. */
export const later = '2026-11-25T13:00:00.000Z'

/** A term that mostly holds at noon. */
export const span: {
  readonly from: fc.Arbitrary<string>
  readonly until: fc.Arbitrary<string>
} = { from: mostly(term.from, noon, later), until: mostly(term.until, earlier, noon) }
