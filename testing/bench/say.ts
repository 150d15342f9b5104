/**
 * What a benchmark prints.
 *
 * @module
 */

/** A ratio, and whether it is what is wanted. */
export function say(what: string, value: number, relation: '≤' | '≥', wanted: number): void {
  const met = relation === '≤' ? value <= wanted : value >= wanted
  console.log(`${met ? '✔' : '✘'} ${what}: ${value.toFixed(2)} (wanted ${relation} ${wanted})`)
}

/** A figure without a reference. */
export function tell(what: string, value: number, unit: string): void {
  const digits = value < 100 ? 1 : 0
  const shown = value.toLocaleString('en', { maximumFractionDigits: digits })
  console.log(`  ${what}: ${shown} ${unit}`)
}
