/**
 * Days as people choose them.
 *
 * @module
 */

/** The last moment of a day in the zone of this machine; undefined, for now, where no day is chosen. */
export function endOf(day: string): string | undefined {
  const end = new Date(`${day}T23:59:59.999`)
  return Number.isNaN(end.getTime()) ? undefined : end.toISOString()
}
