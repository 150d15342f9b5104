/**
 * What this browser has verified last. It is no secret: a digest and a count. It outlives the session, so that a later
 * one has something to compare with.
 *
 * @module
 */
import type { SeenHead } from './verify.ts'

const place = 'entente-ledger-head'

/** The last head; undefined where there is none, or something else is in its place. */
export function findSeenHead(): SeenHead | undefined {
  const kept = localStorage.getItem(place)
  if (kept === null) return undefined
  const [origin, size, root] = kept.split('\n')
  if (origin === undefined || root === undefined || !/^\d{1,15}$/.test(size ?? '')) return undefined
  return { origin, size: Number(size), root }
}

/** Keeps a head that was verified. */
export function keepSeenHead({ origin, size, root }: SeenHead): void {
  localStorage.setItem(place, `${origin}\n${size}\n${root}`)
}
