/**
 * Which levels a reader may read. There is no order between regimes: only a pact's table compares
 * them, and it may know no answer.
 *
 * @module
 */
import { LabelError } from './errors.ts'
import { type LabelContent, levelOf, releasableTo } from './label.ts'
import { formatLevel, type LevelKey } from './level-key.ts'

/** A regime's levels, lowest first. */
export interface OrderedRegime {
  readonly regime: string
  readonly levels: readonly string[]
}

/** Whether the label's level is among the readable ones. A higher level does not imply a lower one. */
export function isReadable(label: LabelContent, readable: readonly LevelKey[]): boolean {
  const { regime, level } = levelOf(label)
  return readable.some((one) => one.regime === regime && one.level === level)
}

/** Whether the label names the country, ISO 3166-1 alpha-3. */
export function isReleasableTo(label: LabelContent, country: string): boolean {
  return releasableTo(label)?.includes(country) ?? false
}

/**
 * All levels up to and with `key` in its regime: what a clearance for `key` reads where the regime
 * is a plain ladder.
 *
 * @throws {LabelError} `label/unknown-level`
 */
export function levelsUpTo(
  regimes: readonly OrderedRegime[],
  { regime, level }: LevelKey,
): readonly LevelKey[] {
  const levels = regimes.find((one) => one.regime === regime)?.levels ?? []
  return levels
    .slice(0, rank(levels, { regime, level }) + 1)
    .map((lower) => ({ regime, level: lower }))
}

/**
 * The highest of some levels of one regime, as a document that is made of parts carries it.
 *
 * @throws {LabelError} `label/unknown-level` where one is unknown or of another regime, or there is
 *   none
 */
export function highestLevel(
  { regime, levels }: OrderedRegime,
  [first, ...others]: readonly LevelKey[],
): LevelKey {
  if (!first) throw new LabelError('label/unknown-level', 'no level is the highest of none')
  const ranked = (key: LevelKey): number => rank(key.regime === regime ? levels : [], key)
  ranked(first)
  return others.reduce((high, next) => (ranked(next) > ranked(high) ? next : high), first)
}

function rank(levels: readonly string[], key: LevelKey): number {
  const at = levels.indexOf(key.level)
  if (at === -1) throw new LabelError('label/unknown-level', `\`${formatLevel(key)}\` is not known`)
  return at
}
