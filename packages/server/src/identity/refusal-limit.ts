/**
 * How often one enrolled device may be refused: each refusal is an entry of the ledger, and whoever has the device could
 * make it grow without end.
 *
 * @module
 */

/** Counts the refusals of devices, by their enrolment. */
export interface RefusalLimit {
  /** Whether the device has to wait now. */
  readonly waits: (device: string, now: Date) => boolean
  /** Counts one, and says whether it is put on record: as one of several, as the last one, or not at all. */
  readonly count: (device: string, now: Date) => 'last' | 'one' | 'over'
}

/** So many within an hour; after them the device waits until the hour is over. */
const most = 20
const hour = 3_600_000

/**
 * A limit in the memory of the process. It has a row for each enrolled device that was refused within the hour, so
 * strangers take no room in it.
 */
export function createRefusalLimit(): RefusalLimit {
  const counts = new Map<string, { readonly since: number; readonly refused: number }>()
  const countOf = (device: string, now: Date): { since: number; refused: number } => {
    const at = now.getTime()
    for (const [one, { since }] of counts) if (at - since >= hour) counts.delete(one)
    return counts.get(device) ?? { since: at, refused: 0 }
  }
  return {
    waits: (device, now) => countOf(device, now).refused >= most,
    count(device, now) {
      const { since, refused } = countOf(device, now)
      counts.set(device, { since, refused: refused + 1 })
      if (refused + 1 === most) return 'last'
      return refused < most ? 'one' : 'over'
    },
  }
}
