/**
 * `/openapi.json`: what the routes say of themselves, and what holds for all of them.
 *
 * @module
 */
import { parseJson } from '@entente/core/lib'
import { z } from '@hono/zod-openapi'

import type { Api, ApiInfo } from './context.ts'
import { isListed } from './route-list.ts'

/** What the document of an application depends on beside its routes. */
export interface DocumentDeps {
  readonly info: ApiInfo
  /** Routes that anyone may call. */
  readonly open: readonly string[]
  /** Routes whose bodies are streams: they take no idempotency key. */
  readonly streamed: readonly string[]
}

/** The OpenAPI 3.1 document of all routes so far. */
export function openApiDocument(api: Api, { info, open, streamed }: DocumentDeps): object {
  const document = form.parse(
    parseJson(
      JSON.stringify(
        api.getOpenAPI31Document({
          openapi: '3.1.0',
          info: { ...info, license: { name: 'Apache-2.0' } },
          servers: [{ url: '/', description: 'The edge of the member' }],
          security: [{ dpop: [] }, { session: [] }],
          tags,
        }),
      ),
    ),
  )
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const route = { method: method.toUpperCase(), path }
      const shared = ['AcceptLanguage']
      if (takesKey(route, { open, streamed })) shared.push('IdempotencyKey')
      operation.parameters = [
        // A step of a path that is read as a number counts as left out; it cannot be (OpenAPI 3.1 §4.8.12).
        ...(operation.parameters ?? []).map((one) =>
          one.in === 'path' ? { ...one, required: true } : one,
        ),
        ...shared.map((name) => ({ $ref: `#/components/parameters/${name}` })),
      ]
      for (const [status, response] of Object.entries(operation.responses)) {
        response.headers = { ...response.headers, ...headersOf(Number(status), shared) }
      }
    }
  }
  document.components = { ...document.components, parameters, headers }
  return document
}

/** Whether a command may be sent again under a key: it changes something, and somebody asks for it. */
export function takesKey(
  { method, path }: { readonly method: string; readonly path: string },
  { open, streamed }: Pick<DocumentDeps, 'open' | 'streamed'>,
): boolean {
  return (
    !safeMethods.has(method) && !isListed(open, method, path) && !isListed(streamed, method, path)
  )
}

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

const tags = [
  { name: 'documents', description: 'The register, drafts, payloads and manifests' },
  { name: 'ledger', description: 'What is on record, for officers who inspect it' },
  { name: 'member', description: 'The member, its pacts, and what waits to be sent' },
  { name: 'people', description: 'Who may read what and where, now and on any date' },
  { name: 'releases', description: 'Preparing, approving and proving a release' },
  { name: 'server', description: 'The server itself' },
  { name: 'sessions', description: 'Access tokens of people at enrolled devices' },
  { name: 'statements', description: 'What officers sign: appointments, notices, grants' },
]

const parameters = {
  AcceptLanguage: {
    name: 'Accept-Language',
    in: 'header',
    required: false,
    description:
      'Language of the sentences in a problem: English or Japanese, by weights (RFC 9110). English ' +
      'if neither is named. Codes are the same in both.',
    schema: { type: 'string' },
    example: 'ja, en;q=0.5',
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'A random key of the caller. The same request under the same key gets the same answer for a ' +
      'day, with `Idempotency-Replayed: true`; another request under it is refused with ' +
      '`http/conflicting-repeat`. A refusal is not kept: the same request may succeed later.',
    schema: { type: 'string', pattern: '^[A-Za-z0-9-]{8,100}$' },
    example: '1f4f3c9e-2f1b-4a36-8d1f-0a3f5f1f7c11',
  },
}

const headers = {
  RequestId: {
    description: 'Names this request in the operator’s log',
    schema: { type: 'string', format: 'uuid' },
    example: '7d4c1f0e-6f0b-4a55-9a54-0f7a1c0f2b11',
  },
  ContentLanguage: {
    description: 'Language of the sentences',
    schema: { type: 'string', enum: ['en', 'ja'] },
    example: 'ja',
  },
  RetryAfter: {
    description: 'Seconds to wait',
    schema: { type: 'integer', minimum: 1 },
    example: 10,
  },
  Authenticate: {
    description: 'How to authenticate (RFC 9449)',
    schema: { type: 'string' },
    example: 'DPoP algs="ES256"',
  },
  Replayed: {
    description: 'Sent where the answer is that of an earlier request under the same key',
    schema: { type: 'string', enum: ['true'] },
    example: 'true',
  },
}

function headersOf(status: number, shared: readonly string[]): Record<string, { $ref: string }> {
  const to = (name: keyof typeof headers): { $ref: string } => ({
    $ref: `#/components/headers/${name}`,
  })
  return {
    'X-Request-Id': to('RequestId'),
    ...(status >= 400 ? { 'Content-Language': to('ContentLanguage') } : {}),
    ...(status === 401 ? { 'WWW-Authenticate': to('Authenticate') } : {}),
    ...(status === 429 ? { 'Retry-After': to('RetryAfter') } : {}),
    ...(status < 300 && shared.includes('IdempotencyKey')
      ? { 'Idempotency-Replayed': to('Replayed') }
      : {}),
  }
}

const form = z.looseObject({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        parameters: z.array(z.looseObject({ in: z.string().optional() })).optional(),
        responses: z.record(
          z.string(),
          z.looseObject({ headers: z.record(z.string(), z.unknown()).optional() }),
        ),
      }),
    ),
  ),
  components: z.looseObject({}).optional(),
})
