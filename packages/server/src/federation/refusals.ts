/**
 * What a peer is told when something fails: a code of the protocol and nothing more (principle 6).
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'
import { pactErrorTexts } from '@entente/core/pact'
import { wireErrorTexts } from '@entente/core/wire'

import { blobsErrorTexts } from '../blobs/index.ts'

import { federationErrorTexts } from './errors-text.ts'

/** Codes that say something of what the peer sent; all others say something of us. */
const told: ReadonlyMap<string, number> = new Map(
  [wireErrorTexts, blobsErrorTexts, pactErrorTexts, federationErrorTexts].flatMap((texts) =>
    Object.entries<{ readonly status: number }>(texts).map(([code, { status }]) => [code, status]),
  ),
)

/** The answer for `error`, as a problem document (RFC 9457) without prose. */
export function refusalOf(error: unknown): Response {
  const code = error instanceof EntenteError ? error.code : ''
  const status = told.get(code)
  return status === undefined ? refusal('federation/failed', 500) : refusal(code, status)
}

function refusal(code: string, status: number): Response {
  return new Response(JSON.stringify({ type: `urn:entente:error:${code}`, status, code }), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  })
}
