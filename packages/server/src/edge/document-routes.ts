/**
 * Documents over HTTP: the register, drafts, payloads and manifests.
 *
 * @module
 */
import { isHash } from '@entente/core/crypto'
import { labelErrorTexts } from '@entente/core/label'
import { fromBase64Url } from '@entente/core/lib'
import { maximumSources } from '@entente/core/pact'
import { createRoute, z } from '@hono/zod-openapi'

import { createDraft, DocumentError, requireManifest, sealDraft } from '../documents/index.ts'
import {
  type Api,
  commandRefusals,
  createRoutes,
  etagHeader,
  ifMatchHeader,
  isUnmodified,
  matchRefusals,
  pageQuery,
  refusals,
  requesterOf,
  requireBytes,
  requireMatch,
} from '../http/index.ts'

import type { EdgeDeps } from './edge.ts'
import { readRegister, requireContent, requireVersion } from './register.ts'
import { searchQuery } from './register-search.ts'
import {
  bytes,
  digest,
  documentParam,
  exampleStatement,
  json,
  jsonBody,
  pageOf,
  payloadParam,
  registerExample,
  registerLine,
  statementSchema,
  versioned,
} from './schemas.ts'

/** The routes. */
export function documentRoutes(deps: EdgeDeps): Api {
  const { server, cursors } = deps
  const routes = createRoutes()

  routes.openapi(list, async (c) => {
    const { limit, cursor, ...search } = c.req.valid('query')
    const list = `register of ${requesterOf(c).person} ${JSON.stringify(search)}`
    const place = cursors.place(list, cursor)
    const after = place && { createdAt: String(place[0]), document: String(place[1]) }
    const lines = await readRegister(requesterOf(c), after, limit + 1, deps, search)
    const page = cursors.page(list, lines, limit, (line) => [line.createdAt, line.document])
    return c.json({ ...page, items: [...page.items] }, 200)
  })

  routes.openapi(show, async (c) => {
    const { document } = c.req.valid('param')
    const { line, tag } = await requireVersion(document, requesterOf(c), deps)
    c.header('ETag', tag)
    if (isUnmodified(c.req.header('if-none-match'), tag)) return c.body(null, 304)
    return c.json(line, 200)
  })

  routes.openapi(create, async (c) => {
    const body = c.req.valid('json')
    const { payload, commitment } = body
    if (!isHash(payload) || !isHash(commitment))
      throw new TypeError('the schema lets digests through')
    const { label } = await createDraft({ ...body, payload, commitment }, requesterOf(c), {
      ...server,
      decisions: deps.decisions,
      xml: deps.xml,
      now: deps.now,
    })
    c.header('ETag', (await requireVersion(body.document, requesterOf(c), deps)).tag)
    return c.json({ label: { payload: label.payload, acts: [...label.acts] } }, 201)
  })

  routes.openapi(putManifest, async (c) => {
    requireBytes(c)
    const { document } = c.req.valid('param')
    const { version, tag } = await requireVersion(document, requesterOf(c), deps)
    requireMatch(c.req.valid('header')['if-match'], tag)
    const manifest = new Uint8Array(await c.req.arrayBuffer())
    const state = await sealDraft(document, manifest, requesterOf(c).person, { ...server, version })
    c.header('ETag', (await requireVersion(document, requesterOf(c), deps)).tag)
    return c.json({ state }, 200)
  })

  routes.openapi(getManifest, async (c) => {
    const { document } = c.req.valid('param')
    const line = await requireContent(document, requesterOf(c), deps)
    const { body } = await requireManifest(server.store, document, line.release)
    return c.body(Uint8Array.from(body), 200, {
      'content-type': 'application/octet-stream',
    })
  })

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
/** What a label can be refused for. */
const labelRefusals = Object.keys(labelErrorTexts)
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
const list = createRoute({
  method: 'get',
  path: '/api/documents',
  operationId: 'listDocuments',
  tags,
  summary: 'The register, as far as you may see it',
  description:
    'Newest first. What you may not open is not in it, and leaves no gap; nor is it searched.',
  request: { query: pageQuery.extend(searchQuery.shape) },
  responses: {
    200: json('A page of the register', pageOf('RegisterPage', registerLine, registerExample)),
    ...refusals('http/bad-cursor'),
  },
})
const show = createRoute({
  method: 'get',
  path: '/api/documents/{document}',
  operationId: 'readDocument',
  tags,
  summary: 'One line of the register',
  request: { params: documentParam },
  responses: {
    200: versioned('The line', registerLine),
    304: { description: 'You have this version', headers: etagHeader },
    ...refusals('document/denied', 'document/not-found'),
  },
})
const sourceWish = z
  .strictObject({
    document: z.uuid(),
    use: z.enum(['extract', 'translate']),
    purpose: z.string().min(1).max(63).openapi({ description: 'What you used it for' }),
    translation: z
      .strictObject({
        language: z.enum(['en', 'ja']),
        statement: z
          .string()
          .min(1)
          .max(400)
          .openapi({ description: 'Whose classified information it says that it contains' }),
      })
      .nullable(),
  })
  .openapi('SourceWish', {
    example: {
      document: '9d4267b7-f976-42a2-a5f4-9b7a15aeabad',
      use: 'translate',
      purpose: 'maritime-security',
      translation: {
        language: 'ja',
        statement: 'この翻訳は、ニュージーランドの秘密情報を含む。',
      },
    },
  })
const draft = z
  .strictObject({
    document: z.uuid().openapi({ description: 'Random, chosen by your machine' }),
    title: z.string().min(1).max(400),
    mediaType: z.string().min(1).max(200),
    size: z.int().min(0).openapi({ description: 'Bytes of plaintext' }),
    case: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
      .nullable(),
    labelXml: z
      .string()
      .min(1)
      .max(65_536)
      .openapi({ description: 'The originator’s label, ADatP-4774 XML' }),
    payload: digest,
    commitment: digest,
    policy: z
      .string()
      .min(1)
      .max(16_384)
      .openapi({ description: 'Home policy, base64, as bound under the payload key' }),
    sources: z.array(sourceWish).max(maximumSources),
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
      sources: [],
    },
  })
