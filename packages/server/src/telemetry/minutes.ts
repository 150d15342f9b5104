/**
 * What happened minute by minute during the last day, for plots: in the memory of the process, which
 * forgets it when it ends. Names are a closed set, as labels of metrics are.
 *
 * @module
 */

/** Minutes that are kept. */
export const keptMinutes = 1440

/** What one minute has seen. */
export interface Minute {
  /** Its number since 1970. */
  readonly minute: number
  readonly count: number
  readonly failed: number
  /** Of all of them together, in milliseconds. */
  readonly total: number
  readonly slowest: number
}

/** Counts and durations by name. */
export interface Minutes {
  /** Adds one that took `ms`. */
  readonly add: (name: string, ms: number, failed?: boolean) => void
  /** When counting began. */
  readonly since: string
  /** Minutes in which something happened, by name, oldest first; none is older than a day. */
  readonly read: () => ReadonlyMap<string, readonly Minute[]>
}

/** Counts from now on. */
export function createMinutes(now: () => Date): Minutes {
  const byName = new Map<string, Minute[]>()
  const current = (): number => Math.floor(now().getTime() / 60_000)
  const keep = (minutes: Minute[], minute: number): void => {
    const stale = minutes.findIndex((one) => one.minute > minute - keptMinutes)
    minutes.splice(0, stale === -1 ? minutes.length : stale)
  }
  return {
    since: now().toISOString(),
    add(name, ms, failed = false) {
      const minute = current()
      const minutes = byName.get(name) ?? []
      byName.set(name, minutes)
      const last = minutes.at(-1)
      // A clock that is set back adds to the newest minute: they stay in order and bounded.
      const open = last && last.minute >= minute ? minutes.pop() : undefined
      minutes.push({
        minute: open?.minute ?? minute,
        count: (open?.count ?? 0) + 1,
        failed: (open?.failed ?? 0) + (failed ? 1 : 0),
        total: (open?.total ?? 0) + ms,
        slowest: Math.max(open?.slowest ?? 0, ms),
      })
      keep(minutes, minute)
    },
    read() {
      for (const minutes of byName.values()) keep(minutes, current())
      return byName
    },
  }
}
