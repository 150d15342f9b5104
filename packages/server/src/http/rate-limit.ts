/**
 * A token bucket for each caller.
 *
 * @module
 */

/** How much one caller may ask. */
export interface Rate {
  /** Requests at once after a pause. */
  readonly burst: number
  /** Requests a second in the long run. */
  readonly perSecond: number
}

/** Takes one token from the bucket of `caller`; seconds to wait if there is none, otherwise 0. */
export type RateLimit = (caller: string, now: Date) => number

/**
 * Buckets of the `callers` seen last. A caller that fell out starts with a full bucket, so whoever
 * has that many addresses is limited by nothing here: this guards against loops and guesses, not
 * against floods.
 */
export function createRateLimit({ burst, perSecond }: Rate, callers = 10_000): RateLimit {
  const buckets = new Map<string, { readonly tokens: number; readonly at: number }>()
  return (caller, now) => {
    const at = now.getTime()
    const last = buckets.get(caller) ?? { tokens: burst, at }
    const refill = (Math.max(0, at - last.at) / 1000) * perSecond
    const tokens = Math.min(burst, last.tokens + refill)
    const taken = tokens >= 1

    // Deleting first keeps the map ordered by last use, so its first key is the one to forget.
    buckets.delete(caller)
    buckets.set(caller, { tokens: taken ? tokens - 1 : tokens, at })
    if (buckets.size > callers) buckets.delete(buckets.keys().next().value ?? caller)
    return taken ? 0 : Math.ceil((1 - tokens) / perSecond)
  }
}
