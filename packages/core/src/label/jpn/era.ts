/**
 * Dates as Japanese registers write them.
 *
 * @module
 */
import { LabelError } from '../errors.ts'

/** Eras with the day on which each began, newest first. Before Shōwa nothing of ours was written. */
const eras: readonly (readonly [name: string, start: string])[] = [
  ['令和', '2019-05-01'],
  ['平成', '1989-01-08'],
  ['昭和', '1926-12-25'],
]

/**
 * A day, `2026-11-26`, as `令和8年11月26日`; the first year of an era is 元年.
 *
 * @throws {LabelError} `label/bad-time`
 */
export function formatEra(day: string): string {
  const found = eras.find(([, start]) => start <= day)
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || !found || !isDay(day)) {
    throw new LabelError('label/bad-time', 'not a day of the Japanese calendar')
  }
  const [era, start] = found
  const [year = 0, month, date] = day.split('-').map(Number)
  const count = year - Number(start.slice(0, 4)) + 1
  return `${era}${count === 1 ? '元' : count}年${month}月${date}日`
}

/** The day it is in Tokyo at a moment. Japan has no summer time. */
export function dayInTokyo(at: Date): string {
  return new Date(at.getTime() + 9 * 3_600_000).toISOString().slice(0, 10)
}

/** Whether text names a day that exists. */
export function isDay(day: string): boolean {
  const parsed = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day)
}