const create = createRoute({
  method: 'post',
  path: '/api/documents',
  operationId: 'createDraft',
  tags,
  summary: 'Register a draft that was sealed on your machine, and get its label signed',
  description: 'Asked again with the same draft it answers the same label. The author is you.',
  request: { body: jsonBody(draft) },
  responses: {
    201: versioned(
      'The signed label',
      z
        .strictObject({ label: statementSchema })
        .openapi('SignedLabel', { example: { label: exampleStatement } }),
    ),
    ...refusals(
      ...commandRefusals,
      ...labelRefusals,
      'document/already-there',
      'document/bad-sources',
      'document/denied',
      'document/label-mismatch',
      'document/not-found',
      'pact/malformed',
      'tdf/bad-manifest',
    ),
  },
})
const putManifest = createRoute({
  method: 'put',
  path: '/api/documents/{document}/manifest',
  operationId: 'completeDraft',
  tags,
  summary: 'Send the manifest of a draft',
  description:
    'The author alone. Sent before the payload is whole, it lets the author have the key again and go on; ' +
    'sent once more afterwards, it completes the draft. Another one takes its place until a release is prepared.',
  request: {
    params: documentParam,
    headers: ifMatchHeader,
    body: { required: true, content: bytes },
  },
  responses: {
    200: versioned(
      'How far the draft is',
      z
        .strictObject({ state: z.enum(['sealing', 'draft']) })
        .openapi('DraftState', { example: { state: 'draft' } }),
    ),
    ...refusals(
      ...commandRefusals,
      ...matchRefusals,
      'document/changed',
      'document/denied',
      'document/incomplete',
      'document/label-mismatch',
      'document/not-found',
      'document/not-yours',
      'document/release-closed',
      'signature/malformed',
      'tdf/bad-manifest',
      'tdf/label',
    ),
  },
})
const getManifest = createRoute({
  method: 'get',
  path: '/api/documents/{document}/manifest',
  operationId: 'readManifest',
  tags,
  summary: 'The manifest to open a document by',
  request: { params: documentParam },
  responses: {
    200: { description: 'The manifest, as JSON', content: bytes },
    ...refusals('document/denied', 'document/incomplete', 'document/not-found'),
  },
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
