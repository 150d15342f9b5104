/**
 * The HTTPS carrier: payloads first, from where the peer has them, then the message.
 *
 * @module
 */
import { Readable } from 'node:stream'

import { parseStatement, type Statement } from '@entente/core/crypto'
import { canonicalJson, parseJson, utf8 } from '@entente/core/lib'
import { appointed, parseRelease, requireDirectory, type TlsAppointment } from '@entente/core/pact'
import type { Message } from '@entente/core/wire'
import { z } from 'zod'

import type { Blobs } from '../blobs/index.ts'
import type { StandingKeeper } from '../standing/index.ts'

import { askPeer, type OwnTls, type PeerRequest, type PeerResponse } from './client.ts'
import { FederationError } from './errors.ts'
import type { Carrier } from './outbox.ts'
import { formatSegmentList } from './routes.ts'

/** What the carrier needs. */
export interface CarrierDeps {
  readonly blobs: Blobs
  readonly standing: StandingKeeper
  readonly tls: () => OwnTls
  readonly now: () => Date
}

/** Where a peer can be reached now, by its newest appointment. */
export function endpointOf(standing: StandingKeeper, peer: string, now: Date): TlsAppointment {
  const directory = requireDirectory(standing.current(), peer)
  const [newest] = appointed(directory, 'tls', now.toISOString())
  if (!newest)
    throw new FederationError('federation/no-endpoint', `\`${peer}\` has appointed no server`)
  return newest
}

/** Carries messages over HTTPS. */
export function httpsCarrier({ blobs, standing, tls, now }: CarrierDeps): Carrier {
  const ask = (peer: string, request: PeerRequest): Promise<PeerResponse> =>
    askPeer(endpointOf(standing, peer, now()), tls(), request)
  return {
    async send(peer, message, signed) {
      const { body } = message
      if (body.kind === 'delivery') {
        await sendPayload(peer, parseRelease(body.statement).payload, blobs, ask)
      }
      return sendMessage(peer, message, signed, ask)
    },
  }
}

type Ask = (peer: string, request: PeerRequest) => Promise<PeerResponse>

const json = { 'content-type': 'application/json' }
const state = z.object({ present: z.int().min(0), complete: z.boolean() })

async function sendMessage(
  peer: string,
  _message: Message,
  signed: Statement,
  ask: Ask,
): Promise<Statement> {
  const response = await ask(peer, {
    method: 'POST',
    path: '/federation/messages',
    headers: json,
    body: canonicalJson(signed),
  })
  return parseStatement(parseJson(requireOk(response)))
}

/** Sends the segments that the peer does not have yet; a link that breaks goes on where it stopped. */
async function sendPayload(peer: string, payload: string, blobs: Blobs, ask: Ask): Promise<void> {
  const segments = await blobs.segments(payload)
  if (!segments) throw new FederationError('federation/bad-answer', 'the payload is not here')
  const announced = await ask(peer, {
    method: 'PUT',
    path: `/federation/blobs/${payload}`,
    headers: json,
    body: utf8(formatSegmentList(segments)),
  })
  const { present, complete } = readState(requireOk(announced))
  if (complete) return
  const start = segments.slice(0, present).reduce((sum, { bytes }) => sum + bytes, 0)
  const end = segments.reduce((sum, { bytes }) => sum + bytes, 0)
  const sent = await ask(peer, {
    method: 'PUT',
    path: `/federation/blobs/${payload}/segments/${present}`,
    headers: { 'content-type': 'application/octet-stream', 'content-length': String(end - start) },
    body: Readable.fromWeb(await blobs.read(payload, { start, end })),
  })
  if (!readState(requireOk(sent)).complete) {
    throw new FederationError('federation/bad-answer', 'the peer did not take the whole payload')
  }
}

function readState(body: Uint8Array): z.infer<typeof state> {
  const read = state.safeParse(parseJson(body))
  if (!read.success) throw new FederationError('federation/bad-answer', 'no state of a payload')
  return read.data
}

function requireOk({ status, body }: PeerResponse): Uint8Array {
  if (status === 200) return body
  throw new FederationError('federation/bad-answer', `the peer answered ${status}`)
}
