/**
 * Numbers and lists that the clauses of a pact state. What is not stated, or stated twice, is unknown.
 *
 * @module
 */
import { type Instant, type LevelKey, type Pact, sameLevel, type Terms } from '../../pact/index.ts'

type Value = Terms['clauses'][number]['parameters'][string]

/** The parameter called `name`, whichever clause states it. */
function parameter(terms: Terms | undefined, name: string): Value | undefined {
  const [value, another] = (terms?.clauses ?? [])
    .map(({ parameters }) => (Object.hasOwn(parameters, name) ? parameters[name] : undefined))
    .filter((one) => one !== undefined)
  return another === undefined ? value : undefined
}

/** A whole number from 1, or 0 where none is stated. */
export function numberIn(terms: Terms | undefined, name: string): number {
  const value = parameter(terms, name)
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0
}

/** The entries of a list, separated by commas; undefined where none is stated. */
export function listIn(terms: Terms | undefined, name: string): readonly string[] | undefined {
  const value = parameter(terms, name)
  if (typeof value !== 'string') return undefined
  return value
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}

/** Whether a list of levels, `REGIME LEVEL` each, holds `key`; undefined where no list is stated. */
export function listsLevel(
  terms: Terms | undefined,
  name: string,
  key: LevelKey,
): boolean | undefined {
  return listIn(terms, name)?.includes(levelText(key))
}

/** The number that a list of `KEY NUMBER` entries gives for `key`; undefined where there is none. */
export function numberFor(terms: readonly Terms[], name: string, key: string): number | undefined {
  const found = terms
    .flatMap((one) => listIn(one, name) ?? [])
    .map((entry) => /^(\S+) ([1-9]\d{0,2})$/.exec(entry))
    .filter((match) => match?.[1] === key)
    .map((match) => Number(match?.[2]))
  // Of two pacts that disagree the stricter one counts.
  return found.length === 0 ? undefined : Math.min(...found)
}

/** One text for a level, as the sets of facts hold it. */
export function levelText({ regime, level }: LevelKey): string {
  return `${regime} ${level}`
}

/** The terms a decision is made by: the pact's, or all of ours where the document is under none. */
export function termsFor(
  pact: Pact | undefined,
  { pacts }: { readonly pacts: ReadonlyMap<string, Pact> },
): readonly Terms[] {
  return pact ? [pact.terms] : [...pacts.values()].map(({ terms }) => terms)
}

/** Where a level stands in its regime, lowest first; -1 where the terms do not know it. */
export function rankOf({ regimes }: Terms, key: LevelKey): number {
  const regime = regimes.find((one) => one.regime === key.regime)
  return (
    regime?.levels.findIndex(({ level }) => sameLevel({ regime: key.regime, level }, key)) ?? -1
  )
}

/** The same moment some years later; the 29th of February becomes the 1st of March. */
export function yearsAfter(at: Instant, years: number): Instant {
  const date = new Date(at)
  date.setUTCFullYear(date.getUTCFullYear() + years)
  return date.toISOString()
}

/** A moment some hours later. */
export function hoursAfter(at: Instant, hours: number): Instant {
  return new Date(Date.parse(at) + hours * 3_600_000).toISOString()
}
