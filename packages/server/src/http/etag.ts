/**
 * Versions of what was read, so that a change never undoes another unseen (RFC 9110 §13).
 *
 * @module
 */
import { createHash } from 'node:crypto'

import { canonicalJson } from '@entente/core/lib'

import { HttpError } from './errors.ts'

/** The strong entity tag of a JSON value. */
export function entityTag(value: unknown): string {
  const digest = createHash('sha256').update(canonicalJson(value)).digest('base64url')
  return `"${digest.slice(0, 22)}"`
}

/**
 * Checks that the caller has read the version `current`.
 *
 * @throws {HttpError} `http/precondition-required` without the header, `http/precondition-failed` if
 *   it names other versions; `*` is refused, for it says nothing about what was read
 */
export function requireMatch(ifMatch: string | null | undefined, current: string): void {
  if (!ifMatch) throw new HttpError('http/precondition-required', 'no If-Match')
  if (!tags(ifMatch).includes(current)) {
    throw new HttpError('http/precondition-failed', 'If-Match names another version')
  }
}

/** Whether the caller already holds the version `current`, so that 304 is the answer. */
export function isUnmodified(ifNoneMatch: string | null | undefined, current: string): boolean {
  return tags(ifNoneMatch ?? '').some((tag) => tag.replace(/^W\//, '') === current)
}

function tags(header: string): readonly string[] {
  return header.split(',', 20).map((tag) => tag.trim())
}
