/**
 * Drafts over HTTP: registered, labelled, and their manifests.
 *
 * @module
 */
import { isHash } from '@entente/core/crypto'
import { labelErrorTexts } from '@entente/core/label'
import { maximumSources } from '@entente/core/pact'
import { createRoute, z } from '@hono/zod-openapi'

import { createDraft, discardDraft, requireManifest, sealDraft } from '../documents/index.ts'
import {
  type Api,
  commandRefusals,
  createRoutes,
  ifMatchHeader,
  matchRefusals,
  refusals,
  requesterOf,
  requireBytes,
  requireMatch,
} from '../http/index.ts'

import type { EdgeDeps } from './edge.ts'
import { requireContent, requireVersion } from './register.ts'
import {
  bytes,
  digest,
  documentParam,
  exampleStatement,
  jsonBody,
  statementSchema,
  versioned,
} from './schemas.ts'

/** The routes. */
export function draftRoutes(deps: EdgeDeps): Api {
  const { server } = deps
  const routes = createRoutes()

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

  routes.openapi(discard, async (c) => {
    const { document } = c.req.valid('param')
    const { version, tag } = await requireVersion(document, requesterOf(c), deps)
    requireMatch(c.req.valid('header')['if-match'], tag)
    const { now } = deps
    await discardDraft(document, requesterOf(c).person, { ...server, now, version })
    return c.body(null, 204)
  })

  return routes
}

const tags = ['documents']
/** What a label can be refused for. */
const labelRefusals = Object.keys(labelErrorTexts)
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
const discard = createRoute({
  method: 'delete',
  path: '/api/documents/{document}',
  operationId: 'discardDraft',
  tags,
  summary: 'Discard a draft of yours, with its content',
  description:
    'The author alone, before any release was prepared. It is on record first. What is designated, and what another ' +
    'document was made from, stays.',
  request: { params: documentParam, headers: ifMatchHeader },
  responses: {
    204: { description: 'It is gone' },
    ...refusals(
      ...commandRefusals,
      ...matchRefusals,
      'document/changed',
      'document/denied',
      'document/in-use',
      'document/not-found',
      'document/not-yours',
      'document/release-closed',
    ),
  },
})
