/**
 * What a peer may ask of us, on the listener that knows it by its certificate.
 *
 * @module
 */
import { parseStatement, type Statement } from '@entente/core/crypto'
import { fromBase64Url, parseJson, toBase64Url } from '@entente/core/lib'
import { WireError } from '@entente/core/wire'
import { type Context, Hono } from 'hono'
import { z } from 'zod'

import type { Blobs } from '../blobs/index.ts'
import { type ApiEnv, peerOf } from '../http/index.ts'
import type { Ledger } from '../ledger/index.ts'

/** What the routes hand requests to. */
export interface FederationDeps {
  readonly ledger: Ledger
  readonly blobs: Blobs
  readonly takeMessage: (signed: Statement, peer: string) => Promise<Statement>
  readonly takeShareRequest: (signed: Statement, peer: string) => Promise<Statement>
  readonly addCheckpoint: (
    body: string,
    peer: string,
  ) => Promise<{ readonly status: number; readonly type: string; readonly body: string }>
}

const list = z
  .array(
    z.strictObject({
      hash: z.string().length(43),
      bytes: z
        .int()
        .min(1)
        .max(17 * 1024 * 1024),
    }),
  )
  .max(131_072)

/** The routes. Whoever mounts them has limited bodies and turns what is thrown into problems. */
export function federationRoutes(deps: FederationDeps): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>()
  routes.post('/federation/messages', async (c) =>
    c.json(await deps.takeMessage(await readStatement(c), peerOf(c).member)),
  )
  routes.post('/federation/shares', async (c) =>
    c.json(await deps.takeShareRequest(await readStatement(c), peerOf(c).member)),
  )
  routes.get('/federation/blobs/:payload', async (c) => {
    peerOf(c)
    const state = await deps.blobs.state(c.req.param('payload'))
    return c.json(state ?? { segments: 0, present: 0, size: 0, complete: false })
  })
  routes.put('/federation/blobs/:payload', async (c) => {
    peerOf(c)
    const read = list.safeParse(parseJson(await c.req.text()))
    if (!read.success) throw new WireError('wire/malformed', 'not a list of segments')
    const segments = read.data.map(({ hash, bytes }) => ({ hash: fromBase64Url(hash), bytes }))
    return c.json(await deps.blobs.announce(c.req.param('payload'), segments))
  })
  routes.put('/federation/blobs/:payload/segments/:from', async (c) => {
    peerOf(c)
    const from = Number(c.req.param('from'))
    const { body } = c.req.raw
    if (!Number.isSafeInteger(from) || from < 0 || !body) {
      throw new WireError('wire/malformed', 'no segments')
    }
    return c.json(await deps.blobs.putSegments(c.req.param('payload'), from, body))
  })
  routes.post('/witness/add-checkpoint', async (c) => {
    const { status, type, body } = await deps.addCheckpoint(await c.req.text(), peerOf(c).member)
    return new Response(body, { status, headers: { 'content-type': type } })
  })
  routes.get('/ledger/*', async (c) => {
    peerOf(c)
    const resource = await deps.ledger.resource(c.req.path.slice('/ledger/'.length))
    if (!resource) return c.notFound()
    return new Response(resource.bytes, {
      headers: {
        'content-type': resource.type,
        'cache-control': resource.immutable ? 'public, max-age=31536000, immutable' : 'no-store',
      },
    })
  })
  return routes
}

/** A list of segments as it travels before a payload. */
export function formatSegmentList(
  segments: readonly { readonly hash: Uint8Array; readonly bytes: number }[],
): string {
  return JSON.stringify(segments.map(({ hash, bytes }) => ({ hash: toBase64Url(hash), bytes })))
}

async function readStatement(c: Context<ApiEnv>): Promise<Statement> {
  return parseStatement(parseJson(await c.req.text()))
}
