/**
 * The HTTPS carrier: payloads first, from where the peer has them, then the message; and before that the
 * statements that the peer lacks to believe it.
 *
 * @module
 */
import { Readable } from 'node:stream'

import {
  type Hash,
  isHash,
  parseStatement,
  SignatureError,
  type Statement,
} from '@entente/core/crypto'
import { canonicalJson, FormatError, parseJson, utf8 } from '@entente/core/lib'
import { type Heads, parseRelease } from '@entente/core/pact'
import type { Message } from '@entente/core/wire'
import { z } from 'zod'

import type { Blobs } from '../blobs/index.ts'
import type { StandingKeeper } from '../standing/index.ts'

import { missingStatements } from './changes.ts'
import { askPeer, type OwnTls, type PeerRequest, type PeerResponse, requireOk } from './client.ts'
import { FederationError } from './errors.ts'
import type { Carrier } from './outbox.ts'
import { endpointOf } from './peers.ts'
import { formatSegmentList } from './segment-list.ts'
import { mostStatements } from './standing-routes.ts'

/** What the carrier needs. */
export interface CarrierDeps {
  readonly blobs: Blobs
  readonly standing: StandingKeeper
  readonly ask: Ask
}

/** Asks a peer at its newest appointed address. */
export type Ask = (peer: string, request: PeerRequest) => Promise<PeerResponse>

/** {@link Ask} over HTTPS. */
export function askOver({
  standing,
  tls,
  now,
}: {
  readonly standing: StandingKeeper
  readonly tls: () => OwnTls
  readonly now: () => Date
}): Ask {
  return async (peer, request) =>
    askPeer(endpointOf(standing.current(), peer, now()), tls(), request)
}

/** Carries messages over HTTPS. */
export function httpsCarrier({ blobs, standing, ask }: CarrierDeps): Carrier {
  return {
    async send(peer, message, signed) {
      const { body } = message
      if (body.kind === 'delivery') {
        await sendPayload(peer, parseRelease(body.statement).payload, blobs, ask)
      }
      return sendMessage(peer, message, signed, { ask, standing })
    },
  }
}

/**
 * Posts a statement that names heads of ours, and brings the peer what it lacks of those chains first
 * where it says so.
 *
 * @throws {FederationError} `federation/refused`, `federation/bad-answer` and those of {@link askPeer}
 */
export async function postStatement(
  { peer, path, pact }: { readonly peer: string; readonly path: string; readonly pact: Hash },
  signed: Statement,
  { ask, standing }: { readonly ask: Ask; readonly standing: StandingKeeper },
): Promise<Statement> {
  const post = (): Promise<PeerResponse> =>
    ask(peer, { method: 'POST', path, headers: json, body: canonicalJson(signed) })
  const first = await post()
  if (first.status === 200) return readStatement(first.body)
  try {
    requireOk(first)
  } catch (error) {
    const lacking = error instanceof FederationError && error.peerCode === 'wire/heads-unknown'
    if (!lacking) throw error
  }
  await bringStatements(peer, pact, ask, standing)
  return readStatement(requireOk(await post()))
}

const json = { 'content-type': 'application/json' }

function sendMessage(
  peer: string,
  { pact }: Message,
  signed: Statement,
  deps: { readonly ask: Ask; readonly standing: StandingKeeper },
): Promise<Statement> {
  return postStatement({ peer, path: '/federation/messages', pact }, signed, deps)
}

async function bringStatements(
  peer: string,
  pact: Hash,
  ask: Ask,
  standing: StandingKeeper,
): Promise<void> {
  const known = await ask(peer, { method: 'GET', path: `/federation/heads/${pact}` })
  const heads: Heads = readAs(headsForm, requireOk(known))
  const { appointments, notices } = await missingStatements(standing, pact, heads)
  // Appointments first: notices are signed by officers whom they appoint.
  const rounds = [
    ...cut(appointments).map((part) => ({ appointments: part, notices: [] })),
    ...cut(notices).map((part) => ({ appointments: [], notices: part })),
  ]
  for (const round of rounds) {
    const body = canonicalJson(round)
    requireOk(
      await ask(peer, { method: 'POST', path: '/federation/statements', headers: json, body }),
    )
  }
}

/** Sends the segments that the peer does not have yet; a link that breaks goes on where it stopped. */
async function sendPayload(peer: string, payload: string, blobs: Blobs, ask: Ask): Promise<void> {
  const segments = await blobs.segments(payload)
  if (!segments) throw new FederationError('federation/failed', 'the payload is not here')
  const announced = await ask(peer, {
    method: 'PUT',
    path: `/federation/blobs/${payload}`,
    headers: json,
    body: utf8(formatSegmentList(segments)),
  })
  const { present, complete } = readAs(stateForm, requireOk(announced))
  if (complete) return
  const start = segments.slice(0, present).reduce((sum, { bytes }) => sum + bytes, 0)
  const end = segments.reduce((sum, { bytes }) => sum + bytes, 0)
  const sent = await ask(peer, {
    method: 'PUT',
    path: `/federation/blobs/${payload}/segments/${present}`,
    headers: { 'content-type': 'application/octet-stream', 'content-length': String(end - start) },
    body: Readable.fromWeb(await blobs.read(payload, { start, end })),
  })
  if (!readAs(stateForm, requireOk(sent)).complete) {
    throw new FederationError('federation/bad-answer', 'the peer did not take the whole payload')
  }
}

const stateForm = z.object({ present: z.int().min(0), complete: z.boolean() })
const headForm = z.strictObject({
  number: z.int().min(0),
  id: z.custom<Hash>(isHash).nullable(),
})
const headsForm = z.strictObject({ appointments: headForm, notices: headForm })

function readAs<T>(form: z.ZodType<T>, body: Uint8Array): T {
  const read = form.safeParse(parsed(parseJson, body))
  if (!read.success)
    throw new FederationError('federation/bad-answer', 'not an answer of this kind')
  return read.data
}

function readStatement(body: Uint8Array): Statement {
  return parsed((bytes) => parseStatement(parseJson(bytes)), body)
}

function parsed<T>(read: (body: Uint8Array) => T, body: Uint8Array): T {
  try {
    return read(body)
  } catch (cause) {
    if (!(cause instanceof FormatError || cause instanceof SignatureError)) throw cause
    throw new FederationError('federation/bad-answer', 'not in the form of the protocol', { cause })
  }
}

function cut<T>(list: readonly T[]): readonly (readonly T[])[] {
  const count = Math.ceil(list.length / mostStatements)
  return Array.from({ length: count }, (_, at) =>
    list.slice(at * mostStatements, (at + 1) * mostStatements),
  )
}
