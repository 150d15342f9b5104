/**
 * Documents over HTTP: the register, drafts, payloads and manifests.
 *
 * @module
 */
import { isHash } from '@entente/core/crypto'
import { fromBase64Url } from '@entente/core/lib'
import { createRoute, z } from '@hono/zod-openapi'

import { createDraft, DocumentError, requireManifest, sealDraft } from '../documents/index.ts'
import { type Api, createRoutes, refusals, requesterOf } from '../http/index.ts'

import type { EdgeDeps } from './edge.ts'
import { readRegister, requireLine } from './register.ts'
import {
  digest,
  documentParam,
  json,
  jsonBody,
  payloadParam,
  registerLine,
  statementSchema,
} from './schemas.ts'

/** The routes. */
export function documentRoutes(deps: EdgeDeps): Api {
  const { server, cursors } = deps
  const routes = createRoutes()

  routes.openapi(list, async (c) => {
    const { limit, cursor } = c.req.valid('query')
    const place = cursor === undefined ? undefined : cursors.place('register', cursor)
    const after = place && { createdAt: String(place[0]), document: String(place[1]) }
    const lines = await readRegister(requesterOf(c), after, limit + 1, deps)
    const page = cursors.page('register', lines, limit, (line) => [line.createdAt, line.document])
    return c.json({ ...page, items: [...page.items] }, 200)
  })

  routes.openapi(show, async (c) =>
    c.json(await requireLine(c.req.valid('param').document, requesterOf(c), deps), 200),
  )

  routes.openapi(create, async (c) => {
    const body = c.req.valid('json')
    const { payload, commitment } = body
    if (!isHash(payload) || !isHash(commitment))
      throw new TypeError('the schema lets digests through')
    const { label } = await createDraft({ ...body, payload, commitment }, requesterOf(c).person, {
      ...server,
      xml: deps.xml,
      now: deps.now,
    })
    return c.json({ label: { payload: label.payload, acts: [...label.acts] } }, 201)
  })

  routes.openapi(putManifest, async (c) => {
    const bytes = new Uint8Array(await c.req.arrayBuffer())
    await sealDraft(c.req.valid('param').document, bytes, requesterOf(c).person, server)
    return c.body(null, 204)
  })

  routes.openapi(getManifest, async (c) => {
    const { document } = c.req.valid('param')
    const line = await requireLine(document, requesterOf(c), deps)
    const { body } = await requireManifest(server.store, document, line.release)
    return c.body(Uint8Array.from(body), 200, {
      'content-type': 'application/octet-stream',
    })
  })

  routes.openapi(announce, async (c) => {
    const segments = c.req
      .valid('json')
      .map(({ hash, bytes }) => ({ hash: fromBase64Url(hash), bytes }))
    return c.json(await server.blobs.announce(c.req.valid('param').payload, segments), 200)
  })

  routes.openapi(putSegments, async (c) => {
    const { payload, from } = c.req.valid('param')
    const { body } = c.req.raw
    if (!body) throw new DocumentError('document/incomplete', 'no segments in the body')
    return c.json(await server.blobs.putSegments(payload, from, body), 200)
  })

  routes.openapi(getPayload, async (c) => {
    // Ciphertext; who may not see the document may not even have that.
    const { document } = c.req.valid('param')
    const line = await requireLine(document, requesterOf(c), deps)
    return c.body(await server.blobs.read(line.payload), 200, {
      'content-type': 'application/octet-stream',
    })
  })

  return routes
}

const tags = ['documents']
const page = z
  .strictObject({ items: z.array(registerLine), next: z.string().optional() })
  .openapi('RegisterPage')
const blobState = z
  .strictObject({ segments: z.int(), present: z.int(), size: z.int(), complete: z.boolean() })
  .openapi('PayloadState', {
    example: { segments: 3, present: 3, size: 4_200_000, complete: true },
  })
