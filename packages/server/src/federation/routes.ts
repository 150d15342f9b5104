/**
 * What a peer may ask of us, on the listener that knows it by its certificate (spec/federation.md).
 *
 * @module
 */
import type { Statement } from '@entente/core/crypto'
import { fromUtf8, utf8 } from '@entente/core/lib'
import { type Context, Hono } from 'hono'

import type { Blobs } from '../blobs/index.ts'
import type { Ledger, WitnessResponse } from '../ledger/index.ts'

import { type BodyLimits, paced, readBody, readJson, readStatement, spelled } from './bodies.ts'
import { FederationError } from './errors.ts'
import { incomingOver } from './incoming.ts'
import { refusalOf } from './refusals.ts'
import { parseSegmentList } from './segment-list.ts'

/** What the listener knows of a connection: the peer whose appointed certificate it showed. */
export interface PeerEnv {
  readonly Bindings: {
    readonly peer?: { readonly member: string; readonly fingerprint: string }
  }
}

/** What the routes hand requests to. */
export interface FederationDeps {
  readonly ledger: Pick<Ledger, 'resource'>
  readonly blobs: Blobs
  readonly takeMessage: (signed: Statement, peer: string) => Promise<Statement>
  readonly takeShareRequest: (signed: Statement, peer: string) => Promise<Statement>
  readonly addCheckpoint: (body: string, peer: string) => Promise<WitnessResponse>
  /** The last checkpoint of a ledger of the peer that was cosigned here. */
  readonly lastCheckpoint: (origin: string, peer: string) => Promise<string | undefined>
  readonly limits: BodyLimits
}

/** The routes. Nothing is answered to a connection of no known member. */
export function federationRoutes(deps: FederationDeps): Hono<PeerEnv> {
  const { ledger, takeMessage, takeShareRequest, addCheckpoint, limits } = deps
  const incoming = incomingOver(deps.blobs)
  const routes = closedRoutes()

  routes.post('/federation/messages', async (c) =>
    c.json(await takeMessage(await readStatement(c.req.raw, limits), peerOf(c))),
  )
  routes.post('/federation/shares', async (c) =>
    c.json(await takeShareRequest(await readStatement(c.req.raw, limits), peerOf(c))),
  )
  routes.get('/federation/blobs/:payload', async (c) =>
    c.json(await incoming.state(peerOf(c), c.req.param('payload'))),
  )
  routes.put('/federation/blobs/:payload', async (c) => {
    const segments = parseSegmentList(await readJson(c.req.raw, limits))
    return c.json(await incoming.announce(peerOf(c), c.req.param('payload'), segments))
  })
  routes.put('/federation/blobs/:payload/segments/:from', async (c) => {
    const { payload, from } = c.req.param()
    const stream = paced(c.req.raw, limits)
    return c.json(await incoming.putSegments(peerOf(c), payload, Number(from), stream))
  })
  routes.post('/witness/add-checkpoint', async (c) => {
    const text = spelled(fromUtf8, await readBody(c.req.raw, limits))
    const { status, type, body } = await addCheckpoint(text, peerOf(c))
    return new Response(utf8(body), { status, headers: { 'content-type': type } })
  })
  routes.get('/witness/checkpoint', async (c) => {
    const signed = await deps.lastCheckpoint(c.req.query('origin') ?? '', peerOf(c))
    if (signed === undefined) return c.notFound()
    const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
    return new Response(utf8(signed), { headers })
  })
  routes.get('/ledger/*', async (c) => {
    const resource = await ledger.resource(c.req.path.slice('/ledger/'.length))
    if (!resource) return c.notFound()
    return new Response(Uint8Array.from(resource.bytes), {
      headers: {
        'content-type': resource.type,
        'cache-control': resource.immutable ? 'private, max-age=31536000, immutable' : 'no-store',
      },
    })
  })
  return routes
}

/** An application that answers a connection of no known member as if nothing were there. */
export function closedRoutes(): Hono<PeerEnv> {
  const routes = new Hono<PeerEnv>()
  routes.onError((error) => refusalOf(error))
  routes.notFound(() => refusalOf(nothingHere()))
  routes.use(async (c, next) => {
    peerOf(c)
    await next()
  })
  return routes
}

/**
 * The member at the other end.
 *
 * @throws {FederationError} `federation/not-found`
 */
export function peerOf(c: Context<PeerEnv>): string {
  const member = c.env?.peer?.member
  if (member === undefined) throw nothingHere()
  return member
}

/** The answer to whoever has no business here. */
export function nothingHere(): FederationError {
  return new FederationError('federation/not-found', 'nothing for whoever asked')
}
