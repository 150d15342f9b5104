/**
 * Dates of spreadsheets: numbers of days that a format makes dates (ISO/IEC 29500-1, 18.8.30, 18.17.4).
 *
 * @module
 */

/** Whether a number format shows a date or a time. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code !== undefined) {
    const bare = code.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]/g, '')
    return /[ymdhs]/i.test(bare) && !/general/i.test(bare)
  }
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58)
}

/** A day, with the minute where there is one; the number itself where it is no day. */
export function dayOf(serial: number, from1904: boolean): string {
  const last = 2_958_466
  if (!(serial >= 0 && serial < last)) return String(serial)
  // Excel counts a 29 February 1900 that was not.
  const before1970 = from1904 ? 24_107 : serial < 60 ? 25_568 : 25_569
  const at = new Date(Math.round((serial - before1970) * 86_400) * 1000)
  const text = at.toISOString()
  if (!from1904 && serial < 1) return text.slice(11, 16)
  return serial % 1 === 0 ? text.slice(0, 10) : text.slice(0, 16).replace('T', ' ')
}
