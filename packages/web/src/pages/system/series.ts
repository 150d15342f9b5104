/**
 * Traffic as it is plotted and told: minutes in which nothing happened are there too.
 *
 * @module
 */
import type { SystemTraffic } from '../../api/gen/api.ts'

/** One line of what the server counted. */
export type Series = SystemTraffic['series'][number]

/** Columns of a plot, each with one value a minute; what there is nothing of is null. */
export interface Dense {
  /** Seconds since 1970. */
  readonly at: readonly number[]
  readonly count: readonly number[]
  readonly failed: readonly number[]
  readonly mean: readonly (number | null)[]
  readonly slowest: readonly (number | null)[]
}

/** Every minute from the first that was counted. */
export function denseOf(series: Series | undefined, traffic: SystemTraffic): Dense {
  const { since, until } = traffic
  const from = Math.max(traffic.from, Math.floor(Date.parse(since) / 60_000))
  const places = new Map((series?.minute ?? []).map((minute, place) => [minute, place]))
  const minutes = Array.from({ length: Math.max(0, until - from + 1) }, (_, at) => from + at)
  const column = <T>(values: readonly number[] | undefined, none: T): (number | T)[] =>
    minutes.map((minute) => values?.[places.get(minute) ?? -1] ?? none)
  return {
    at: minutes.map((minute) => minute * 60),
    count: column(series?.count, 0),
    failed: column(series?.failed, 0),
    mean: column(series?.mean, null),
    slowest: column(series?.slowest, null),
  }
}

/** What some minutes come to. */
export interface Summed {
  /** Seconds since 1970 of the first of them. */
  readonly at: number
  readonly count: number
  readonly failed: number
  readonly mean: number | null
  readonly slowest: number | null
}

/** The minutes in rows of `step`; the last row is the newest minutes. */
export function rowsOf(dense: Dense, step: number): readonly Summed[] {
  const rows: Summed[] = []
  for (let end = dense.at.length; end > 0; end -= step) {
    rows.unshift(sumOf(dense, Math.max(0, end - step), end))
  }
  return rows
}

/** All of it as one. */
export function sumOf(dense: Dense, from = 0, to = dense.at.length): Summed {
  const counts = dense.count.slice(from, to)
  const count = counts.reduce((sum, one) => sum + one, 0)
  const time = dense.mean
    .slice(from, to)
    .reduce<number>((sum, mean, at) => sum + (mean ?? 0) * (counts[at] ?? 0), 0)
  const slowest = dense.slowest.slice(from, to).filter((one) => one !== null)
  return {
    at: dense.at[from] ?? 0,
    count,
    failed: dense.failed.slice(from, to).reduce((sum, one) => sum + one, 0),
    mean: count === 0 ? null : Math.round(time / count),
    slowest: slowest.length === 0 ? null : Math.max(...slowest),
  }
}