const bytes = { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } }
const list = createRoute({
  method: 'get',
  path: '/api/documents',
  tags,
  summary: 'The register, as far as you may see it',
  request: {
    query: z.object({
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().max(400).optional(),
    }),
  },
  responses: {
    200: json('A page of the register, newest first', page),
    ...refusals('http/bad-cursor'),
  },
})
const show = createRoute({
  method: 'get',
  path: '/api/documents/{document}',
  tags,
  summary: 'One line of the register',
  request: { params: documentParam },
  responses: {
    200: json('The line', registerLine),
    ...refusals('document/denied', 'document/not-found'),
  },
})
const draft = z
  .strictObject({
    document: z.uuid(),
    title: z.string().min(1).max(400),
    mediaType: z.string().min(1).max(200),
    size: z.int().min(0),
    case: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
      .nullable(),
    labelXml: z.string().min(1).max(65_536),
    payload: digest,
    commitment: digest,
    policy: z.string().min(1).max(16_384),
  })
  .openapi('Draft', {
    example: {
      document: '8c3156a6-e865-41f1-94e3-8a6f04fdfafc',
      title: '海上保安情報',
      mediaType: 'text/plain',
      size: 1024,
      case: null,
      labelXml: '<originatorConfidentialityLabel …/>',
      payload: '0f'.repeat(32),
      commitment: '0e'.repeat(32),
      policy: 'eyJ1dWlkIjoi…',
    },
  })
const create = createRoute({
  method: 'post',
  path: '/api/documents',
  tags,
  summary: 'Register a draft that was sealed on your machine, and get its label signed',
  request: { body: jsonBody(draft) },
  responses: {
    201: json(
      'The signed label',
      z.strictObject({ label: statementSchema }).openapi('SignedLabel'),
    ),
    ...refusals('document/already-there', 'document/label-mismatch', 'pact/malformed'),
  },
})
const putManifest = createRoute({
  method: 'put',
  path: '/api/documents/{document}/manifest',
  tags,
  summary: 'Complete a draft with its manifest',
  request: { params: documentParam, body: { required: true, content: bytes } },
  responses: {
    204: { description: 'The draft is complete' },
    ...refusals(
      'document/incomplete',
      'document/label-mismatch',
      'document/not-found',
      'document/not-yours',
      'tdf/bad-manifest',
      'tdf/label',
    ),
  },
})
const getManifest = createRoute({
  method: 'get',
  path: '/api/documents/{document}/manifest',
  tags,
  summary: 'The manifest to open a document by',
  request: { params: documentParam },
  responses: {
    200: { description: 'The manifest, as JSON', content: bytes },
    ...refusals('document/denied', 'document/incomplete', 'document/not-found'),
  },
})
const segmentList = z
  .array(z.strictObject({ hash: z.string().length(43), bytes: z.int().min(1) }))
  .max(131_072)
  .openapi('SegmentList', { example: [{ hash: 'A'.repeat(43), bytes: 2_097_180 }] })
const announce = createRoute({
  method: 'put',
  path: '/api/payloads/{payload}',
  tags,
  summary: 'Announce the segments of a payload',
  request: { params: payloadParam, body: jsonBody(segmentList) },
  responses: {
    200: json('How much of it is here', blobState),
    ...refusals('blobs/malformed', 'blobs/wrong-digest', 'blobs/busy'),
  },
})
const putSegments = createRoute({
  method: 'put',
  path: '/api/payloads/{payload}/segments/{from}',
  tags,
  summary: 'Send segments from a number on',
  request: {
    params: payloadParam.extend({ from: z.coerce.number().int().min(0).openapi({ example: 0 }) }),
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
    ),
  },
})
const getPayload = createRoute({
  method: 'get',
  path: '/api/documents/{document}/payload',
  tags,
  summary: 'The encrypted payload',
  request: { params: documentParam },
  responses: {
    200: { description: 'The segments one after another', content: bytes },
    ...refusals('document/denied', 'document/not-found', 'blobs/unknown'),
  },
})
