/**
 * How we reach a peer: HTTPS with both certificates pinned by appointments.
 *
 * @module
 */
import { FormatError, parseJson } from '@entente/core/lib'
import type { TlsAppointment } from '@entente/core/pact'
import { z } from 'zod'

import {
  askPinned,
  type OwnTls,
  pinnedAgent,
  type PinnedRequest,
  type PinnedResponse,
  TooLarge,
} from '../http/index.ts'

import { FederationError } from './errors.ts'

export type { OwnTls, PinnedRequest as PeerRequest, PinnedResponse as PeerResponse }

/**
 * Sends a request to the holder of the appointed certificate, and to nobody else.
 *
 * @throws {FederationError} `federation/unreachable`, `federation/too-large`
 */
export async function askPeer(
  { certificate, url }: TlsAppointment,
  own: OwnTls,
  request: PinnedRequest,
): Promise<PinnedResponse> {
  const agent = pinnedAgent(certificate, own, false)
  try {
    return await askPinned(agent, url, request)
  } catch (cause) {
    if (cause instanceof TooLarge) {
      throw new FederationError('federation/too-large', 'the answer is too large', { cause })
    }
    throw new FederationError('federation/unreachable', 'no answer', { cause })
  } finally {
    agent.destroy()
  }
}

/**
 * The body of an answer of success.
 *
 * @throws {FederationError} `federation/refused` with the code that the peer gave
 */
export function requireOk({ status, body }: PinnedResponse): Uint8Array {
  if (status === 200) return body
  const peerCode = codeIn(body)
  throw new FederationError('federation/refused', `the peer answered ${status}`, {
    ...(peerCode !== undefined && { peerCode }),
  })
}

const problem = z.object({ code: z.string().regex(/^[a-z][a-z0-9-]{0,62}\/[a-z][a-z0-9-]{0,62}$/) })

function codeIn(body: Uint8Array): string | undefined {
  try {
    return problem.safeParse(parseJson(body)).data?.code
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}
