/**
 * Opening a document: the key is asked for by this browser's device key, and used once. Runs in a worker.
 *
 * @module
 */
// oxlint-disable-next-line import/no-unassigned-import -- what has to be said before zod is used
import './no-eval.ts'

import { type Bytes, EntenteError } from '@entente/core/lib'
import type { Terms } from '@entente/core/pact'
import { webSegmentCipher } from '@entente/core/tdf'
import { ApiError, openDocument, type RegisterEntry, SessionError } from '@entente/sdk'

import { ask, type Asker } from '../api/ask.ts'
import type { LiveSession } from '../device/session.ts'

import { openClient } from './client.ts'
import { mostBytes, viewerOf } from './kinds.ts'
import type { Unreadable, ViewerKind } from './protocol.ts'

/** A document whose last byte has been verified. */
export interface Opened {
  readonly kind: 'opened'
  readonly viewer: ViewerKind
  readonly line: RegisterEntry
  readonly bytes: Bytes
  readonly terms: readonly Terms[]
  readonly member: string
  /** Those that were looked at before the key was handed out. */
  readonly articles: readonly string[]
}

/**
 * Opens a document, whole: nothing is given of one that does not verify to its end. What no viewer takes
 * is not asked for, so nothing is recorded that nobody saw.
 *
 * @throws {ApiError} with every reason where it is denied; {SessionError} where the server did not answer
 */
export async function openWhole(
  session: LiveSession,
  asker: Asker,
  document: string,
  purpose: string,
): Promise<Opened | { readonly kind: 'unreadable'; readonly why: Unreadable }> {
  const line = await ask(asker, 'GET /api/documents/{document}', { path: { document } })
  const viewer = viewerOf(line.mediaType)
  if (!viewer) return { kind: 'unreadable', why: 'no-viewer' }
  if (line.size > mostBytes[viewer]) return { kind: 'unreadable', why: 'too-large' }
  const { client, terms } = await openClient(session, asker)
  const member = client.member.id
  try {
    const opened = await openDocument(client, document, purpose, webSegmentCipher)
    const bytes = await gather(opened.plaintext, line.size)
    if (!bytes) return { kind: 'unreadable', why: 'not-genuine' }
    const { line: read, articles } = opened
    return { kind: 'opened', viewer, line: read, bytes, terms, member, articles }
  } catch (error) {
    // A server that did not answer has sent nothing false.
    if (error instanceof ApiError || error instanceof SessionError) throw error
    if (error instanceof EntenteError) return { kind: 'unreadable', why: 'not-genuine' }
    throw error
  }
}

/** All of it in one piece of the size that the register says; undefined if it is of another. */
async function gather(parts: AsyncIterable<Bytes>, size: number): Promise<Bytes | undefined> {
  const whole = new Uint8Array(size)
  let filled = 0
  for await (const part of parts) {
    if (filled + part.length > size) return undefined
    whole.set(part, filled)
    filled += part.length
  }
  return filled === size ? whole : undefined
}
