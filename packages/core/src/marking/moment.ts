/**
 * A moment as people at a place read it, such that nobody takes it for another place's.
 *
 * @module
 */

/** Where the reader's clock is. */
export type Zone = 'Asia/Tokyo' | 'Pacific/Auckland' | 'UTC'

/** What the offset of a zone is called. */
const names: Readonly<Record<Exclude<Zone, 'UTC'>, Readonly<Record<string, string>>>> = {
  'Asia/Tokyo': { '+09:00': 'JST' },
  'Pacific/Auckland': { '+12:00': 'NZST', '+13:00': 'NZDT' },
}

/** Day and minute with the zone's name and offset: `2026-11-26 13:05 JST (UTC+09:00)`. */
export function formatMoment(at: Date, zone: Zone): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    timeZoneName: 'longOffset',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at)
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((one) => one.type === type)?.value ?? ''
  const offset = part('timeZoneName').replace('GMT', '') || '+00:00'
  const time = `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`
  if (zone === 'UTC') return `${time} UTC`
  const name = names[zone][offset]
  return `${time} ${name === undefined ? '' : `${name} `}(UTC${offset})`
}
