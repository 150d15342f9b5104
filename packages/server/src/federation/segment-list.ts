/**
 * The list of segments as it travels before a payload.
 *
 * @module
 */
import { FormatError, fromBase64Url, toBase64Url } from '@entente/core/lib'
import { WireError } from '@entente/core/wire'
import { z } from 'zod'

import type { Segment } from '../blobs/index.ts'

const list = z
  .array(z.strictObject({ hash: z.string().length(43), bytes: z.int().min(1) }))
  .max(131_072)

/** JSON: `[{"hash": base64url of SHA-256, "bytes": length as stored}]`. */
export function formatSegmentList(segments: readonly Segment[]): string {
  return JSON.stringify(segments.map(({ hash, bytes }) => ({ hash: toBase64Url(hash), bytes })))
}

/**
 * Reads a list; whether it is that of the payload, its digest tells.
 *
 * @throws {WireError} `wire/malformed`
 */
export function parseSegmentList(value: unknown): readonly Segment[] {
  const read = list.safeParse(value)
  if (!read.success) throw new WireError('wire/malformed', 'not a list of segments')
  try {
    return read.data.map(({ hash, bytes }) => ({ hash: fromBase64Url(hash), bytes }))
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    throw new WireError('wire/malformed', 'not a list of segments', { cause })
  }
}
