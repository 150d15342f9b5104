/**
 * Encrypted payloads over HTTP, both ways.
 *
 * @module
 */
import { fromBase64Url } from '@entente/core/lib'
import { createRoute, z } from '@hono/zod-openapi'

import { DocumentError } from '../documents/index.ts'
import {
  type Api,
  commandRefusals,
  createRoutes,
  refusals,
  requesterOf,
  requireBytes,
} from '../http/index.ts'

import type { EdgeDeps } from './edge.ts'
import { requireContent } from './register.ts'
import { bytes, documentParam, json, jsonBody, payloadParam } from './schemas.ts'

/** The routes. */
export function payloadRoutes(deps: EdgeDeps): Api {
  const { server } = deps
  const routes = createRoutes()

  routes.openapi(announce, async (c) => {
    const segments = c.req.valid('json').map((one) => ({ ...one, hash: fromBase64Url(one.hash) }))
    const { payload } = c.req.valid('param')
    await requirePayloadOf(payload, requesterOf(c).person, deps)
    return c.json(await server.blobs.announce(payload, segments), 200)
  })

  routes.openapi(putSegments, async (c) => {
    requireBytes(c)
    const { payload, from } = c.req.valid('param')
    await requirePayloadOf(payload, requesterOf(c).person, deps)
    const { body } = c.req.raw
    if (!body) throw new DocumentError('document/incomplete', 'no segments in the body')
    return c.json(await server.blobs.putSegments(payload, from, body), 200)
  })

  routes.openapi(getPayload, async (c) => {
    // Ciphertext; who may not see the document may not even have that.
    const { document } = c.req.valid('param')
    const line = await requireContent(document, requesterOf(c), deps)
    return c.body(await server.blobs.read(line.payload), 200, {
      'content-type': 'application/octet-stream',
    })
  })

  return routes
}

/**
 * Checks that a payload is that of a draft of `person`: to announce one anew throws away what has come of
 * it, so nobody does that to another's.
 */
async function requirePayloadOf(
  payload: string,
  person: string,
  { store }: Pick<EdgeDeps, 'store'>,
): Promise<void> {
  const own = await store.db
    .selectFrom('documents')
    .select('document')
    .where('payload', '=', payload)
    .where('direction', '=', 'own')
    .where('author', '=', person)
    .executeTakeFirst()
  if (!own) throw new DocumentError('document/not-found', 'no draft of theirs has this payload')
}

const tags = ['documents']
const blobState = z
  .strictObject({
    segments: z.int().openapi({ description: 'How many were announced' }),
    present: z.int().openapi({ description: 'How many are here: the next one to send' }),
    size: z.int().openapi({ description: 'Bytes of all segments as stored' }),
    complete: z.boolean(),
  })
  .openapi('PayloadState', {
    example: { segments: 3, present: 3, size: 4_200_000, complete: true },
  })
const segmentList = z
  .array(
    z.strictObject({
      hash: z
        .string()
        .length(43)
        .regex(/^[\w-]{42}[AEIMQUYcgkosw048]$/)
        .openapi({ description: 'SHA-256 of the segment as stored, base64url' }),
      bytes: z.int().min(1),
    }),
  )
  .max(131_072)
  .openapi('SegmentList', { example: [{ hash: 'A'.repeat(43), bytes: 2_097_180 }] })
const announce = createRoute({
  method: 'put',
  path: '/api/payloads/{payload}',
  operationId: 'announcePayload',
  tags,
  summary: 'Announce the segments of a payload',
  description:
    'For a draft of yours. The payload is named by the digest of its segments; announced with other ' +
    'sizes it starts anew.',
  request: { params: payloadParam, body: jsonBody(segmentList) },
  responses: {
    200: json('How much of it is here', blobState),
    ...refusals(
      ...commandRefusals,
      'blobs/busy',
      'blobs/malformed',
      'blobs/wrong-digest',
      'document/not-found',
    ),
  },
})
const putSegments = createRoute({
  method: 'put',
  path: '/api/payloads/{payload}/segments/{from}',
  operationId: 'sendSegments',
  tags,
  summary: 'Send segments from a number on',
  description:
    'A stream. Each segment is checked as it comes against what was announced, and kept; one that was ' +
    'cut off goes on where it stopped. It takes no idempotency key: a segment has one digest.',
  request: {
    params: payloadParam.extend({
      from: z.coerce.number().int().min(0).max(131_072).openapi({ example: 0 }),
    }),
    body: { required: true, content: bytes },
  },
  responses: {
    200: json('How much of it is here', blobState),
    ...refusals(
      'blobs/unknown',
      'blobs/not-next',
      'blobs/wrong-segment',
      'blobs/too-long',
      'blobs/busy',
      'document/incomplete',
      'document/not-found',
    ),
  },
})
const getPayload = createRoute({
  method: 'get',
  path: '/api/documents/{document}/payload',
  operationId: 'readPayload',
  tags,
  summary: 'The encrypted payload',
  request: { params: documentParam },
  responses: {
    200: { description: 'The segments one after another', content: bytes },
    ...refusals('document/denied', 'document/not-found', 'blobs/unknown'),
  },
})
