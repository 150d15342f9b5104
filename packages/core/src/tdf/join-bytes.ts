/**
 * Concatenation of many parts.
 *
 * @module
 */
import type { Bytes } from '../lib/index.ts'

/** All parts one after another. Their number is an attacker's: arguments of a call would run out. */
export function joinBytes(parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
