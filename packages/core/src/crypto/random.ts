/**
 * Randomness of the platform.
 *
 * @module
 */
import type { Bytes } from '../lib/index.ts'

/** Random bytes fit for keys and nonces; at most 65,536 at a time, as WebCrypto has it. */
export function random(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length))
}
